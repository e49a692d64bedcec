import { spawnSync } from 'node:child_process';
import * as tf from '@tensorflow/tfjs-core';
import { afterEach, beforeAll, expect, test } from 'vitest';
import { compileStep } from './compile-step.js';
import type { OnnxBackend } from './onnx-backend.js';
import { useOnnx } from './use-onnx.js';

const backend = () => tf.backend() as OnnxBackend;

beforeAll(async () => {
  await useOnnx({ threads: 1 });
});

afterEach(() => {
  expect(tf.mul(tf.scalar(2.5), 5).dataSync()[0]).toBe(12.5);
});

/** A product of 160 GB that waits. */
function tooLarge(): tf.Tensor {
  return tf.tidy(() => {
    const column = tf.mul(tf.ones([200_000, 2]), tf.scalar(1.5));
    return tf.matMul(column as tf.Tensor2D, tf.reshape(column, [2, 200_000]) as tf.Tensor2D);
  });
}

test('what cannot be computed spoils only what depends on it', () => {
  const early = tf.mul(tf.scalar(2.5), 3);
  const large = tooLarge();
  const dependent = tf.add(early, tf.sum(large));
  const other = tf.mul(tf.scalar(1.5), 3);
  expect(other.dataSync()[0]).toBe(4.5);
  const words =
    /^onnx: expected kernels that can be computed, got: onnx: expected memory for a result of 160 GB, got: .*\. Use smaller images or batches\. What a failed step/;
  expect(() => large.dataSync()).toThrow(words);
  expect(() => tf.add(large, 1)).toThrow(words);
  expect(() => dependent.dataSync()).toThrow(words);
  tf.dispose([early, large, dependent, other]);
});

test('indices outside are refused, when they are known at once', () => {
  const x = tf.tensor1d([1, 2, 3]);
  const take = (...indices: number[]) => tf.gather(x, tf.tensor1d(indices, 'int32'));
  expect(() => take(0, 5)).toThrow('onnx gather: expected indices from 0 to 2, got 5. Clip them');
  expect(() => take(-1)).toThrow('onnx gather: expected indices from 0 to 2, got -1.');
  const computed = (index: number) =>
    tf.gather(x, tf.cast(tf.add(tf.tensor1d([0, index]), tf.scalar(0.5)), 'int32'));
  for (const index of [3, 7, -1.5, -9.5]) {
    expect(() => computed(index).dataSync()).toThrow(
      `got: onnx gather: expected indices from 0 to 2, got ${Math.trunc(index + 0.5)}. What`,
    );
  }
  expect([...computed(2).dataSync()]).toEqual([1, 3]);
});

test('what fails is thrown, and not printed', () => {
  const script =
    "import * as tf from '@tensorflow/tfjs-core';" +
    "import { useOnnx } from './dist/index.js';" +
    'await useOnnx({ threads: 1 });' +
    "const at = tf.cast(tf.add(tf.tensor1d([0.5, 9]), 0.25), 'int32');" +
    'try { tf.gather(tf.tensor1d([1, 2]), at).dataSync(); } catch (error) { console.log(error.message); }';
  const { stdout, stderr } = spawnSync(process.execPath, ['--input-type=module', '-e', script]);
  expect(String(stdout)).toContain('expected indices from 0 to 1, got 9.');
  expect(String(stderr)).not.toContain('onnxruntime');
});

test('a variable that a failed step assigned can be assigned again', () => {
  const variable = tf.variable(tf.scalar(1.5));
  variable.assign(tf.add(variable, tf.reshape(tf.slice(tooLarge(), [0, 0], [1, 1]), [])));
  backend().flush();
  expect(() => variable.dataSync()).toThrow('assign or restore them');
  variable.assign(tf.scalar(3.5));
  expect(tf.mul(variable, 2).dataSync()[0]).toBe(7);
});

test('a step that is being compiled throws, and leaves nothing', () => {
  const step = compileStep(({ x }: { x: tf.Tensor }) => ({ y: tf.add(tooLarge(), x) }));
  const x = tf.scalar(1.5);
  const { numTensors } = tf.memory();
  expect(() => step({ x })).toThrow('expected memory for a result of 160 GB');
  expect(tf.memory().numTensors).toBe(numTensors);
});

test('a run that fails keeps no memory', () => {
  const { bytes } = backend().buffers;
  const run = backend().execute;
  backend().execute = () => {
    throw new Error('Out of memory');
  };
  const x = tf.tanh(tf.randomNormal([1000, 3]));
  expect(() => x.dataSync()).toThrow('got: Out of memory. What a failed step');
  backend().execute = run;
  const y = tf.tanh(tf.randomNormal([1000, 3]));
  y.dataSync();
  expect(backend().buffers.bytes).toBe(bytes + 12_000);
});

test('a variable that is disposed before it is computed takes no memory', () => {
  const x = tf.tensor([1, 2, 3]);
  for (let i = 0; i < 3; i++) tf.tidy(() => tf.variable(tf.mul(x, 1.5)).dispose());
  const { bytes } = backend().buffers;
  backend().flush();
  expect(backend().buffers.bytes).toBe(bytes);
});

test('keeps the sign of zero', () => {
  expect(tf.div(1, tf.scalar(-0)).dataSync()[0]).toBe(-Infinity);
  expect([...tf.div(1, tf.tensor([0, -0, 0])).dataSync()]).toEqual([Infinity, -Infinity, Infinity]);
});

test('tells the time of kernels', async () => {
  const { kernelMs, wallMs } = (await tf.time(() => tf.mul(tf.scalar(1.5), 3))) as tf.TimingInfo;
  expect(kernelMs).toBeGreaterThan(0);
  expect(wallMs).toBeGreaterThanOrEqual(kernelMs as number);
});
