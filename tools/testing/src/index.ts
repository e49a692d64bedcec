import { goldenReader } from './golden.js';
import { readFile } from './read-file.js';

export { onEachBackend, useTestBackend } from './backends.js';
export * from './common.js';
export { readFile };
export const readGolden = goldenReader(readFile);
