import { randomSource } from '@ikat/random';
import {
  expectClose,
  expectGradient,
  expectNoLeak,
  expectSecondOrderGradient,
} from '@ikat/testing';
import * as tf from '@tensorflow/tfjs-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { correctGradients, instanceNorm } from './index.js';
import { cpuKernel } from './test-kernel.js';

const random = (shape: number[], seed: number) =>
  tf.tensor(randomSource(seed).normals(tf.util.sizeFromShape(shape)), shape);
const images = () => random([2, 3, 4, 2], 1) as tf.Tensor4D;
const weights = () => random([2, 3, 4, 2], 2);

/** The two outputs of the kernel, by loops. */
function instanceNormOf(
  x: ArrayLike<number>,
  [batch, height, width, channels]: readonly number[],
  epsilon: number,
) {
  const [count, pixels] = [batch! * channels!, height! * width!];
  const y = new Float32Array(x.length);
  const scale = new Float32Array(count);
  for (let map = 0; map < count; map++) {
    const [image, channel] = [Math.floor(map / channels!), map % channels!];
    const at = (pixel: number) => (image * pixels + pixel) * channels! + channel;
    const values = Array.from({ length: pixels }, (_, pixel) => x[at(pixel)]!);
    const mean = values.reduce((sum, value) => sum + value, 0) / pixels;
    const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / pixels;
    scale[map] = 1 / Math.sqrt(variance + epsilon);
    for (const [pixel, value] of values.entries()) y[at(pixel)] = (value - mean) * scale[map]!;
  }
  return { y, scale };
}

let runs = 0;
const kernel = cpuKernel('InstanceNorm', ({ values, shape }, { epsilon }) => {
  runs++;
  const { y, scale } = instanceNormOf(values, shape, epsilon as number);
  const [batch, , , channels] = shape;
  return [
    [shape, y],
    [[batch!, 1, 1, channels!], scale],
  ];
});

let composed: Float32Array;
const affine = { gamma: tf.tensor1d([2, -0.5]), beta: tf.tensor1d([0.25, 3]), epsilon: 0.1 };

beforeAll(async () => {
  await tf.setBackend('cpu');
  correctGradients();
  composed = instanceNorm(images(), affine).dataSync() as Float32Array;
  tf.registerKernel(kernel);
});
afterAll(() => tf.unregisterKernel('InstanceNorm', 'cpu'));

it('is run where a backend has it, and gives what the composition gives', () => {
  runs = 0;
  expectClose(instanceNorm(images(), affine), composed, 2e-6);
  expect(runs).toBe(1);
});

it('has its gradient to second order', () => {
  const f = (x: tf.Tensor) =>
    tf.mul(tf.square(instanceNorm(x as tf.Tensor4D, { epsilon: 0.1 })), weights());
  tf.tidy(() => expectGradient(f, [images()]));
  tf.tidy(() => expectSecondOrderGradient(f, [images()]));
});

it('has the gradient of its scale to second order, alone and with the images', () => {
  const outputs = (x: tf.Tensor) =>
    tf.engine().runKernel('InstanceNorm', { x }, { epsilon: 0.1 }) as tf.Tensor[];
  const ofScale = (x: tf.Tensor) => tf.square(outputs(x)[1]!);
  const ofBoth = (x: tf.Tensor) => {
    const [y, scale] = outputs(x);
    return tf.mul(tf.mul(tf.square(y!), scale!), weights());
  };
  for (const f of [ofScale, ofBoth]) {
    tf.tidy(() => expectGradient(f, [images()]));
    tf.tidy(() => expectSecondOrderGradient(f, [images()]));
  }
});

it('leaks nothing', async () => {
  const x = images();
  await expectNoLeak(() => instanceNorm(x, affine));
  await expectNoLeak(() => tf.tidy(() => tf.grad((it) => instanceNorm(it as tf.Tensor4D))(x)));
});
