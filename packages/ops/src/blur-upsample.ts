import * as tf from '@tensorflow/tfjs-core';
import { type BlurOptions, tapsOf } from './blur-taps.js';
import { checkImages } from './check.js';
import { foldMirror } from './fold.js';
import { linear } from './linear.js';
import { shrink } from './stencil.js';

/** Doubles images without a checkerboard: zeros between the pixels, then the blur times four. */
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
  return linear(x, double, (dy) => gather(dy, taps));
}

/** The adjoint: each pixel gathers what it gave, also what it gave as its own neighbour. */
function gather(dy: tf.Tensor, taps: readonly number[]): tf.Tensor {
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
