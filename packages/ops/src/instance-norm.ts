import * as tf from '@tensorflow/tfjs-core';
import { checkImages } from './check.js';

/** Options of {@link instanceNorm}. */
export interface InstanceNormOptions {
  /** Scale of each channel, [channels]. */
  gamma?: tf.Tensor | undefined;
  /** Offset of each channel, [channels]. */
  beta?: tf.Tensor | undefined;
  /** Added to the variance. */
  epsilon?: number | undefined;
}

/** Gives every channel of every image mean 0 and variance 1, as PyTorch's InstanceNorm2d. */
export function instanceNorm(
  x: tf.Tensor4D,
  { gamma, beta, epsilon = 1e-5 }: InstanceNormOptions = {},
): tf.Tensor4D {
  checkImages('instanceNorm', x);
  return tf.tidy(() => {
    const centred = tf.sub(x, tf.mean(x, [1, 2], true));
    const variance = tf.mean(tf.square(centred), [1, 2], true); // [b, 1, 1, c]
    const scale = tf.rsqrt(tf.add(variance, epsilon));
    const y = tf.mul(centred, gamma === undefined ? scale : tf.mul(scale, gamma));
    return (beta === undefined ? y : tf.add(y, beta)) as tf.Tensor4D;
  });
}
