import * as tf from '@tensorflow/tfjs-core';
import { checkImages, checkWhole } from './check.js';

/** Repeats every pixel `factor` times in both directions. */
export function upsampleNearest(x: tf.Tensor4D, factor: number): tf.Tensor4D {
  checkImages('upsampleNearest', x);
  checkWhole('upsampleNearest factor', factor, 1);
  const [batch, height, width, channels] = x.shape;
  return tf.tidy(() => {
    const rows = tf.tile(tf.reshape(x, [batch, height, 1, width * channels]), [1, 1, factor, 1]);
    const pixels = tf.reshape(rows, [batch, height * factor * width, 1, channels]);
    const all = tf.tile(pixels, [1, 1, factor, 1]);
    return tf.reshape(all, [batch, height * factor, width * factor, channels]);
  });
}
