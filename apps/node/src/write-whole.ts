import { rename, rm, writeFile } from 'node:fs/promises';

/** Writes a file beside its place and then moves it there, so that half a file never has its name. */
export async function writeWhole(
  command: string,
  file: string,
  content: string | Uint8Array,
): Promise<void> {
  const partial = `${file}.partial`;
  try {
    await writeFile(partial, content);
    await rename(partial, file);
  } catch (cause) {
    await rm(partial, { force: true });
    const { code } = cause as NodeJS.ErrnoException;
    throw new Error(`${command}: expected to write ${file}, got ${code}. Nothing was written.`, {
      cause,
    });
  }
}
