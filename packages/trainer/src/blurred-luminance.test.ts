import { expectClose, expectGradient, expectNoLeak, onEachBackend } from '@ikat/testing';
import * as tf from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-layers';
import { correctGradients } from '@ikat/ops';
import { beforeAll, expect, test } from 'vitest';
import { blurredLuminance } from './blurred-luminance.js';
import { pictures } from './test-networks.js';

beforeAll(correctGradients);

onEachBackend(() => {
  test('is the luminance of flat colours, at three sizes', () => {
    const red = tf.tile(tf.tensor4d([1, -1, -1], [1, 1, 1, 3]), [1, 20, 12, 1]) as tf.Tensor4D;
    const { half, quarter, eighth } = blurredLuminance(red);
    expect([half.shape, quarter.shape, eighth.shape]).toEqual([
      [1, 10, 6, 1],
      [1, 5, 3, 1],
      [1, 3, 2, 1],
    ]);
    expectClose(eighth, new Array(6).fill(0.299 - 0.587 - 0.114), 1e-6);
    expect(blurredLuminance(tf.ones([1, 8, 8, 1])).half.shape).toEqual([1, 4, 4, 1]);
  });

  test('has a gradient, and leaks nothing', async () => {
    const x = pictures(1, 1, 8);
    const f = (y: tf.Tensor) => tf.sum(tf.square(blurredLuminance(y as tf.Tensor4D).eighth));
    expectGradient(f, [x]);
    await expectNoLeak(() => blurredLuminance(x));
  });
});
