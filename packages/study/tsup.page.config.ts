import { packageBuild } from '@ikat/config/tsup';

// What participants load: one script and one style sheet, nothing else.
export default packageBuild({
  entry: { page: 'src/page/main.ts', style: 'src/page/style.css' },
  format: ['iife'],
  outDir: 'dist/page',
  outExtension: () => ({ js: '.js' }),
  minify: true,
  dts: false,
  clean: false,
  splitting: false,
});
