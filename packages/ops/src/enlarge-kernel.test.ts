import { randomSource } from '@ikat/random';
import { expectClose, expectGradient, expectNoLeak } from '@ikat/testing';
import * as tf from '@tensorflow/tfjs-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { correctGradients, upsampleNearest } from './index.js';
import { cpuKernel } from './test-kernel.js';

const images = () => tf.tensor4d(randomSource(1).normals(2 * 3 * 4 * 2), [2, 3, 4, 2]);

let runs = 0;
const kernel = cpuKernel('RepeatPixels', ({ values, shape }, attributes) => {
  runs++;
  const [batch, height, width, channels] = shape as [number, number, number, number];
  const { rows, columns } = attributes as { rows: number; columns: number };
  const sizes = [batch, height * rows, width * columns, channels] as const;
  const result = new Float32Array(sizes.reduce((product, size) => product * size, 1));
  for (let i = 0; i < result.length; i++) {
    const channel = i % channels;
    const column = Math.floor(i / channels) % sizes[2];
    const row = Math.floor(i / channels / sizes[2]) % sizes[1];
    const image = Math.floor(i / channels / sizes[2] / sizes[1]);
    const pixel = Math.floor(row / rows) * width + Math.floor(column / columns);
    result[i] = values[(image * height * width + pixel) * channels + channel]!;
  }
  return [[[...sizes], result]];
});

let composed: Float32Array;

beforeAll(async () => {
  await tf.setBackend('cpu');
  correctGradients();
  composed = upsampleNearest(images(), 3).dataSync() as Float32Array;
  tf.registerKernel(kernel);
});
afterAll(() => tf.unregisterKernel('RepeatPixels', 'cpu'));

it('is run where a backend has it, and gives what the composition gives', async () => {
  runs = 0;
  expectClose(upsampleNearest(images(), 3), composed, 0);
  expect(runs).toBe(1);
  const x = images();
  await expectNoLeak(() => upsampleNearest(x, 2));
});

it('has its gradient', () => {
  const f = (x: tf.Tensor) => tf.square(upsampleNearest(x as tf.Tensor4D, 2));
  tf.tidy(() => expectGradient(f, [images()]));
});
