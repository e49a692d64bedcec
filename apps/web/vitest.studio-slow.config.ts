import { findChromium } from '@ikat/browser/chromium';
import { packageTests } from '@ikat/config/vitest';

// What takes minutes: a photograph of 12 megapixels.
export default packageTests({
  test: {
    include: ['tests/**/*.slow.test.ts'],
    env: { IKAT_CHROMIUM: findChromium() },
    testTimeout: 1_800_000,
    hookTimeout: 120_000,
  },
});
