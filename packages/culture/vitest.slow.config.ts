import { packageTests } from '@ikat/config/vitest';

// Simulations of error rates: seeded; a busy machine must not fail them.
export default packageTests({
  test: { include: ['src/**/*.slow.test.ts'], testTimeout: 1_200_000 },
});
