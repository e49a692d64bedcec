import { reflectPad } from '@ikat/ops';
import { childSeed, randomSource } from '@ikat/random';
import * as tf from '@tensorflow/tfjs-core';

// 'valid' convolutions see a border less often than the middle: without it, edges turn to trash.
const PADDING = 12;
const RANGE = 4;

/** A shift of the crop: pixels from the top and from the left, each 0 to 3. */
export type Shift = readonly [top: number, left: number];

/** The least height and width that can be padded. */
export const LEAST_SIZE = PADDING + 1;

// Two shifts of each parity, two in each row and column: a network that starts with stride 2 sees
// every pixel in every place equally often, and prints no halftone dots.
export const SHIFTS: readonly Shift[] = [
  [0, 0],
  [2, 2],
  [1, 0],
  [3, 2],
  [0, 3],
  [2, 1],
  [1, 3],
  [3, 1],
];

/** The eight shifts over and over, each time in another order. */
export function* cropShifts(seed: number): Generator<Shift, never> {
  const draw = randomSource(childSeed(seed, 'crops'));
  for (;;) yield* draw.shuffle(SHIFTS);
}

/**
 * A shift as the filter [4, 4, 3, 1] of a depthwise convolution, a single 1 for each channel. As a
 * tensor it can be an input: one graph serves all shifts.
 */
export function shiftFilter([top, left]: Shift): tf.Tensor4D {
  const place = top * RANGE + left;
  const taps = Array.from({ length: RANGE * RANGE * 3 }, (_, i) =>
    Number(Math.floor(i / 3) === place),
  );
  return tf.tensor4d(taps, [RANGE, RANGE, 3, 1]);
}

/** The image [1, h, w, 3] with reflected borders of 12 px, cut to [1, h + 21, w + 21, 3] at a shift. */
export function shiftedCrop(image: tf.Tensor4D, shift: tf.Tensor4D): tf.Tensor4D {
  return tf.tidy(() => tf.depthwiseConv2d(reflectPad(image, PADDING), shift, 1, 'valid'));
}
