import { fileURLToPath } from 'node:url';

/** The folder that holds the sample files. */
export const samplesFolder: string = fileURLToPath(new URL('../files', import.meta.url));
