import { mkdir, mkdtemp, open, readdir, rename, rm } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';

const isModelFile = (name: string) =>
  /^(model\.json|ikat\.json|weights[\w.-]*\.bin|group\d+-shard\d+of\d+\.bin)$/.test(name);

/** Where the old folder waits while the new one takes its place. */
export const previousFolder = (folder: string) => `${resolve(folder)}.previous`;

/** Makes a folder of these files; one that was there stays whole until the new one is. */
export async function replaceFolder(
  folder: string,
  files: Record<string, Uint8Array>,
): Promise<void> {
  const target = resolve(folder);
  await putBack(target);
  await checkReplaceable(target);
  let beside: string | undefined;
  try {
    await mkdir(dirname(target), { recursive: true });
    beside = await mkdtemp(join(dirname(target), `.${basename(target)}-`));
    for (const [name, bytes] of Object.entries(files))
      await writeFlushed(join(beside, name), bytes);
    await flush(beside);
    await swap(beside, target);
  } catch (cause) {
    if (beside) await rm(beside, { recursive: true, force: true });
    const { code = 'unknown error' } = cause as NodeJS.ErrnoException;
    throw new Error(
      `saveModel: expected to write ${folder}, got ${code}. What was there before is unchanged.`,
      { cause },
    );
  }
}

/** Ends a replacement that was cut off between its two renames. */
export async function putBack(target: string): Promise<void> {
  if (await exists(target)) return;
  const previous = previousFolder(target);
  if (await exists(previous)) await rename(previous, target);
}

async function swap(beside: string, target: string): Promise<void> {
  const previous = previousFolder(target);
  const replaces = await exists(target);
  if (replaces) {
    await rm(previous, { recursive: true, force: true });
    await rename(target, previous);
  }
  try {
    await rename(beside, target);
  } catch (error) {
    if (replaces) await rename(previous, target);
    throw error;
  }
  await flush(dirname(target));
  if (replaces) await rm(previous, { recursive: true, force: true });
}

async function exists(path: string): Promise<boolean> {
  return (await readdir(path).catch(() => undefined)) !== undefined;
}

async function checkReplaceable(target: string): Promise<void> {
  const names = await readdir(target).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return [];
    throw new Error(`saveModel: expected a folder at ${target}, got ${error.code}.`, {
      cause: error,
    });
  });
  const other = names.find((name) => !isModelFile(name));
  if (other === undefined) return;
  throw new Error(
    `saveModel: expected a new folder or a model's folder, got ${target}, which holds ${other}. Choose a folder of its own, for saving replaces it.`,
  );
}

export async function writeFlushed(path: string, bytes: Uint8Array): Promise<void> {
  const file = await open(path, 'wx');
  try {
    await file.writeFile(bytes);
    await file.sync();
  } finally {
    await file.close();
  }
}

/** Flushes a folder's names; Windows has no such call. */
export async function flush(folder: string): Promise<void> {
  if (process.platform === 'win32') return;
  const file = await open(folder, 'r');
  try {
    await file.sync();
  } finally {
    await file.close();
  }
}
