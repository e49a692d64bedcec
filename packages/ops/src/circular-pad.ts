import * as tf from '@tensorflow/tfjs-core';
import { checkImages, checkWhole } from './check.js';
import { linear } from './linear.js';
import { padAxis, take } from './take.js';

/** Options of {@link circularPad}. */
export interface CircularPadOptions {
  /** The axes that are closed to a ring: 'width' for panoramas. */
  axes?: 'both' | 'width' | 'height' | undefined;
}

/**
 * Extends images as if their opposite borders touched, as PyTorch's circular padding:
 * [1, 2, 3] padded by 1 is [3, 1, 2, 3, 1].
 *
 * A panorama closes in its width only; a seamless texture closes in both axes.
 *
 * @param x images, [batch, height, width, channels]
 * @param padding pixels on each side, at most the image's own
 * @returns images with 2 x padding more pixels along the closed axes
 * @throws RangeError when the rank or the padding does not fit, TypeError when x is no tensor
 * @example
 * ```ts
 * import { circularPad } from '@ikat/ops';
 * import * as tf from '@tensorflow/tfjs-core';
 *
 * const panorama = tf.tensor4d([1, 2, 3], [1, 1, 3, 1]);
 * const padded = circularPad(panorama, 1, { axes: 'width' });
 * console.log(Array.from(padded.dataSync()).join(' ')); // 3 1 2 3 1
 * ```
 */
export function circularPad(
  x: tf.Tensor4D,
  padding: number,
  { axes = 'both' }: CircularPadOptions = {},
): tf.Tensor4D {
  checkImages('circularPad', x);
  checkWhole('circularPad padding', padding, 0);
  const [, height, width] = x.shape;
  const rolled: (1 | 2)[] = axes === 'both' ? [1, 2] : [axes === 'height' ? 1 : 2];
  if (rolled.some((axis) => padding > x.shape[axis])) {
    throw new RangeError(
      `circularPad: expected padding of at most ${height} rows and ${width} columns, got ${padding}. Pad less, or in several steps.`,
    );
  }
  return linear(
    x,
    (image) => rolled.reduce((padded, axis) => wrap(padded, axis, padding), image),
    (dy) => rolled.reduce((folded, axis) => unwrap(folded, axis, padding), dy),
  );
}

function wrap(x: tf.Tensor, axis: 1 | 2, padding: number): tf.Tensor {
  if (padding === 0) return tf.clone(x);
  const last = take(x, { axis, from: x.shape[axis]! - padding, count: padding });
  const first = take(x, { axis, from: 0, count: padding });
  return tf.concat([last, x, first], axis);
}

/** Adds the border to the pixels at the other end, from which it came. */
function unwrap(x: tf.Tensor, axis: 1 | 2, padding: number): tf.Tensor {
  if (padding === 0) return tf.clone(x);
  const size = x.shape[axis]! - 2 * padding;
  const border = (from: number) => take(x, { axis, from, count: padding });
  const inside = take(x, { axis, from: padding, count: size });
  const atEnd = padAxis(border(0), axis, [size - padding, 0]);
  const atStart = padAxis(border(padding + size), axis, [0, size - padding]);
  return tf.addN([inside, atEnd, atStart]);
}
