import * as tf from '@tensorflow/tfjs-core';
import { checkImages, checkWhole } from './check.js';

/** Turns channels into pixels, in PyTorch's order. */
export function pixelShuffle(x: tf.Tensor4D, factor: number): tf.Tensor4D {
  checkImages('pixelShuffle', x);
  checkWhole('pixelShuffle factor', factor, 1);
  const [batch, height, width, channels] = x.shape;
  const filters = channels / factor ** 2;
  if (!Number.isInteger(filters)) {
    throw new RangeError(
      `pixelShuffle: expected channels divisible by factor^2 = ${factor ** 2}, got [${x.shape}].`,
    );
  }
  return tf.tidy(() => {
    const split = tf.reshape(x, [batch, height, width, filters, factor, factor]);
    const moved = tf.transpose(split, [0, 1, 4, 2, 5, 3]); // [b, h, r, w, r, c]
    return tf.reshape(moved, [batch, height * factor, width * factor, filters]);
  });
}
