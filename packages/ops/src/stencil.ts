import * as tf from '@tensorflow/tfjs-core';
import { padAxis, spread } from './take.js';

/** A blur along one axis that keeps every second pixel. */
export interface Stencil {
  axis: 1 | 2;
  taps: readonly number[];
}

/**
 * Convolves every channel along one axis. Rows, then columns: on WebAssembly a depthwise kernel of
 * 4 x 1 pixels is fast, one of 4 x 4 is not.
 */
function convolve(x: tf.Tensor, { axis, taps }: Stencil, stride: 1 | 2): tf.Tensor4D {
  const channels = x.shape[3]!;
  const size: [number, number] = axis === 1 ? [taps.length, 1] : [1, taps.length];
  const strides: [number, number] = axis === 1 ? [stride, 1] : [1, stride];
  const values = taps.flatMap((tap) => Array<number>(channels).fill(tap));
  const filter = tf.tensor4d(values, [...size, channels, 1]);
  return tf.depthwiseConv2d(x as tf.Tensor4D, filter, strides, 'valid');
}

/** The weighted sums of every second window along an axis. */
export const shrink = (x: tf.Tensor, stencil: Stencil): tf.Tensor4D => convolve(x, stencil, 2);

/** The adjoint of {@link shrink}, of an axis that was `size` long. */
export function grow(dy: tf.Tensor, stencil: Stencil, size: number): tf.Tensor4D {
  const { axis, taps } = stencil;
  const wide = spread(dy, axis, 2);
  const before = taps.length - 1;
  const bordered = padAxis(wide, axis, [before, size - wide.shape[axis]!]);
  return convolve(bordered, { axis, taps: taps.toReversed() }, 1);
}
