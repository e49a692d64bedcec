import { packageTests } from '@ikat/config/vitest';

// The whole study in a real browser; needs Chromium (IKAT_CHROMIUM, or where Debian has it).
export default packageTests({
  test: { include: ['src/**/*.slow.test.ts'], testTimeout: 1_200_000 },
});
