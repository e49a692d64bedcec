import * as tf from '@tensorflow/tfjs-core';
import { checkImages } from './check.js';
import { foldMirror } from './fold.js';
import { linear } from './linear.js';
import { type Padding, paddingOf } from './padding.js';

/**
 * Extends images by their mirror image without repeating the border, as PyTorch's
 * ReflectionPad2d: [1, 2, 3] padded by 2 is [3, 2, 1, 2, 3, 2, 1].
 *
 * The gradient folds the border back to the pixels that it mirrors; that of `tf.mirrorPad` in
 * TensorFlow.js 4.22 drops it.
 *
 * @param x images, [batch, height, width, channels]
 * @param padding pixels on all sides, or on each; less than the height and the width
 * @returns images, [batch, top + height + bottom, left + width + right, channels]
 * @throws RangeError when the rank or the padding does not fit, TypeError when x is no tensor
 * @example
 * ```ts
 * import { reflectPad } from '@ikat/ops';
 * import * as tf from '@tensorflow/tfjs-core';
 *
 * const image = tf.tensor4d([1, 2, 3], [1, 1, 3, 1]);
 * const padded = reflectPad(image, { top: 0, bottom: 0, left: 2, right: 1 });
 * console.log(Array.from(padded.dataSync()).join(' ')); // 3 2 1 2 3 2
 * ```
 */
export function reflectPad(x: tf.Tensor4D, padding: number | Padding): tf.Tensor4D {
  checkImages('reflectPad', x);
  const sides = paddingOf('reflectPad', padding);
  const [, height, width] = x.shape;
  const { top, bottom, left, right } = sides;
  if (Math.max(top, bottom) >= height || Math.max(left, right) >= width) {
    throw new RangeError(
      `reflectPad: expected padding below ${height} rows and ${width} columns, got ${JSON.stringify(sides)}. Pad less, or in several steps.`,
    );
  }
  return reflect(x, sides);
}

/** {@link reflectPad}, unchecked. */
export function reflect(x: tf.Tensor, { top, bottom, left, right }: Padding): tf.Tensor4D {
  const fold = (dy: tf.Tensor) => {
    const rows = foldMirror(dy, { axis: 1, sides: [top, bottom], skip: 1 });
    return foldMirror(rows, { axis: 2, sides: [left, right], skip: 1 });
  };
  const paddings: [number, number][] = [
    [0, 0],
    [top, bottom],
    [left, right],
    [0, 0],
  ];
  return linear(x, (image) => tf.mirrorPad(image, paddings, 'reflect'), fold);
}
