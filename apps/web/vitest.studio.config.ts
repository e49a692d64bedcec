import { packageTests } from '@ikat/config/vitest';

// The built studio in Debian's Chromium: `pnpm build` first.
export default packageTests({
  test: {
    include: ['tests/**/*.test.ts'],
    exclude: ['tests/**/*.slow.test.ts'],
    fileParallelism: false,
    // A browser on a crowded machine now and then loses a click.
    retry: 1,
    testTimeout: 240_000,
    hookTimeout: 120_000,
  },
});
