import * as tf from '@tensorflow/tfjs-core';
import { checkImages, checkWhole } from './check.js';

/** Options of {@link circularPad}. */
export interface CircularPadOptions {
  /** The axes that are closed to a ring: 'width' for panoramas. */
  axes?: 'both' | 'width' | 'height' | undefined;
}

/** Extends images as if they were rolled to a ring, as PyTorch's circular padding. */
export function circularPad(
  x: tf.Tensor4D,
  padding: number,
  { axes = 'both' }: CircularPadOptions = {},
): tf.Tensor4D {
  checkImages('circularPad', x);
  checkWhole('circularPad padding', padding, 0);
  return tf.tidy(() => {
    const tall = axes === 'width' ? x : wrap(x, 1, padding);
    return axes === 'height' ? tall : wrap(tall, 2, padding);
  });
}

function wrap(x: tf.Tensor4D, axis: 1 | 2, padding: number): tf.Tensor4D {
  if (padding === 0) return x;
  const part = (from: number) => {
    const begin = [0, 0, 0, 0];
    const extent = [-1, -1, -1, -1];
    begin[axis] = from;
    extent[axis] = padding;
    return tf.slice(x, begin, extent);
  };
  return tf.concat([part(x.shape[axis] - padding), x, part(0)], axis);
}
