import { correctGradients } from '@ikat/ops';
import { expectClose, expectGradient, expectNoLeak, onEachBackend } from '@ikat/testing';
import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, expect, it } from 'vitest';
import { image } from '../golden/inputs.js';
import { averageNeighbours } from './average-pool.js';

onEachBackend(() => {
  beforeAll(() => correctGradients());

  it('is the mean of the neighbours inside the image', () => {
    const x = tf.tensor4d([1, 2, 3, 4, 5, 6], [1, 2, 3, 1]);
    expectClose(averageNeighbours(x), [3, 3.5, 4, 3, 3.5, 4]);
    const y = image(5, 4);
    expectClose(averageNeighbours(y), tf.avgPool(y, 3, 1, 'same'));
  });

  it.each([
    [1, 1],
    [1, 4],
    [5, 4],
  ])('has the right gradient for %i x %i', (height, width) => {
    expectGradient((x) => tf.square(averageNeighbours(x as tf.Tensor4D)), [image(height, width)]);
  });

  it('keeps the shape and leaves no tensors but those of its caller', async () => {
    const x = image(3, 3);
    expect(averageNeighbours(x).shape).toEqual(x.shape);
    await expectNoLeak(() => tf.tidy(() => averageNeighbours(x)));
  });
});
