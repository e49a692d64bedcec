import { defineConfig } from 'vitest/config';

/**
 * The unit tests of one package: the files beside the sources, in Node.
 *
 * @param {import('vitest/config').UserConfig} [options] what this package does differently
 */
export function packageTests(options = {}) {
  return defineConfig({
    ...options,
    test: {
      include: ['src/**/*.test.ts'],
      testTimeout: 60_000,
      hookTimeout: 60_000,
      // Two cores: one worker a package keeps turbo's parallel packages from fighting.
      maxWorkers: 1,
      ...options.test,
    },
  });
}
