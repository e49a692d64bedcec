import { blurDownsample } from '@ikat/ops';
import * as tf from '@tensorflow/tfjs-core';

/**
 * What a picture shows, without its colours and its touch: the luminance at 1/2, 1/4 and 1/8.
 *
 * `F_1 = down(Y)`, `F_(n+1) = down(F_n)`, with `Y = 0.299 R + 0.587 G + 0.114 B` (the mean of the
 * channels, if there are not three) and `down` a blur and every second pixel. A content loss on it
 * leaves a style free to change palette, outline and texture, which is where styles differ, and
 * holds light and dark in their places.
 *
 * @param images `[b, h, w, c]`
 * @returns maps `[b, h/2, w/2, 1]`, `[b, h/4, w/4, 1]` and `[b, h/8, w/8, 1]`, sizes rounded up
 *
 * @example
 * ```ts
 * import { content } from '@ikat/losses';
 * import { blurredLuminance } from '@ikat/trainer';
 * import * as tf from '@tensorflow/tfjs-core';
 *
 * const loss = content(blurredLuminance, { relative: false });
 * console.log(loss(tf.zeros([1, 16, 16, 3]), tf.zeros([1, 16, 16, 3])).dataSync()[0]); // 0
 * ```
 */
export function blurredLuminance(
  images: tf.Tensor4D,
): Record<'half' | 'quarter' | 'eighth', tf.Tensor4D> {
  return tf.tidy(() => {
    const half = blurDownsample(luminance(images));
    const quarter = blurDownsample(half);
    return { half, quarter, eighth: blurDownsample(quarter) };
  });
}

function luminance(images: tf.Tensor4D): tf.Tensor4D {
  if (images.shape[3] !== 3) return tf.mean(images, 3, true);
  return tf.sum(tf.mul(images, tf.tensor1d([0.299, 0.587, 0.114])), 3, true);
}
