import { readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';

interface LockHolder {
  pid: number;
  host: string;
  /** When the process began, in the system's own terms: tells it from a later one of that pid. */
  processStart: string | null;
}

const BEING_WRITTEN_MS = 5000;

/** Takes the lock of a folder; the result gives it back. */
export async function lockFolder(folder: string): Promise<() => Promise<void>> {
  const path = join(folder, 'run.lock');
  const own = JSON.stringify(await holderOf(process.pid));
  for (let attempt = 0; attempt < 3; attempt++) {
    try {
      await writeFile(path, own, { flag: 'wx' });
      return async () => {
        if ((await textOf(path)) === own) await rm(path, { force: true });
      };
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST')
        throw notWritten(path, error as Error);
      await removeStale(folder, path);
    }
  }
  throw inUse(folder, 'another process');
}

async function removeStale(folder: string, path: string): Promise<void> {
  const text = await textOf(path);
  if (text === undefined) return;
  const holder = await liveHolder(path, text);
  if (holder) throw inUse(folder, holder);
  const aside = `${path}.${process.pid}`;
  await rename(path, aside).catch(() => undefined);
  const moved = await textOf(aside);
  // Someone was quicker, and this is his lock: give it back.
  if (moved !== undefined && moved !== text) await rename(aside, path);
  await rm(aside, { force: true });
}

/** Who holds the lock, in words; undefined if that process is gone. */
async function liveHolder(path: string, text: string): Promise<string | undefined> {
  let holder: LockHolder;
  try {
    holder = JSON.parse(text);
  } catch {
    const { mtimeMs } = await stat(path).catch(() => ({ mtimeMs: 0 }));
    return Date.now() - mtimeMs < BEING_WRITTEN_MS ? 'a process that is starting' : undefined;
  }
  if (holder.host !== hostname()) return `process ${holder.pid} on ${holder.host}`;
  if (!isAlive(holder.pid)) return undefined;
  const { processStart } = await holderOf(holder.pid);
  return processStart === holder.processStart ? `process ${holder.pid}` : undefined;
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

async function holderOf(pid: number): Promise<LockHolder> {
  const status = await textOf(`/proc/${pid}/stat`); // Linux; field 22, after the name in brackets
  const processStart = status?.slice(status.lastIndexOf(')') + 2).split(' ')[19] ?? null;
  return { pid, host: hostname(), processStart };
}

const textOf = (path: string) => readFile(path, 'utf8').catch(() => undefined);

const notWritten = (path: string, cause: Error) =>
  new Error(
    `runFolder: could not write ${path}: ${cause.message}. ` +
      'Make room, or choose a folder that can be written.',
    { cause },
  );

const inUse = (folder: string, holder: string) =>
  new Error(
    `runFolder: expected ${folder} to be free, got a run by ${holder} in it. ` +
      'Wait for it to end or choose another folder; if it is gone for sure, delete run.lock.',
  );
