import { expectNoLeak, onEachBackend } from '@ikat/testing';
import * as tf from '@tensorflow/tfjs-core';
import { expect, test } from 'vitest';
import { imageGrid } from './image-grid.js';

const numbered = (count: number) =>
  tf.tensor4d(
    Array.from({ length: count * 4 }, (_, i) => i),
    [count, 2, 2, 1],
  );

onEachBackend(() => {
  test('images lie row by row with gaps between', () => {
    const grid = imageGrid(numbered(3), { columns: 2, gap: 1, fill: 9 });
    expect(grid.shape).toEqual([1, 5, 5, 1]);
    expect([...grid.dataSync()]).toEqual(
      [
        [0, 1, 9, 4, 5],
        [2, 3, 9, 6, 7],
        [9, 9, 9, 9, 9],
        [8, 9, 9, 9, 9],
        [10, 11, 9, 9, 9],
      ].flat(),
    );
  });

  test('the columns follow from the number, channels stay together, nothing leaks', async () => {
    expect(imageGrid(tf.zeros([5, 2, 2, 3])).shape).toEqual([1, 6, 10, 3]);
    const pixel = tf.tensor4d([1, 2, 3, 4, 5, 6], [2, 1, 1, 3]);
    expect([...imageGrid(pixel, { columns: 1, gap: 0 }).dataSync()]).toEqual([1, 2, 3, 4, 5, 6]);
    await expectNoLeak(() => imageGrid(pixel));
  });

  test('what is no images is refused', () => {
    const flat = tf.zeros([4, 4]) as unknown as tf.Tensor4D;
    expect(() => imageGrid(flat)).toThrowErrorMatchingInlineSnapshot(
      `[RangeError: imageGrid: expected images [batch, height, width, channels], got [4,4]. Add the missing axis with tf.expandDims.]`,
    );
    expect(() => imageGrid([] as unknown as tf.Tensor4D)).toThrowErrorMatchingInlineSnapshot(
      `[TypeError: imageGrid: expected a tensor of images, got object.]`,
    );
    expect(() => imageGrid(numbered(2), { columns: 0 })).toThrowErrorMatchingInlineSnapshot(
      `[RangeError: imageGrid: expected columns, a whole number of at least 1, got 0.]`,
    );
  });
});
