import * as tf from '@tensorflow/tfjs-core';
import { checkImages } from './check.js';
import { linear } from './linear.js';

/**
 * Mirrors images left to right (`'horizontal'`) or top to bottom (`'vertical'`).
 *
 * @param x images, [batch, height, width, channels]
 * @returns images of the same shape; its gradient is the gradient, mirrored back
 * @throws RangeError when x is not of rank 4, TypeError when it is no tensor
 * @example
 * ```ts
 * import { flip } from '@ikat/ops';
 * import * as tf from '@tensorflow/tfjs-core';
 *
 * const image = tf.tensor4d([1, 2, 3], [1, 1, 3, 1]);
 * console.log(Array.from(flip(image, 'horizontal').dataSync()).join(' ')); // 3 2 1
 * ```
 */
export function flip(x: tf.Tensor4D, direction: 'horizontal' | 'vertical'): tf.Tensor4D {
  checkImages('flip', x);
  const mirror = (image: tf.Tensor) => tf.reverse(image, direction === 'horizontal' ? 2 : 1);
  return linear(x, mirror, mirror);
}
