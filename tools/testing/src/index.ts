import { goldenReader } from './golden.js';
import { readFile } from './read-file.js';

export { onEachBackend, useTestBackend } from './backends.js';
export * from './common.js';
export { readFile };
export const readGolden = goldenReader(readFile);

/** The backends of this runtime that people train on: they have to agree with the cpu backend. */
export const trainingBackends = ['onnx'] as const;
