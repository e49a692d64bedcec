import { onEachBackend } from '@ikat/testing';
import * as tf from '@tensorflow/tfjs-core';
import { expect, it } from 'vitest';
import {
  blurDownsample,
  blurUpsample,
  circularPad,
  flip,
  instanceNorm,
  pixelShuffle,
  reflectPad,
  upsampleNearest,
} from './index.js';

const image = () => tf.zeros([1, 4, 3, 2]) as tf.Tensor4D;
const all: Record<string, (x: tf.Tensor4D) => tf.Tensor> = {
  blurDownsample,
  blurUpsample,
  circularPad: (x) => circularPad(x, 1),
  flip: (x) => flip(x, 'horizontal'),
  instanceNorm,
  pixelShuffle: (x) => pixelShuffle(x, 2),
  reflectPad: (x) => reflectPad(x, 1),
  upsampleNearest: (x) => upsampleNearest(x, 2),
};

onEachBackend(() => {
  it.each(Object.entries(all))('%s names a wrong rank and a wrong kind', (name, operation) => {
    expect(() => operation(tf.zeros([4, 3, 2]) as unknown as tf.Tensor4D)).toThrow(
      new RangeError(
        `${name}: expected images [batch, height, width, channels], got [4,3,2]. Add the missing axes with tf.expandDims or tf.reshape.`,
      ),
    );
    expect(() => operation([1] as unknown as tf.Tensor4D)).toThrow(
      new TypeError(`${name}: expected a tensor of images, got object.`),
    );
  });

  const wrong: [string, () => unknown][] = [
    [
      'reflectPad: expected padding below 4 rows and 3 columns, got {"top":3,"bottom":3,"left":3,"right":3}. Pad less, or in several steps.',
      () => reflectPad(image(), 3),
    ],
    [
      'reflectPad padding: expected a whole number of at least 0, got -1.',
      () => reflectPad(image(), -1),
    ],
    [
      'circularPad: expected padding of at most 4 rows and 3 columns, got 4. Pad less, or in several steps.',
      () => circularPad(image(), 4),
    ],
    [
      'circularPad padding: expected a whole number of at least 0, got 0.5.',
      () => circularPad(image(), 0.5),
    ],
    [
      'instanceNorm gamma: expected shape [2], got [3]. Give one number for each channel.',
      () => instanceNorm(image(), { gamma: tf.zeros([3]) }),
    ],
    [
      'instanceNorm beta: expected shape [2], got [1,2]. Give one number for each channel.',
      () => instanceNorm(image(), { beta: tf.zeros([1, 2]) }),
    ],
    [
      'pixelShuffle: expected channels divisible by 2 x 2, got 2. Give the layer before 4 filters for each channel.',
      () => pixelShuffle(image(), 2),
    ],
    [
      'pixelShuffle factor: expected a whole number of at least 1, got 0.',
      () => pixelShuffle(image(), 0),
    ],
    [
      'upsampleNearest factor: expected a whole number of at least 1, got 1.5.',
      () => upsampleNearest(image(), 1.5),
    ],
    [
      'blurDownsample: expected at least 2 rows and columns, got 4 x 1. Use fewer taps or a larger image.',
      () => blurDownsample(tf.zeros([1, 4, 1, 2])),
    ],
    [
      'blurDownsample: expected at least 3 rows and columns, got 2 x 4. Use fewer taps or a larger image.',
      () => blurDownsample(tf.zeros([1, 2, 4, 2]), { taps: 4 }),
    ],
    ['blurUpsample: expected taps 3 or 4, got 5.', () => blurUpsample(image(), { taps: 5 as 4 })],
  ];

  it.each(wrong)('says "%s"', (message, run) => {
    expect(run).toThrow(new RangeError(message));
  });

  it('accepts padding 0 and padding as large as a ring', () => {
    expect(reflectPad(image(), 0).shape).toEqual([1, 4, 3, 2]);
    expect(circularPad(image(), 3).shape).toEqual([1, 10, 9, 2]);
    expect(circularPad(image(), 4, { axes: 'height' }).shape).toEqual([1, 12, 3, 2]);
    expect(blurUpsample(tf.zeros([1, 1, 1, 2])).shape).toEqual([1, 2, 2, 2]);
  });
}, ['cpu']);
