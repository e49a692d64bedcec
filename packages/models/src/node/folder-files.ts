import { readFile, stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { unpackFiles } from '../unpack-files.js';
import { putBack } from './replace-folder.js';

/** What reads the files of a model folder, or of a .zip of one, by their names. */
export async function folderFiles(folder: string): Promise<(name: string) => Promise<Uint8Array>> {
  const isFile = (await stat(folder).catch(() => undefined))?.isFile() === true;
  if (isFile) return packedFiles(folder);
  await putBack(resolve(folder));
  return (name) => readBytes(join(folder, name), name);
}

async function packedFiles(file: string): Promise<(name: string) => Promise<Uint8Array>> {
  const files = unpackFiles(await readBytes(file, 'the archive'));
  if (!files) {
    throw new Error(
      `model.json: expected a model folder, or a .zip of one, got another file. Weights of PyTorch are read by importPyTorch (ikat import).`,
    );
  }
  return async (name) => {
    const bytes = files.get(name);
    if (bytes) return bytes;
    throw new Error(
      `${name}: expected a file of a model folder, got none. Pack all files of the folder.`,
    );
  };
}

async function readBytes(path: string, name: string): Promise<Uint8Array> {
  try {
    return await readFile(path);
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException;
    const got = code === 'ENOENT' ? 'none' : code;
    throw new Error(
      `${name}: expected a file of a model folder, got ${got}. Name the folder that saveModel wrote.`,
      { cause },
    );
  }
}
