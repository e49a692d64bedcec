import { open } from 'node:fs/promises';
import { readWeights, type WeightFile } from '@ikat/weights';
import { named } from '../named.js';

const largest = 2 ** 31 - 1;

/** Reads a file of weights; its name stands in every error. */
export async function readWeightFile(file: string): Promise<WeightFile> {
  const bytes = await readBytes(file);
  return named(file, () => readWeights(bytes));
}

const unfit = (code: string) => Object.assign(new Error(code), { code });

async function readBytes(file: string): Promise<Uint8Array> {
  try {
    const handle = await open(file, 'r');
    try {
      const stats = await handle.stat();
      if (stats.size > largest) throw unfit(`${stats.size} bytes`);
      if (!stats.isFile()) throw unfit('something that is not a file');
      return await handle.readFile();
    } finally {
      await handle.close();
    }
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException;
    const got = code === 'ENOENT' ? 'none' : code;
    throw new Error(
      `${file}: expected a file of weights of at most 2 GB, got ${got}. Give a .pth, .pt or .safetensors file.`,
      { cause },
    );
  }
}
