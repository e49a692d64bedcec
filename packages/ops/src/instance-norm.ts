import * as tf from '@tensorflow/tfjs-core';
import { checkImages } from './check.js';
import { hasKernel, runKernel } from './kernel.js';

/** Options of {@link instanceNorm}. */
export interface InstanceNormOptions {
  /** Scale of each channel, [channels]. */
  gamma?: tf.Tensor | undefined;
  /** Offset of each channel, [channels]. */
  beta?: tf.Tensor | undefined;
  /** Added to the variance. */
  epsilon?: number | undefined;
}

/**
 * Gives every channel of every image mean 0 and variance 1, as PyTorch's InstanceNorm2d:
 * `(x - mean) / sqrt(variance + epsilon) * gamma + beta`, both taken over height and width, the
 * variance divided by n.
 *
 * On a backend with a kernel `InstanceNorm` (input `x`; attribute `epsilon`; outputs the normalised
 * images and `1 / sqrt(variance + epsilon)`, [batch, 1, 1, channels]) that one kernel does it.
 *
 * Ulyanov et al. 2016, Instance Normalization, https://arxiv.org/abs/1607.08022
 *
 * @param x images, [batch, height, width, channels]
 * @returns images of the same shape
 * @throws RangeError when the rank, gamma or beta does not fit, TypeError when x is no tensor
 * @example
 * ```ts
 * import { instanceNorm } from '@ikat/ops';
 * import * as tf from '@tensorflow/tfjs-core';
 *
 * const image = tf.tensor4d([10, 20, 30, 40], [1, 2, 2, 1]);
 * const values = instanceNorm(image).dataSync();
 * console.log(Array.from(values, (v) => v.toFixed(2)).join(' ')); // -1.34 -0.45 0.45 1.34
 * ```
 */
export function instanceNorm(
  x: tf.Tensor4D,
  { gamma, beta, epsilon = 1e-5 }: InstanceNormOptions = {},
): tf.Tensor4D {
  checkImages('instanceNorm', x);
  checkChannels('gamma', gamma, x);
  checkChannels('beta', beta, x);
  return tf.tidy(() => {
    const y = hasKernel('InstanceNorm')
      ? scaled(runKernel<tf.Tensor[]>('InstanceNorm', { x }, { epsilon })[0]!, gamma)
      : normalised(x, epsilon, gamma);
    return (beta === undefined ? y : tf.add(y, beta)) as tf.Tensor4D;
  });
}

const scaled = (y: tf.Tensor, gamma: tf.Tensor | undefined) =>
  gamma === undefined ? y : tf.mul(y, gamma);

function normalised(x: tf.Tensor4D, epsilon: number, gamma: tf.Tensor | undefined): tf.Tensor {
  const centred = tf.sub(x, tf.mean(x, [1, 2], true));
  const variance = tf.mean(tf.square(centred), [1, 2], true); // [b, 1, 1, c]
  return tf.mul(centred, scaled(tf.rsqrt(tf.add(variance, epsilon)), gamma));
}

function checkChannels(name: string, vector: tf.Tensor | undefined, x: tf.Tensor4D): void {
  const channels = x.shape[3];
  if (vector === undefined || (vector.rank === 1 && vector.size === channels)) return;
  throw new RangeError(
    `instanceNorm ${name}: expected shape [${channels}], got [${vector.shape}]. Give one number for each channel.`,
  );
}
