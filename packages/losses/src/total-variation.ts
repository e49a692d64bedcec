import * as tf from '@tensorflow/tfjs-core';
import { absolute } from './absolute.js';
import { expectImages, shapeText } from './check.js';

/**
 * The total variation: how much neighbouring pixels differ.
 *
 * `E |x[i+1, j] - x[i, j]| + E |x[i, j+1] - x[i, j]|`, each a mean over the pairs of its direction
 * (not a sum, so the weight does not depend on the image size). In flat regions its gradient is 0.
 *
 * Rudin et al. 1992 (the anisotropic form).
 *
 * @param image `[batch, height, width, channels]`, at least 2 x 2
 * @throws RangeError if the image has no neighbours
 *
 * @example
 * ```ts
 * import { totalVariation } from '@ikat/losses';
 * import * as tf from '@tensorflow/tfjs-core';
 *
 * const stripes = tf.tensor4d([0, 1, 0, 1], [1, 2, 2, 1]);
 * console.log(totalVariation(stripes).dataSync()[0]); // 1
 * ```
 */
export function totalVariation(image: tf.Tensor4D): tf.Scalar {
  expectImages('totalVariation', image);
  const [batch, height, width, channels] = image.shape;
  if (height < 2 || width < 2) {
    throw new RangeError(
      `totalVariation: expected images of at least 2 x 2, got ${shapeText(image.shape)}. ` +
        'A single row or column has no neighbours.',
    );
  }
  return tf.tidy(() => {
    const rows = (from: number) =>
      tf.slice(image, [0, from, 0, 0], [batch, height - 1, width, channels]);
    const columns = (from: number) =>
      tf.slice(image, [0, 0, from, 0], [batch, height, width - 1, channels]);
    const down = tf.mean(absolute(tf.sub(rows(1), rows(0))));
    return tf.add(down, tf.mean(absolute(tf.sub(columns(1), columns(0))))) as tf.Scalar;
  });
}
