import { reflectPad } from '@ikat/ops';
import { childSeed, randomSource } from '@ikat/random';
import * as tf from '@tensorflow/tfjs-core';

// 'valid' convolutions see a border less often than the middle: without it, edges turn to trash.
const PADDING = 12;
// Shifts within the stride keep networks that start with stride 2 from printing halftone dots.
const RANGE = 4;
const SHIFTS = 8;

/** The least height and width that can be padded. */
export const LEAST_SIZE = PADDING + 1;

/** Eight different shifts [top, left] of 0 to 3 pixels. */
export function cropShifts(seed: number): [number, number][] {
  const all = Array.from({ length: RANGE ** 2 }, (_, i): [number, number] => [
    Math.floor(i / RANGE),
    i % RANGE,
  ]);
  return randomSource(childSeed(seed, 'shifts')).shuffle(all).slice(0, SHIFTS);
}

/** The image [1, h, w, 3] with reflected borders of 12 px, cut to [1, h + 21, w + 21, 3] at a shift. */
export function shiftedCrop(
  image: tf.Tensor4D,
  [top, left]: readonly [number, number],
): tf.Tensor4D {
  return tf.tidy(() => {
    const padded = reflectPad(image, PADDING);
    const [, height, width, channels] = padded.shape;
    const size: [number, number, number, number] = [1, height - 3, width - 3, channels];
    return tf.slice(padded, [0, top, left, 0], size);
  });
}
