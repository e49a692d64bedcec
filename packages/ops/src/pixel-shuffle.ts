import * as tf from '@tensorflow/tfjs-core';
import { checkImages, checkWhole } from './check.js';
import { linear } from './linear.js';

/**
 * Turns channels into pixels as PyTorch's PixelShuffle: with r the factor, output channel c at row
 * i and column j of a block is input channel `c r^2 + i r + j`.
 *
 * `tf.depthToSpace` moves the same numbers in another order: it reads input channel
 * `(i r + j) channels + c`. The two agree only for one output channel. Weights trained in PyTorch
 * need this function; `tf.depthToSpace` has besides no gradient in TensorFlow.js 4.22.
 *
 * Shi et al. 2016, section 2.2, https://arxiv.org/abs/1609.05158
 *
 * @param x images, [batch, height, width, channels factor^2]
 * @param factor a whole number of at least 1
 * @returns images, [batch, factor height, factor width, channels]
 * @throws RangeError when the rank, the factor or the channels do not fit
 * @example
 * ```ts
 * import { pixelShuffle } from '@ikat/ops';
 * import * as tf from '@tensorflow/tfjs-core';
 *
 * const channels = tf.tensor4d([1, 2, 3, 4], [1, 1, 1, 4]);
 * console.log(pixelShuffle(channels, 2).shape.join(' x ')); // 1 x 2 x 2 x 1
 * ```
 */
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
