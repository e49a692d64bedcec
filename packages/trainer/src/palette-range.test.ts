import { correctGradients } from '@ikat/ops';
import { expectClose, expectGradient, expectNoLeak, onEachBackend } from '@ikat/testing';
import * as tf from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-layers';
import { beforeAll, expect, test } from 'vitest';
import { paletteRange, rangeDistance } from './palette-range.js';
import { pictures } from './test-networks.js';

beforeAll(correctGradients);

onEachBackend(() => {
  test('the range leaves the outermost hundredth out, over all pictures together', () => {
    // Two pictures of the levels 0, 1, …, 200 in channel 0; in channel 1 the same, negative.
    const levels = (from: number, count: number) =>
      tf.tensor4d(Array.from({ length: count }, (_, i) => [from + i, -from - i]).flat(), [
        1,
        1,
        count,
        2,
      ]);
    const { low, high } = paletteRange([levels(0, 101), levels(101, 100)]);
    expectClose(low, [2, -198]);
    expectClose(high, [198, -2]);
  });

  test('the distance is the mean square of what lies outside', () => {
    const range = { low: tf.tensor1d([-0.5, 0]), high: tf.tensor1d([0.5, 0]) };
    const images = tf.tensor4d([-1, 0, 0.25, 0, 0.75, 1, 0.5, -2], [2, 1, 2, 2]);
    // outside by 0.5, 0, 0, 0, 0.25, 1, 0, 2
    const wanted = (0.5 ** 2 + 0.25 ** 2 + 1 + 4) / 8;
    expect(rangeDistance(images, range).dataSync()[0]).toBeCloseTo(wanted, 6);
  });

  test('has a gradient, and leaks nothing', async () => {
    const images = pictures(1, 1, 4);
    const range = { low: tf.fill([3], -0.3), high: tf.fill([3], 0.4) } as const;
    const bounds = range as unknown as Parameters<typeof rangeDistance>[1];
    expectGradient((x) => rangeDistance(x as tf.Tensor4D, bounds), [images]);
    await expectNoLeak(() => rangeDistance(images, bounds));
    await expectNoLeak(() => paletteRange([images]));
  });
}, ['wasm']);
