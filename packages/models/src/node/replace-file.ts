import { mkdir, mkdtemp, rename, rm } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { flush, writeFlushed } from './replace-folder.js';

/** Writes a file beside, flushes and renames it: one that was there stays whole until it is. */
export async function replaceFile(file: string, bytes: Uint8Array): Promise<void> {
  const target = resolve(file);
  let beside: string | undefined;
  try {
    await mkdir(dirname(target), { recursive: true });
    beside = await mkdtemp(join(dirname(target), `.${basename(target)}-`));
    await writeFlushed(join(beside, 'file'), bytes);
    await rename(join(beside, 'file'), target);
    await flush(dirname(target));
  } catch (cause) {
    const { code = 'unknown error' } = cause as NodeJS.ErrnoException;
    throw new Error(
      `saveSafetensors: expected to write ${file}, got ${code}. What was there before is unchanged.`,
      { cause },
    );
  } finally {
    if (beside) await rm(beside, { recursive: true, force: true });
  }
}
