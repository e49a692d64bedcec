import { packageTests } from '@ikat/config/vitest';

// Node has no IndexedDB; in a browser the same tests run on the browser's own.
export default packageTests({ test: { setupFiles: ['fake-indexeddb/auto'] } });
