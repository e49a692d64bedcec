import * as tf from '@tensorflow/tfjs-core';
import { checkImages } from './check.js';
import { type Padding, paddingOf } from './padding.js';

/** Extends images by their mirror image, as PyTorch's ReflectionPad2d. */
export function reflectPad(x: tf.Tensor4D, padding: number | Padding): tf.Tensor4D {
  checkImages('reflectPad', x);
  const { top, bottom, left, right } = paddingOf('reflectPad', padding);
  const [, height, width] = x.shape;
  if (Math.max(top, bottom) >= height || Math.max(left, right) >= width) {
    throw new RangeError(
      `reflectPad: expected less padding than the image has rows and columns, got ${JSON.stringify({ top, bottom, left, right })} for [${x.shape}]. Pad less, or in two steps.`,
    );
  }
  return tf.tidy(() => mirror(mirror(x, 1, [top, bottom]), 2, [left, right]));
}

function mirror(x: tf.Tensor4D, axis: 1 | 2, [before, after]: [number, number]): tf.Tensor4D {
  const size = x.shape[axis];
  const rows = (from: number, count: number) => {
    const begin = [0, 0, 0, 0];
    const extent = [-1, -1, -1, -1];
    begin[axis] = from;
    extent[axis] = count;
    return tf.reverse(tf.slice(x, begin, extent), axis);
  };
  const parts = [x];
  if (before > 0) parts.unshift(rows(1, before));
  if (after > 0) parts.push(rows(size - 1 - after, after));
  return parts.length === 1 ? x : tf.concat(parts, axis);
}
