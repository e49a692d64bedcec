import { findChromium } from '@ikat/browser/chromium';
import { packageTests } from '@ikat/config/vitest';

// The built studio in Debian's Chromium: `pnpm build` first.
export default packageTests({
  test: {
    include: ['tests/**/*.test.ts'],
    exclude: ['tests/**/*.slow.test.ts'],
    env: { IKAT_CHROMIUM: findChromium() },
    fileParallelism: false,
    testTimeout: 240_000,
    hookTimeout: 120_000,
  },
});
