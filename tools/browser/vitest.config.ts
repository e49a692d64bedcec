import { fileURLToPath } from 'node:url';
import { playwright } from '@vitest/browser-playwright';
import { defineConfig } from 'vitest/config';
import { chromiumArguments, findChromium } from './chromium.js';
import { nodeOnly } from './node-only.js';

const workspace = fileURLToPath(new URL('../..', import.meta.url));
const tensorflow = [
  'core',
  'layers',
  'backend-cpu',
  'backend-wasm',
  'backend-webgl',
  'backend-webgpu',
];

// The unit tests of the packages in a browser: the same files as in Node.
export default defineConfig({
  root: fileURLToPath(new URL('.', import.meta.url)),
  server: { fs: { allow: [workspace] }, watch: null },
  // Found beforehand, so that no test is run anew because a dependency turned up.
  optimizeDeps: { include: tensorflow.map((name) => `@tensorflow/tfjs-${name}`) },
  resolve: { dedupe: tensorflow.map((name) => `@tensorflow/tfjs-${name}`) },
  test: {
    dir: `${workspace}packages`,
    include: ['{ops,losses,models,trainer,data,backend-webgl}/src/**/*.test.ts'],
    exclude: ['**/node_modules/**', '**/dist/**', ...Object.keys(nodeOnly)],
    // Shaders are compiled in software, on machines that do other things too.
    testTimeout: 600_000,
    hookTimeout: 600_000,
    fileParallelism: false,
    browser: {
      enabled: true,
      headless: true,
      connectTimeout: 300_000,
      screenshotFailures: false,
      provider: playwright({
        launchOptions: { executablePath: findChromium(), args: chromiumArguments },
      }),
      instances: [{ browser: 'chromium' }],
    },
  },
});
