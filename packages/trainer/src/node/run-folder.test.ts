import { appendFile, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { runFolder } from './run-folder.js';

// A disk that is full: only this module's first write can be told to fail.
vi.mock('node:fs/promises', async (original) => {
  const real = await original<typeof import('node:fs/promises')>();
  return { ...real, writeFile: vi.fn(real.writeFile) };
});

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'ikat-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const refusal = async () => {
  const error = await runFolder(folder).then(
    () => new Error('it was opened'),
    (it: Error) => it,
  );
  return error.message.replaceAll(folder, 'RUN').replaceAll(String(process.pid), 'PID');
};

const lock = (holder: object | string) =>
  writeFile(join(folder, 'run.lock'), typeof holder === 'string' ? holder : JSON.stringify(holder));

/** No process has it: Linux counts to 4194304 at most. */
const NO_PID = 99_999_999;

describe('runFolder', () => {
  test('writes the configuration, and reads it when it is opened again', async () => {
    const run = await runFolder(join(folder, 'deep', 'run'), { config: { seed: 4 } });
    expect(run.config).toEqual({ seed: 4 });
    await run.close();
    const again = await runFolder(run.path);
    expect(again.config).toEqual({ seed: 4 });
    await again.close();
    const other = await runFolder(join(folder, 'other'));
    expect(other.config).toBeNull();
    await other.close();
  });

  test('logs lines, survives one that was cut off, and rewinds', async () => {
    const first = await runFolder(folder);
    for (const step of [1, 2, 3]) await first.log({ step, generator: step / 10 });
    await first.close();
    await appendFile(join(folder, 'log.jsonl'), 'null\n3\n{"step": "4"}\n{"step": 4, "gener');
    const run = await runFolder(folder);
    await run.log({ step: 5 });
    expect((await run.readLog()).map(({ step }) => step)).toEqual([1, 2, 3, 5]);
    await run.rewindLog(2);
    expect(await run.readLog()).toEqual([
      { step: 1, generator: 0.1 },
      { step: 2, generator: 0.2 },
    ]);
    expect(await readFile(join(folder, 'log.jsonl'), 'utf8')).toMatch(/\}\n$/);
    await run.close();
  });

  test('refuses a second run, and opens when the first is closed', async () => {
    const run = await runFolder(folder);
    expect(await refusal()).toMatchInlineSnapshot(
      `"runFolder: expected RUN to be free, got a run by process PID in it. Wait for it to end or choose another folder; if it is gone for sure, delete run.lock."`,
    );
    await run.close();
    await (await runFolder(folder)).close();
  });

  test('takes over the lock of a process that has died', async () => {
    await lock({ pid: NO_PID, host: hostname(), processStart: '1' });
    const run = await runFolder(folder);
    expect(await refusal()).toContain('got a run by process PID in it');
    await run.close();
  });

  test.runIf(process.platform === 'linux')(
    'tells a later process of the same number from the holder',
    async () => {
      await lock({ pid: process.pid, host: hostname(), processStart: 'long ago' });
      await (await runFolder(folder)).close();
    },
  );

  test('leaves the locks of other machines and of processes that start alone', async () => {
    await lock({ pid: NO_PID, host: 'another-machine', processStart: '1' });
    expect(await refusal()).toContain(`process ${NO_PID} on another-machine`);
    await lock('');
    expect(await refusal()).toContain('a process that is starting');
  });

  test('lets only one of many win a stale lock', async () => {
    await lock({ pid: NO_PID, host: hostname(), processStart: '1' });
    const all = await Promise.allSettled(Array.from({ length: 8 }, () => runFolder(folder)));
    const won = all.filter((it) => it.status === 'fulfilled');
    expect(won).toHaveLength(1);
    await won[0]!.value.close();
  });

  test('says why the lock cannot be written', async () => {
    vi.mocked(writeFile).mockRejectedValueOnce(
      Object.assign(new Error('ENOSPC: no space left on device, open'), { code: 'ENOSPC' }),
    );
    expect(await refusal()).toBe(
      'runFolder: could not write RUN/run.lock: ENOSPC: no space left on device, open. ' +
        'Make room, or choose a folder that can be written.',
    );
  });

  test('says what is wrong with a configuration or a path', async () => {
    await writeFile(join(folder, 'config.json'), '{"seed": ');
    expect(await refusal()).toMatchInlineSnapshot(
      `"runFolder: expected JSON in RUN/config.json, got something else. Delete or mend it."`,
    );
    await rm(join(folder, 'config.json'));
    await (await runFolder(folder)).close(); // the failed one gave its lock back
    const file = join(folder, 'file');
    await writeFile(file, '');
    await expect(runFolder(join(file, 'run'))).rejects.toThrow('runFolder: could not make');
  });
});
