import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import type { OnnxBackend } from './onnx-backend.js';
import { useOnnx } from './use-onnx.js';

const backend = () => tf.findBackend('onnx') as OnnxBackend;

beforeAll(async () => {
  await useOnnx({ threads: 1 });
});

/** A value that waits, and takes part in nothing else. */
const waiting = (number: number) => tf.tanh(tf.fill([8, 8], number));
const value = (x: tf.Tensor) => x.dataSync()[0]!;

describe('memory', () => {
  it('does not grow over a hundred steps of training', () => {
    const weights = tf.variable(tf.randomNormal([3, 3, 2, 2], 0, 1, 'float32', 1));
    const moment = tf.variable(tf.zeros([3, 3, 2, 2]));
    const train = () =>
      tf.tidy(() => {
        const images = tf.randomUniform([2, 8, 8, 2], -1, 1, 'float32', 3) as tf.Tensor4D;
        const y = tf.tanh(tf.conv2d(images, weights as tf.Tensor4D, 1, 'same'));
        moment.assign(tf.add(tf.mul(moment, 0.9), tf.mean(y)) as tf.Variable<tf.Rank.R4>);
        weights.assign(tf.sub(weights, tf.mul(moment, 0.01)));
        return value(tf.mean(y));
      });
    const measure = () => ({
      tensors: tf.memory().numTensors,
      ids: backend().numDataIds(),
      bytes: backend().buffers.bytes,
      programs: backend().programs.count,
    });
    for (let step = 0; step < 5; step++) train();
    const early = measure();
    for (let step = 0; step < 100; step++) train();
    expect(measure()).toEqual(early);
    tf.dispose([weights, moment]);
  });

  it('runs what waits now and then, though every step is a tidy and nobody reads', () => {
    const x = tf.variable(tf.zeros([4]));
    const [runs, compiled] = [backend().counts.runs, backend().programs.compiled];
    for (let step = 0; step < 1000; step++) {
      tf.tidy(() => {
        for (let i = 0; i < 5; i++) x.assign(tf.tanh(tf.add(x, 0.1)));
      });
    }
    expect(backend().counts.runs - runs).toBeGreaterThan(1);
    expect(backend().programs.compiled - compiled).toBeLessThan(4);
    x.dispose();
  });

  it('tells what it holds', () => {
    const before = tf.memory();
    const x = tf.zeros([4, 4]);
    const y = tf.reshape(x, [16]);
    expect(tf.memory().numTensors).toBe(before.numTensors + 2);
    expect(tf.memory().numDataBuffers).toBe(before.numDataBuffers + 1);
    expect(tf.memory().numBytes).toBe(before.numBytes + 128);
    tf.dispose([x, y]);
    expect(tf.memory()).toMatchObject({
      numTensors: before.numTensors,
      numBytes: before.numBytes,
      unreliable: false,
    });
  });

  it('lets values be disposed while they wait', () => {
    const x = waiting(0.5);
    const y = tf.add(x, 1);
    x.dispose();
    expect(value(y)).toBeCloseTo(Math.tanh(0.5) + 1, 6);
    y.dispose();
  });

  it('lets what others wait for be disposed after it was computed', () => {
    const x = waiting(0.25);
    expect(value(x)).toBeCloseTo(Math.tanh(0.25), 6);
    const y = tf.mul(x, 3);
    x.dispose();
    const others = Array.from({ length: 5 }, (_, i) => waiting(i));
    expect(others.map(value)).toEqual(others.map((_, i) => expect.closeTo(Math.tanh(i), 6)));
    expect(value(y)).toBeCloseTo(3 * Math.tanh(0.25), 6);
    tf.dispose([y, others]);
  });

  it('uses memory again only when nobody reads it', () => {
    const first = tf.add(waiting(0.1), 0);
    const read = first.dataSync();
    const kept = first.clone();
    first.dispose();
    for (let i = 0; i < 5; i++) tf.tidy(() => waiting(i).dataSync());
    expect(read[0]).toBeCloseTo(Math.tanh(0.1), 6);
    expect(value(kept)).toBeCloseTo(Math.tanh(0.1), 6);
    kept.dispose();
  });

  it('gives a value to two programs', () => {
    const x = waiting(0.3);
    const y = tf.add(x, 1);
    expect(value(y)).toBeCloseTo(Math.tanh(0.3) + 1, 6);
    const z = tf.add(x, 2);
    expect(value(z)).toBeCloseTo(Math.tanh(0.3) + 2, 6);
    tf.dispose([x, y, z]);
  });

  it('does not see what the caller writes into his array later', () => {
    const numbers = new Float32Array([1, 2, 3]);
    const x = tf.tensor(numbers);
    const y = tf.mul(x, 2);
    numbers.fill(9);
    expect([...y.dataSync()]).toEqual([2, 4, 6]);
    tf.dispose([x, y]);
  });

  it('takes tensors over from the cpu backend, and gives them back', async () => {
    await tf.setBackend('cpu');
    const x = tf.tensor([1, 2, 3]);
    await tf.setBackend('onnx');
    const y = tf.mul(x, 2);
    expect([...y.dataSync()]).toEqual([2, 4, 6]);
    await tf.setBackend('cpu');
    expect([...tf.add(y, 1).dataSync()]).toEqual([3, 5, 7]);
    await tf.setBackend('onnx');
    tf.dispose([x, y]);
  });

  it('counts tensors that come and go as its own', async () => {
    const held = backend().numDataIds();
    const x = tf.tensor([1, 2, 3]);
    const double = tf.add(x, x);
    expect(backend().numDataIds()).toBe(held + 2);
    for (let journey = 0; journey < 3; journey++) {
      await tf.setBackend('cpu');
      tf.dispose(tf.add(x, double));
      expect(backend().numDataIds()).toBe(held);
      await tf.setBackend('onnx');
      const sum = tf.add(x, double);
      expect([...sum.dataSync()]).toEqual([3, 6, 9]);
      sum.dispose();
      expect(backend().numDataIds()).toBe(held + 2);
    }
    tf.dispose([x, double]);
    expect(backend().numDataIds()).toBe(held);
  });

  it('has one program for all batches that are cut from a data set', () => {
    const images = tf.randomNormal([40, 3], 0, 1, 'float32', 1);
    const numbers = Array.from(images.dataSync());
    const { compiled } = backend().programs;
    for (let i = 0; i < 20; i++) {
      const sum = tf.tidy(
        () => tf.sum(tf.tanh(tf.slice(images, [2 * i, 0], [2, 3]))).dataSync()[0]!,
      );
      const batch = numbers.slice(6 * i, 6 * i + 6);
      expect(sum).toBeCloseTo(
        batch.reduce((total, x) => total + Math.tanh(x), 0),
        5,
      );
    }
    expect(backend().programs.compiled).toBe(compiled + 1);
    images.dispose();
  });
});
