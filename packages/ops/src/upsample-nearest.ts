import type * as tf from '@tensorflow/tfjs-core';
import { checkImages, checkWhole } from './check.js';
import { enlarge } from './enlarge.js';

/**
 * Repeats every pixel `factor` times in both directions, as PyTorch's nearest `interpolate`.
 *
 * The gradient is the sum over the copies. That of `tf.image.resizeNearestNeighbor` is wrong on
 * the cpu backend when the batch holds more than one image.
 *
 * @param x images, [batch, height, width, channels]
 * @param factor a whole number of at least 1
 * @returns images, [batch, factor height, factor width, channels]
 * @throws RangeError when the rank or the factor does not fit, TypeError when x is no tensor
 * @example
 * ```ts
 * import { upsampleNearest } from '@ikat/ops';
 * import * as tf from '@tensorflow/tfjs-core';
 *
 * const image = tf.tensor4d([1, 2], [1, 1, 2, 1]);
 * console.log(Array.from(upsampleNearest(image, 2).dataSync()).join(' ')); // 1 1 2 2 1 1 2 2
 * ```
 */
export function upsampleNearest(x: tf.Tensor4D, factor: number): tf.Tensor4D {
  checkImages('upsampleNearest', x);
  checkWhole('upsampleNearest factor', factor, 1);
  return enlarge(x, [factor, factor]);
}
