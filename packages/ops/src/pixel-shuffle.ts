import * as tf from '@tensorflow/tfjs-core';
import { checkImages, checkWhole } from './check.js';
import { linear } from './linear.js';

/** Turns channels into pixels, in PyTorch's order. */
export function pixelShuffle(x: tf.Tensor4D, factor: number): tf.Tensor4D {
  checkImages('pixelShuffle', x);
  checkWhole('pixelShuffle factor', factor, 1);
  const [batch, height, width, channels] = x.shape;
  const filters = channels / factor ** 2;
  if (!Number.isInteger(filters)) {
    throw new RangeError(
      `pixelShuffle: expected channels divisible by ${factor} x ${factor}, got ${channels}. Give the layer before ${factor ** 2} filters for each channel.`,
    );
  }
  const split = [batch, height, width, filters, factor, factor];
  const large = [batch, height * factor, width * factor, filters];
  return linear(
    x,
    (image) => tf.reshape(tf.transpose(tf.reshape(image, split), [0, 1, 4, 2, 5, 3]), large),
    (dy) => {
      const blocks = tf.reshape(dy, [batch, height, factor, width, factor, filters]);
      return tf.reshape(tf.transpose(blocks, [0, 1, 3, 5, 2, 4]), x.shape);
    },
  );
}
