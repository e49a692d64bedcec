import { appendFile, mkdir, readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { replaceFile } from './durable-write.js';
import { lockFolder } from './run-lock.js';

export interface RunFolderOptions {
  /** The settings of the run, written as `config.json`. @default the file that is there */
  config?: unknown;
}

/** A run's folder, held by this process. */
export interface RunFolder {
  /** Its absolute path: what `saveCheckpoint`, `loadCheckpoint` and `writeReport` take. */
  readonly path: string;
  /** Where sample pictures go. */
  readonly samples: string;
  /** What `config.json` says; null without one. */
  readonly config: unknown;
  /** Adds a line to `log.jsonl`. */
  log(entry: { step: number } & Record<string, unknown>): Promise<void>;
  /** The entries of `log.jsonl`; a line without a step, or that a kill cut off, is passed over. */
  readLog(): Promise<({ step: number } & Record<string, unknown>)[]>;
  /** Drops the entries after a step, which a resumed run is about to write again. */
  rewindLog(step: number): Promise<void>;
  /** Gives the folder back. */
  close(): Promise<void>;
}

/**
 * Opens the folder of a run: `config.json`, `log.jsonl`, `samples/`, and a lock, so that no second
 * run writes into it. The lock of a process that has died is taken over.
 *
 * @param path made if it is not there
 * @throws Error when another process holds the folder (it says which), or it cannot be written
 *
 * @example
 * ```ts
 * import { runFolder } from '@ikat/trainer/node';
 *
 * const run = await runFolder('runs/first', { config: { seed: 1 } });
 * await run.log({ step: 1, generator: 0.7 });
 * console.log((await run.readLog()).length); // 1
 * await run.close();
 * ```
 */
export async function runFolder(path: string, options: RunFolderOptions = {}): Promise<RunFolder> {
  const folder = resolve(path);
  const samples = join(folder, 'samples');
  await mkdir(samples, { recursive: true }).catch((cause) => {
    throw new Error(`runFolder: could not make ${samples}: ${cause.message}.`, { cause });
  });
  const unlock = await lockFolder(folder);
  const logPath = join(folder, 'log.jsonl');
  try {
    await endLastLine(logPath);
    return {
      path: folder,
      samples,
      config: await settle(join(folder, 'config.json'), options.config),
      log: async (entry) => {
        await appendFile(logPath, `${JSON.stringify(entry)}\n`);
      },
      readLog: () => readEntries(logPath),
      rewindLog: async (step) => {
        const kept = (await readEntries(logPath)).filter((entry) => entry.step <= step);
        await replaceFile(logPath, kept.map((entry) => `${JSON.stringify(entry)}\n`).join(''));
      },
      close: unlock,
    };
  } catch (error) {
    await unlock();
    throw error;
  }
}

async function settle(path: string, config: unknown): Promise<unknown> {
  if (config !== undefined) {
    await replaceFile(path, `${JSON.stringify(config, null, 2)}\n`);
    return config;
  }
  const text = await textOf(path);
  try {
    return text === undefined ? null : JSON.parse(text);
  } catch (cause) {
    throw new Error(`runFolder: expected JSON in ${path}, got something else. Delete or mend it.`, {
      cause,
    });
  }
}

/** What a kill cut off must not swallow the next entry. */
async function endLastLine(path: string): Promise<void> {
  const text = await textOf(path);
  if (text && !text.endsWith('\n')) await appendFile(path, '\n');
}

async function readEntries(path: string) {
  const lines = ((await textOf(path)) ?? '').split('\n');
  return lines.map(parsed).filter(isEntry);
}

function parsed(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined; // empty, or cut off by a kill
  }
}

const isEntry = (value: unknown): value is { step: number } & Record<string, unknown> =>
  typeof (value as { step?: unknown } | null | undefined)?.step === 'number';

const textOf = (path: string) =>
  readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined;
    throw error;
  });
