import { packageTests } from '@ikat/config/vitest';

// What takes minutes: a photograph of 12 megapixels.
export default packageTests({
  test: {
    include: ['tests/**/*.slow.test.ts'],
    testTimeout: 1_800_000,
    hookTimeout: 120_000,
  },
});
