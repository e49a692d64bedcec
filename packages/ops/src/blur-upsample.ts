import * as tf from '@tensorflow/tfjs-core';
import { type BlurOptions, tapsOf } from './blur-taps.js';
import { checkImages } from './check.js';
import { foldMirror } from './fold.js';
import { linear } from './linear.js';
import { shrink } from './stencil.js';

/**
 * Doubles images without a checkerboard: the border repeated, zeros between the pixels, then the
 * blur of {@link blurDownsample} times four.
 *
 * Both kernels interpolate linearly: 3 taps between the pixels' corners, 4 taps between their
 * centres (which is bilinear resizing as image editors do it). This is the upsampling of
 * Contrastive Unpaired Translation's networks.
 *
 * @param x images, [batch, height, width, channels]
 * @returns images, [batch, 2 height, 2 width, channels]
 * @throws RangeError when the rank or the taps do not fit
 * @example
 * ```ts
 * import { blurUpsample } from '@ikat/ops';
 * import * as tf from '@tensorflow/tfjs-core';
 *
 * const image = tf.tensor4d([0, 4], [1, 1, 2, 1]);
 * console.log(Array.from(blurUpsample(image, { taps: 3 }).dataSync()).join(' ')); // 0 2 4 4 0 2 4 4
 * console.log(Array.from(blurUpsample(image, { taps: 4 }).dataSync()).join(' ')); // 0 1 3 4 0 1 3 4
 * ```
 */
export function blurUpsample(x: tf.Tensor4D, options: BlurOptions = {}): tf.Tensor4D {
  checkImages('blurUpsample', x);
  const taps = tapsOf('blurUpsample', options).map((tap) => 2 * tap);
  const [, height, width] = x.shape;
  // Both kernels are linear interpolation: of pixels at their corners, and at their centres.
  const double = (image: tf.Tensor) =>
    tf.image.resizeBilinear(
      image as tf.Tensor4D,
      [2 * height, 2 * width],
      false,
      taps.length === 4,
    );
  return linear(x, double, (dy) => gatherDoubled(dy, taps));
}

/**
 * The adjoint of linear interpolation to twice the size, with taps [1, 2, 1] / 2 or
 * [1, 3, 3, 1] / 4: each pixel gathers what it gave, also what it gave as its own neighbour.
 */
export function gatherDoubled(dy: tf.Tensor, taps: readonly number[]): tf.Tensor {
  if (taps.length === 4) {
    const bordered = tf.mirrorPad(
      dy,
      [
        [0, 0],
        [1, 1],
        [1, 1],
        [0, 0],
      ],
      'symmetric',
    );
    return shrink(shrink(bordered, { axis: 1, taps }), { axis: 2, taps });
  }
  const bordered = tf.pad(dy, [
    [0, 0],
    [1, 2],
    [1, 2],
    [0, 0],
  ]);
  const sums = shrink(shrink(bordered, { axis: 1, taps }), { axis: 2, taps });
  const rows = foldMirror(sums, { axis: 1, sides: [0, 1], skip: 0 });
  return foldMirror(rows, { axis: 2, sides: [0, 1], skip: 0 });
}
