import * as tf from '@tensorflow/tfjs-core';
import { expectImages } from './check.js';

/** The first two moments of feature maps: a Gaussian for each image. */
export type ChannelStatistics = {
  /** `[batch, channels]` */
  mean: tf.Tensor2D;
  /** Centred, `[batch, channels, channels]` */
  covariance: tf.Tensor3D;
};

/**
 * The mean and the centred covariance of the channels over all places of a feature map.
 *
 * `m = E f`, `C = E (f - m)(f - m)^T`, the expectation over height x width (divided by h w).
 *
 * @param features `[batch, height, width, channels]`
 *
 * @example
 * ```ts
 * import { channelStatistics } from '@ikat/losses';
 * import * as tf from '@tensorflow/tfjs-core';
 *
 * const { mean, covariance } = channelStatistics(tf.tensor4d([1, 2, 3, 6], [1, 2, 1, 2]));
 * console.log(mean.dataSync().join(' ')); // 2 4
 * console.log(covariance.dataSync().join(' ')); // 1 2 2 4
 * ```
 */
export function channelStatistics(features: tf.Tensor4D): ChannelStatistics {
  expectImages('channelStatistics', features);
  const [batch, height, width, channels] = features.shape;
  return tf.tidy(() => {
    const flat = tf.reshape(features, [batch, height * width, channels]);
    const mean = tf.mean(flat, 1, true); // [b, 1, c]
    const centred = tf.sub(flat, mean);
    return {
      mean: tf.reshape(mean, [batch, channels]) as tf.Tensor2D,
      covariance: tf.div<tf.Tensor3D>(tf.matMul(centred, centred, true, false), height * width),
    };
  });
}
