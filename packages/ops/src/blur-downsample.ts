import * as tf from '@tensorflow/tfjs-core';
import { type BlurOptions, tapsOf } from './blur-taps.js';
import { checkImages } from './check.js';
import { linear } from './linear.js';
import { reflect } from './reflect-pad.js';
import { grow, shrink } from './stencil.js';

/** Halves images without aliasing: reflection, blur, every second pixel. */
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
