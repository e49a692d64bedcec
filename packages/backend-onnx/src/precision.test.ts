import { randomSource } from '@ikat/random';
import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { useOnnx } from './use-onnx.js';

beforeAll(async () => {
  await useOnnx({ threads: 1 });
});

/** In double precision: (x - mean) / sqrt(variance + epsilon), and the factor. */
function normalised(x: Float32Array, epsilon: number): [number[], number] {
  const mean = x.reduce((sum, value) => sum + value, 0) / x.length;
  const variance = x.reduce((sum, value) => sum + (value - mean) ** 2, 0) / x.length;
  const factor = 1 / Math.sqrt(variance + epsilon);
  return [Array.from(x, (value) => (value - mean) * factor), factor];
}

const worst = (got: ArrayLike<number>, wanted: readonly number[]) =>
  wanted.reduce((most, value, i) => Math.max(most, Math.abs(value - got[i]!)), 0);

describe('instance norm', () => {
  // What the mean's own rounding costs: of 100 half a unit in the last place is 4e-6.
  it.each([
    { mean: 0, deviation: 1, epsilon: 1e-5, most: 2e-6 },
    { mean: 1, deviation: 0.01, epsilon: 1e-5, most: 2e-5 },
    { mean: 100, deviation: 0.01, epsilon: 1e-5, most: 1e-3 },
    { mean: -100, deviation: 1, epsilon: 1e-5, most: 2e-5 },
  ])('keeps its precision: mean $mean, deviation $deviation', (example) => {
    const { mean, deviation, epsilon, most } = example;
    for (const size of [8, 64]) {
      const normals = randomSource(7).normals(size * size);
      const numbers = normals.map((value) => mean + deviation * value);
      const [y, factor] = tf
        .engine()
        .runKernel(
          'InstanceNorm',
          { x: tf.tensor4d(numbers, [1, size, size, 1]) },
          { epsilon },
        ) as [tf.Tensor, tf.Tensor];
      const [wanted, scale] = normalised(numbers, epsilon);
      expect(worst(y.dataSync(), wanted)).toBeLessThan(most);
      expect(Math.abs(factor.dataSync()[0]! / scale - 1)).toBeLessThan(most);
    }
  });
});
