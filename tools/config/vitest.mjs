import { configDefaults, defineConfig } from 'vitest/config';

/**
 * The unit tests of one package: the files beside the sources, in Node. Those of `tools/browser` run
 * in a browser too, and there alone where they are called `.browser.test.ts`.
 *
 * @param {import('vitest/config').UserConfig} [options] what this package does differently
 */
export function packageTests(options = {}) {
  return defineConfig({
    ...options,
    test: {
      include: ['src/**/*.test.ts'],
      exclude: [...configDefaults.exclude, 'src/**/*.browser.test.ts'],
      testTimeout: 60_000,
      hookTimeout: 60_000,
      // Two cores: one worker a package keeps turbo's parallel packages from fighting.
      maxWorkers: 1,
      // Tests import ONNX Runtime themselves, too; it must not report what they run.
      env: { ORT_DISABLE_TELEMETRY: '1' },
      ...options.test,
    },
  });
}
