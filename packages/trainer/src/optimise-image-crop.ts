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
const SHIFTS: readonly Shift[] = [
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

/** The image [1, h, w, 3] with reflected borders of 12 px, cut to [1, h + 21, w + 21, 3] at a shift. */
export function shiftedCrop(image: tf.Tensor4D, [top, left]: Shift): tf.Tensor4D {
  return tf.tidy(() => {
    const padded = reflectPad(image, PADDING);
    const [, height, width, channels] = padded.shape;
    const size: [number, number, number, number] = [
      1,
      height - RANGE + 1,
      width - RANGE + 1,
      channels,
    ];
    return tf.slice(padded, [0, top, left, 0], size);
  });
}
