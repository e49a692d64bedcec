import { packageTests } from '@ikat/config/vitest';

export default packageTests({ test: { include: ['{src,vite}/**/*.test.ts'] } });
