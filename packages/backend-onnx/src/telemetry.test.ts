import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';

const home = mkdtempSync(join(tmpdir(), 'ikat-home-'));
afterAll(() => rmSync(home, { recursive: true, force: true }));

/** Runs a program in an environment in which ONNX Runtime would report, and gives what it printed. */
function printed(program: string): string {
  const temporary = join(home, 'temporary');
  mkdirSync(temporary, { recursive: true });
  const { CI: _ci, ORT_DISABLE_TELEMETRY: _switch, ...environment } = process.env;
  const env = { ...environment, HOME: home, TMPDIR: temporary };
  const engine = new URL('../dist/index.js', import.meta.url).href;
  const text = `const ikat = await import('${engine}'); ${program}`;
  return execFileSync(process.execPath, ['--input-type=module', '--eval', text], {
    env,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
  });
}

const left = () => [readdirSync(home).join(), readdirSync(join(home, 'temporary')).join()];

test('ONNX Runtime keeps and sends nothing about what it runs', () => {
  const program = `
    const { name } = await ikat.useOnnx({ threads: 1 });
    await new Promise((resolve) => setTimeout(resolve, 200));
    console.log(name);`;
  expect(printed(program)).toBe('onnx\n');
  expect(left()).toEqual(['temporary', '']);
});

test('a worker of one’s own is refused until the telemetry is off', () => {
  const worker = `
    const { Worker } = await import('node:worker_threads');
    const start = () => new Promise((resolve) => new Worker(
      'const { workerData, parentPort } = require("node:worker_threads"); import(workerData).then((ikat) => ikat.useOnnx({ threads: 1 })).then(({ name }) => parentPort.postMessage(name), ({ message }) => parentPort.postMessage(message));',
      { eval: true, execArgv: [], workerData: ENGINE },
    ).once('message', resolve));
    console.log(await start());
    ikat.switchOffTelemetry();
    console.log(await start());`;
  const engine = new URL('../dist/index.js', import.meta.url).href;
  const [before, after] = printed(worker.replace('ENGINE', `'${engine}'`)).split('\n');
  expect(before).toMatch(/expected ORT_DISABLE_TELEMETRY to be 1 .*got nothing.*Call switchOff/);
  expect(after).toBe('onnx');
  expect(left()).toEqual(['temporary', '']);
});
