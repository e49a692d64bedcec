import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
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

test('names the file that cannot be read', async () => {
  const broken = moduleOf('broken', 'export const run = (x) => x +;');
  await expect(runInWorker(broken, 1, { threads: 1 })).rejects.toThrow(
    `runInWorker: expected ${broken.href}, or what it imports, to be a module that can be read, got: Unexpected token ';'.`,
  );
  const missing = moduleOf(
    'missing',
    "import { nothing } from 'node:fs';\nexport const run = nothing;",
  );
  await expect(runInWorker(missing, 1, { threads: 1 })).rejects.toThrow(
    `runInWorker: expected ${missing.href}:2 to be a module that can be read, got: The requested module`,
  );
});

test('ends work that does not end when it is asked to', async () => {
  const module = moduleOf(
    'stuck',
    `export const run = (_, { tell }) => { tell('in'); for (;;); };`,
  );
  const controller = new AbortController();
  const options = { threads: 1, graceSeconds: 0.1, signal: controller.signal };
  const onMessage = () => controller.abort();
  await expect(runInWorker(module, 1, { ...options, onMessage })).rejects.toThrow(
    'runInWorker: expected the work to end within 0.1 s after it was asked to, got none of that: its thread was ended.',
  );
  await expect(runInWorker(module, 1, { graceSeconds: -1 })).rejects.toThrow(
    'runInWorker: expected graceSeconds of at least 0, got -1. Leave it out for 30.',
  );
});

test('does not begin what was ended before', async () => {
  const file = join(folder, 'begun');
  const module = moduleOf(
    'begins',
    `import { writeFileSync } from 'node:fs';
    export const run = () => writeFileSync(${JSON.stringify(file)}, '');`,
  );
  const signal = AbortSignal.abort(new Error('not today'));
  await expect(runInWorker(module, 1, { threads: 1, signal })).rejects.toThrow('not today');
  const controller = new AbortController();
  const soon = runInWorker(module, 1, { threads: 1, signal: controller.signal });
  controller.abort(new Error('too late'));
  await expect(soon).rejects.toThrow('too late');
  expect(existsSync(file)).toBe(false);
});

test('refuses tensors, of which another thread would get the shells', async () => {
  const identity = moduleOf('tensor', 'export const run = (x) => x;');
  const result = moduleOf('scalar', 'export const run = () => ({ loss: [tf.scalar(1)] });');
  const message = moduleOf('tells', 'export const run = (_, { tell }) => tell(tf.scalar(1));');
  const words = (what: string) =>
    `runInWorker: expected ${what} that can be copied to another thread, got a tensor. Give its numbers: await tensor.data().`;
  const input = { shape: [1], dtype: 'float32', dataId: {} }; // what a tensor is to the eye
  await expect(runInWorker(identity, new Map([['x', input]]))).rejects.toThrow(words('an input'));
  await expect(runInWorker(result, 1, { threads: 1 })).rejects.toThrow(words('a result'));
  await expect(runInWorker(message, 1, { threads: 1 })).rejects.toThrow(words('a message'));
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
