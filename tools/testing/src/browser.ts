import { readFile } from './browser-read-file.js';
import { goldenReader } from './golden.js';

export { onEachBackend, useTestBackend } from './browser-backends.js';
export * from './common.js';
export { readFile };
export const readGolden = goldenReader(readFile);

/** The backends of this runtime that people train on: they have to agree with the cpu backend. */
export const trainingBackends = ['webgl', 'wasm'] as const;
