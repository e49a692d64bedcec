import * as tf from '@tensorflow/tfjs-core';
import { type BlurOptions, tapsOf } from './blur-taps.js';
import { checkImages } from './check.js';
import { linear } from './linear.js';
import { reflect } from './reflect-pad.js';
import { grow, shrink } from './stencil.js';

/**
 * Halves images without aliasing: reflection padding, a blur with [1, 2, 1] (3 taps) or
 * [1, 3, 3, 1] (4 taps) in both directions, then every second pixel.
 *
 * With 4 taps one row and column are added before the image and two after it, with 3 taps one on
 * each side. This is the downsampling of Contrastive Unpaired Translation's networks.
 *
 * Zhang 2019, Making Convolutional Networks Shift-Invariant Again, https://arxiv.org/abs/1904.11486
 *
 * @param x images, [batch, height, width, channels]
 * @returns images, [batch, ceil(height / 2), ceil(width / 2), channels]
 * @throws RangeError when the rank, the size or the taps do not fit
 * @example
 * ```ts
 * import { blurDownsample } from '@ikat/ops';
 * import * as tf from '@tensorflow/tfjs-core';
 *
 * const image = tf.tensor4d([0, 4, 0, 4, 0, 4, 0, 4], [1, 2, 4, 1]);
 * console.log(Array.from(blurDownsample(image).dataSync()).join(' ')); // 2 2
 * ```
 */
export function blurDownsample(x: tf.Tensor4D, options: BlurOptions = {}): tf.Tensor4D {
  checkImages('blurDownsample', x);
  const taps = tapsOf('blurDownsample', options);
  const [, height, width] = x.shape;
  const after = taps.length - 2;
  if (Math.min(height, width) <= after) {
    throw new RangeError(
      `blurDownsample: expected at least ${after + 1} rows and columns, got ${height} x ${width}. Use fewer taps or a larger image.`,
    );
  }
  const border = { top: 1, left: 1, bottom: after, right: after };
  return tf.tidy(() => halve(reflect(x, border), taps));
}

function halve(x: tf.Tensor4D, taps: readonly number[]): tf.Tensor4D {
  const [, height, width] = x.shape;
  return linear(
    x,
    (image) => shrink(shrink(image, { axis: 1, taps }), { axis: 2, taps }),
    (dy) => grow(grow(dy, { axis: 2, taps }, width), { axis: 1, taps }, height),
  );
}
