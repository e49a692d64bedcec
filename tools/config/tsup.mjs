import { defineConfig } from 'tsup';

/**
 * The build of one package: ESM and CJS with types, everything that is installed left outside.
 *
 * @param {import('tsup').Options} [options] what this package does differently
 */
export function packageBuild(options = {}) {
  return defineConfig({
    entry: ['src/index.ts'],
    format: ['esm', 'cjs'],
    target: 'es2022',
    dts: true,
    clean: true,
    shims: false,
    splitting: true,
    external: [/^@tensorflow\//, /^@ikat\//],
    ...options,
  });
}
