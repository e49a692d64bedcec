import { defineConfig } from 'vite';
import { contentPolicy } from './vite/content-policy.js';
import { offlineFiles } from './vite/offline-files.js';
import { shippedFiles } from './vite/shipped-files.js';

export default defineConfig({
  // Relative addresses: the studio works under any path.
  base: './',
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  plugins: [contentPolicy(), shippedFiles(), offlineFiles()],
  worker: { format: 'es' },
  build: {
    target: 'es2022',
    modulePreload: { polyfill: false },
    // Files of weights must stay files: the policy of the page allows no other origin, not even data.
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 1200,
    rolldownOptions: {
      input: { studio: 'index.html', 'service-worker': 'src/service-worker.ts' },
      output: {
        entryFileNames: ({ name }) =>
          name === 'service-worker' ? '[name].js' : 'assets/[name]-[hash].js',
      },
    },
  },
});
