import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** The bytes of a file beside a test: `readFile(new URL('../golden/x.pth', import.meta.url))`. */
export const readFile = (url: URL): Uint8Array<ArrayBuffer> =>
  new Uint8Array(readFileSync(fileURLToPath(url)));
