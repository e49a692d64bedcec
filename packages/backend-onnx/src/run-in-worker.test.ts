import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, expect, test } from 'vitest';
// The worker loads the built package: a worker of its own knows no TypeScript.
import { runInWorker } from '../dist/index.js';

const folder = mkdtempSync(join(tmpdir(), 'ikat-worker-'));
const tensorflow = import.meta.resolve('@tensorflow/tfjs-core');

afterAll(() => rmSync(folder, { recursive: true, force: true }));

function moduleOf(name: string, text: string): URL {
  const file = join(folder, `${name}.mjs`);
  writeFileSync(file, `import * as tf from '${tensorflow}';\n${text}`);
  return pathToFileURL(file);
}

test('computes on an engine of the worker', async () => {
  const module = moduleOf(
    'sum',
    `export const run = async (input) => {
      const sum = tf.sum(tf.tensor(input));
      return { backend: tf.getBackend(), sum: (await sum.data())[0] };
    };`,
  );
  const result = await runInWorker(module, [1, 2, 3], { threads: 1 });
  expect(result).toEqual({ backend: 'onnx', sum: 6 });
});

test('tells messages, leaves this thread free, and ends when asked', async () => {
  const module = moduleOf(
    'loop',
    `export const run = async (_, { tell, signal }) => {
      let steps = 0;
      while (!signal.aborted) {
        const until = performance.now() + 20;
        while (performance.now() < until);
        tell(++steps);
        await new Promise(setImmediate);
      }
      return steps;
    };`,
  );
  const controller = new AbortController();
  const told: unknown[] = [];
  let ticks = 0;
  const clock = setInterval(() => ticks++, 1);
  const onMessage = (message: unknown) => {
    told.push(message);
    if (told.length === 3) controller.abort();
  };
  const steps = await runInWorker(module, null, {
    threads: 1,
    onMessage,
    signal: controller.signal,
  });
  clearInterval(clock);
  expect(told.slice(0, 3)).toEqual([1, 2, 3]);
  expect(steps).toBe(told.length);
  expect(ticks).toBeGreaterThan(3);
});

test('gives the errors of the worker', async () => {
  const failing = moduleOf('failing', `export const run = () => { throw new Error('no clay'); };`);
  await expect(runInWorker(failing, null, { threads: 1 })).rejects.toThrow('no clay');
  const empty = moduleOf('empty', 'export const walk = 1;');
  await expect(runInWorker(empty, null, { threads: 1 })).rejects.toThrow(
    'to export a function run, got undefined',
  );
  await expect(runInWorker(empty, null, { threads: 0 })).rejects.toThrow(
    'useOnnx: expected threads to be a whole number from 1 to 512, got 0.',
  );
  const leaving = moduleOf('leaving', 'export const run = () => process.exit(3);');
  await expect(runInWorker(leaving, null, { threads: 1 })).rejects.toThrow(
    'runInWorker: expected a result, got the end of the worker (code 3).',
  );
});

test('says what cannot be copied between threads', async () => {
  const identity = moduleOf('identity', 'export const run = (x) => x;');
  const result = moduleOf('result', 'export const run = () => () => 1;');
  const message = moduleOf('message', 'export const run = (_, { tell }) => tell(() => 1);');
  const words = (what: string) =>
    `runInWorker: expected ${what} that can be copied to another thread, got: () => 1 could not be cloned. Give numbers`;
  await expect(runInWorker(identity, () => 1)).rejects.toThrow(words('an input'));
  await expect(runInWorker(result, 1, { threads: 1 })).rejects.toThrow(words('a result'));
  await expect(runInWorker(message, 1, { threads: 1 })).rejects.toThrow(words('a message'));
  await expect(runInWorker('work.mjs' as never, 1)).rejects.toThrow(
    "runInWorker: expected the module as a URL, got string. Give new URL('./work.js', import.meta.url).",
  );
});

test('ends the worker when the listener throws', async () => {
  const module = moduleOf(
    'endless',
    'export const run = (_, { tell }) => new Promise(() => { tell(1); setInterval(() => {}, 50); });',
  );
  const onMessage = () => {
    throw new RangeError('mine');
  };
  await expect(runInWorker(module, 1, { threads: 1, onMessage })).rejects.toThrow('mine');
});
