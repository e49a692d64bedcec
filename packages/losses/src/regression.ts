import * as tf from '@tensorflow/tfjs-core';
import { absolute } from './absolute.js';
import { expectAlike } from './check.js';

/**
 * The mean absolute difference.
 *
 * `E |x - y|` over all elements, the cycle, identity and paired loss of CycleGAN and pix2pix. Where
 * the two are equal its gradient is 0.
 *
 * @param predicted any shape
 * @param target of the same shape
 * @throws RangeError if the shapes differ
 *
 * @example
 * ```ts
 * import { l1 } from '@ikat/losses';
 * import * as tf from '@tensorflow/tfjs-core';
 *
 * console.log(l1(tf.zeros([1, 4, 4, 3]), tf.fill([1, 4, 4, 3], 0.5)).dataSync()[0]); // 0.5
 * ```
 */
export function l1<T extends tf.Tensor>(predicted: T, target: T): tf.Scalar {
  expectAlike('l1', predicted, target);
  return tf.tidy(() => tf.mean(absolute(tf.sub(predicted, target))) as tf.Scalar);
}

const meanSquaredDifference = (a: tf.Tensor, b: tf.Tensor) =>
  tf.tidy(() => tf.mean(tf.square(tf.sub(a, b))) as tf.Scalar);

/**
 * The mean squared difference.
 *
 * `E (x - y)^2` over all elements, without a factor 0.5.
 *
 * @param predicted any shape
 * @param target of the same shape
 * @throws RangeError if the shapes differ
 *
 * @example
 * ```ts
 * import { l2 } from '@ikat/losses';
 * import * as tf from '@tensorflow/tfjs-core';
 *
 * console.log(l2(tf.zeros([1, 4, 4, 3]), tf.fill([1, 4, 4, 3], 0.5)).dataSync()[0]); // 0.25
 * ```
 */
export function l2<T extends tf.Tensor>(predicted: T, target: T): tf.Scalar {
  expectAlike('l2', predicted, target);
  return meanSquaredDifference(predicted, target);
}

/**
 * The style loss between two generators: what the source's one learns from the target style's one.
 *
 * `L_style = E ||G(x) - G_target(x)||^2`, with the squared norm divided by the number of values of
 * an image, so that its weight does not depend on the image size.
 *
 * @param generated G(x), `[batch, height, width, channels]`
 * @param targetGenerated G_target(x), of the same shape
 * @throws RangeError if the shapes differ
 *
 * @example
 * ```ts
 * import { styleToTarget } from '@ikat/losses';
 * import * as tf from '@tensorflow/tfjs-core';
 *
 * const loss = styleToTarget(tf.ones([2, 8, 8, 3]), tf.neg(tf.ones([2, 8, 8, 3])));
 * console.log(loss.dataSync()[0]); // 4
 * ```
 */
export function styleToTarget<T extends tf.Tensor>(generated: T, targetGenerated: T): tf.Scalar {
  expectAlike('styleToTarget', generated, targetGenerated);
  return meanSquaredDifference(generated, targetGenerated);
}
