import { open, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';

/** Writes one whole file. */
export type FileWriter = (path: string, bytes: Uint8Array) => Promise<void>;

/** Writes a file and waits until it is on the disk. */
export const writeDurably: FileWriter = async (path, bytes) => {
  const file = await open(path, 'w');
  try {
    await file.writeFile(bytes);
    await file.sync();
  } finally {
    await file.close();
  }
};

/** Waits until a folder's list of names is on the disk, where the system can do that. */
export async function syncFolder(path: string): Promise<void> {
  const folder = await open(path, 'r').catch(() => undefined);
  await folder?.sync().catch(() => undefined); // Windows has no such thing
  await folder?.close();
}

/** Writes a file beside and renames it: readers see the old one or the new one, whole. */
export async function replaceFile(path: string, text: string): Promise<void> {
  const beside = `${path}.${process.pid}.partial`;
  try {
    await writeDurably(beside, new TextEncoder().encode(text));
    await rename(beside, path);
  } catch (cause) {
    await rm(beside, { force: true });
    throw new Error(`runFolder: could not write ${path}: ${(cause as Error).message}.`, { cause });
  }
  await syncFolder(dirname(path));
}
