import * as tf from '@tensorflow/tfjs-core';
import { checkImages } from './check.js';
import { foldMirror } from './fold.js';
import { linear } from './linear.js';
import { type Padding, paddingOf } from './padding.js';

/** Extends images by their mirror image, as PyTorch's ReflectionPad2d. */
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
