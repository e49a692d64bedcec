import { readFile } from './browser-read-file.js';
import { goldenReader } from './golden.js';

export { onEachBackend, useTestBackend } from './browser-backends.js';
export * from './common.js';
export { readFile };
export const readGolden = goldenReader(readFile);
