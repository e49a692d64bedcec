import { packageTests } from '@ikat/config/vitest';

// Simulations of error rates: seeded, each under a minute.
export default packageTests({ test: { include: ['src/**/*.slow.test.ts'] } });
