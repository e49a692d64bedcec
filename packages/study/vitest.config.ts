import { packageTests } from '@ikat/config/vitest';

export default packageTests({ test: { exclude: ['**/*.slow.test.ts'] } });
