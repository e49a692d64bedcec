import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { OnnxBackend } from './onnx-backend.js';
import { useOnnx } from './use-onnx.js';

const counted = () => Object.fromEntries((tf.backend() as OnnxBackend).counts.fallbacks);

beforeAll(async () => {
  await useOnnx({ threads: 1 });
});
beforeEach(() => (tf.backend() as OnnxBackend).counts.fallbacks.clear());

describe('kernels that ONNX cannot compute', () => {
  it('are computed by the cpu backend, and counted', () => {
    const x = tf.tanh(tf.tensor([3, 1, 2]));
    const { values, indices } = tf.topk(x, 2);
    expect([...indices.dataSync()]).toEqual([0, 2]);
    expect([...values.dataSync()]).toEqual([
      expect.closeTo(Math.tanh(3), 6),
      expect.closeTo(Math.tanh(2), 6),
    ]);
    expect(counted()).toEqual({ TopK: 1 });
    tf.dispose([x, values, indices]);
  });

  it('take views of values that wait, and their results go on', () => {
    const x = tf.tanh(tf.range(0, 6));
    const square = tf.reshape(x, [2, 3]);
    const { values } = tf.unique(tf.cast(tf.round(tf.mul(square, 2)), 'int32'), 1);
    const sum = tf.sum(tf.mul(values, 2));
    expect(values.shape).toEqual([2, 2]);
    // tanh of 0..5, twice and rounded: 0 2 2 / 2 2 2, of whose columns two are alike
    expect(sum.dataSync()[0]).toBe(12);
    expect(counted()).toEqual({ Unique: 1 });
  });

  it('leave no tensors', () => {
    const before = tf.memory();
    const ids = tf.backend().numDataIds();
    const cpu = tf.engine().findBackend('cpu').numDataIds();
    tf.tidy(() => tf.topk(tf.tanh(tf.range(0, 5)), 2).values.dataSync());
    expect(tf.memory().numTensors).toBe(before.numTensors);
    expect(tf.backend().numDataIds()).toBe(ids);
    expect(tf.engine().findBackend('cpu').numDataIds()).toBe(cpu);
  });

  it('may be of texts', () => {
    const texts = tf.tensor(['one', 'two', 'three']);
    const bytes = tf.string.stringToHashBucketFast(texts, 10);
    expect(bytes.shape).toEqual([3]);
    expect(tf.reshape(texts, [3, 1]).dataSync()).toEqual(['one', 'two', 'three']);
    expect(tf.string.staticRegexReplace(texts, 'o', '0').dataSync()).toEqual([
      '0ne',
      'tw0',
      'three',
    ]);
    tf.dispose([texts, bytes]);
  });

  it('may be of texts where others are computed with numbers', () => {
    const texts = tf.tensor2d(['one', 'two', 'three', 'four'], [2, 2]);
    const first = tf.slice(texts, [0, 0], [1, 2]);
    const all = tf.concat([texts, first]);
    expect(all.dataSync()).toEqual(['one', 'two', 'three', 'four', 'one', 'two']);
    expect([...tf.equal(texts, first).dataSync()]).toEqual([1, 1, 0, 0]);
    expect(tf.stack([texts, texts]).shape).toEqual([2, 2, 2]);
    expect(tf.fill([2], 'five').dataSync()).toEqual(['five', 'five']);
    expect(counted()).toEqual({
      'Slice of string': 1,
      'Concat of string': 1,
      'Equal of string': 1,
      'Pack of string': 1,
    });
    tf.dispose([texts, first, all]);
  });

  it('compute with truth values where ONNX does not', () => {
    const a = tf.tensor1d([1, 0, 1], 'bool');
    const b = tf.greater(tf.tensor1d([3, 2, 1]), 2);
    // Bytes, as in the cpu backend.
    expect([...tf.add(a, b).dataSync()]).toEqual([2, 0, 1]);
    expect([...tf.mul(a, b).dataSync()]).toEqual([1, 0, 0]);
    expect([...tf.sub(a, tf.mul(a, b)).dataSync()]).toEqual([0, 0, 1]);
    expect([...tf.abs(a).dataSync()]).toEqual([1, 0, 1]);
    expect(counted()).toEqual({
      'Add of bool': 1,
      'Multiply of bool': 2,
      'Sub of bool': 1,
      'Abs of bool': 1,
    });
    // What ONNX has for them is not left to the cpu.
    expect([...tf.sum(tf.where(a, b, a)).dataSync()]).toEqual([1]);
    expect([...tf.add(a, tf.scalar(1.5)).dataSync()]).toEqual([2.5, 1.5, 2.5]);
    expect(Object.keys(counted())).toHaveLength(4);
  });

  it('refuse complex numbers', () => {
    expect(() => tf.complex([1], [2])).toThrowErrorMatchingInlineSnapshot(
      `[Error: onnx: expected real numbers, got complex64. Use the cpu backend for those.]`,
    );
  });
});
