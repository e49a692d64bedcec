import { randomSource } from '@ikat/random';
import {
  expectClose,
  expectGradient,
  expectNoLeak,
  expectSecondOrderGradient,
} from '@ikat/testing';
import * as tf from '@tensorflow/tfjs-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { correctGradients, reflectPad } from './index.js';
import { cpuKernel } from './test-kernel.js';

const random = (shape: [number, number, number, number], seed: number) =>
  tf.tensor4d(randomSource(seed).normals(tf.util.sizeFromShape(shape)), shape);
const images = () => random([2, 3, 4, 2], 1);
const sides = { top: 1, bottom: 2, left: 2, right: 0 };
const square = (x: tf.Tensor) => tf.square(reflectPad(x as tf.Tensor4D, sides));

let runs = 0;
/** The fold by a loop over all numbers. */
const kernel = cpuKernel('MirrorFold', ({ values, shape }, attributes) => {
  runs++;
  const { axis, before, after, skip } = attributes as Record<string, number>;
  const length = shape[axis!]!;
  const size = length - before! - after!;
  const inner = shape.slice(axis! + 1).reduce((product, side) => product * side, 1);
  const folded = shape.with(axis!, size);
  const sums = new Float32Array(tf.util.sizeFromShape(folded));
  for (const [i, value] of values.entries()) {
    const [outer, padded] = [Math.floor(i / inner / length), Math.floor(i / inner) % length];
    let place = padded - before!;
    if (place < 0) place = skip! - 1 - place;
    else if (place >= size) place = 2 * size - 1 - skip! - place;
    sums[(outer * size + place) * inner + (i % inner)]! += value;
  }
  return [[folded, sums]];
});

let composed: Float32Array;
beforeAll(async () => {
  await tf.setBackend('cpu');
  correctGradients();
  composed = tf.grad(square)(images()).dataSync() as Float32Array;
  tf.registerKernel(kernel);
});
afterAll(() => tf.unregisterKernel('MirrorFold', 'cpu'));

it('is run where a backend has it, and gives what the composition gives', () => {
  runs = 0;
  expectClose(tf.grad(square)(images()), composed, 2e-6);
  expect(runs).toBe(2);
});

it('is the gradient of tf.mirrorPad, too, to second order', () => {
  for (const mode of ['reflect', 'symmetric'] as const) {
    const padded = (x: tf.Tensor) =>
      tf.square(
        tf.mirrorPad(
          x,
          [
            [0, 0],
            [1, 2],
            [2, 0],
            [0, 0],
          ],
          mode,
        ),
      );
    tf.tidy(() => expectGradient(padded, [images()]));
    tf.tidy(() => expectSecondOrderGradient(padded, [images()]));
  }
  tf.tidy(() => expectSecondOrderGradient(square, [images()]));
});

it('leaks nothing', async () => {
  const x = images();
  await expectNoLeak(() => tf.tidy(() => tf.grad(square)(x)));
});
