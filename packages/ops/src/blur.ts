import * as tf from '@tensorflow/tfjs-core';
import { checkImages } from './check.js';
import { reflectPad } from './reflect-pad.js';

/** Options of {@link blurDownsample} and {@link blurUpsample}. */
export interface BlurOptions {
  /** Length of the blur kernel: [1, 2, 1] or [1, 3, 3, 1]. */
  taps?: 3 | 4 | undefined;
}

const kernels = { 3: [1 / 4, 2 / 4, 1 / 4], 4: [1 / 8, 3 / 8, 3 / 8, 1 / 8] } as const;

/** Halves images without aliasing: reflection, blur, every second pixel. */
export function blurDownsample(x: tf.Tensor4D, { taps = 3 }: BlurOptions = {}): tf.Tensor4D {
  checkImages('blurDownsample', x);
  return tf.tidy(() => {
    const after = taps === 3 ? 1 : 2;
    const [, height, width] = x.shape;
    const padded = reflectPad(x, {
      top: 1,
      left: 1,
      // odd sizes: the last pixel of an even number is never read
      bottom: after,
      right: after,
    });
    const rows = decimate(padded, { axis: 1, size: Math.ceil(height / 2), taps });
    return decimate(rows, { axis: 2, size: Math.ceil(width / 2), taps });
  });
}

interface Decimation {
  axis: 1 | 2;
  size: number;
  taps: 3 | 4;
}

function decimate(x: tf.Tensor4D, { axis, size, taps }: Decimation): tf.Tensor4D {
  const begin = [0, 0, 0, 0];
  const needed = 2 * size + 2;
  const paddings: [number, number][] = [
    [0, 0],
    [0, 0],
    [0, 0],
    [0, 0],
  ];
  paddings[axis] = [0, needed - x.shape[axis]];
  const even = paddings[axis]![1] > 0 ? tf.pad(x, paddings) : x;
  const shape = [...even.shape.slice(0, axis), size + 1, 2, ...even.shape.slice(axis + 1)];
  const pairs = tf.reshape(even, shape); // the axis split in [pair, phase]
  const terms = kernels[taps].map((weight, tap) => {
    const from = [0, ...begin];
    const extent = [-1, -1, -1, -1, -1];
    from[axis] = tap >> 1;
    extent[axis] = size;
    from[axis + 1] = tap & 1;
    extent[axis + 1] = 1;
    return tf.mul(tf.squeeze(tf.slice(pairs, from, extent), [axis + 1]), weight);
  });
  return tf.addN(terms) as tf.Tensor4D;
}

/** Doubles images without a checkerboard: zeros between the pixels, then the blur times four. */
export function blurUpsample(x: tf.Tensor4D, { taps = 3 }: BlurOptions = {}): tf.Tensor4D {
  checkImages('blurUpsample', x);
  return tf.tidy(() => interpolate(interpolate(x, 1, taps), 2, taps));
}

function interpolate(x: tf.Tensor4D, axis: 1 | 2, taps: 3 | 4): tf.Tensor4D {
  const size = x.shape[axis];
  const part = (from: number, count: number) => {
    const begin = [0, 0, 0, 0];
    const extent = [-1, -1, -1, -1];
    begin[axis] = from;
    extent[axis] = count;
    return tf.slice(x, begin, extent);
  };
  const next = size === 1 ? x : tf.concat([part(1, size - 1), part(size - 1, 1)], axis);
  const previous = size === 1 ? x : tf.concat([part(0, 1), part(0, size - 1)], axis);
  const [near, far] = taps === 3 ? [0.5, 0.5] : [0.75, 0.25];
  const even = taps === 3 ? x : tf.add(tf.mul(x, near), tf.mul(previous, far));
  const odd = tf.add(tf.mul(x, near), tf.mul(next, far));
  const shape = [...x.shape] as [number, number, number, number];
  shape[axis] = 2 * size;
  return tf.reshape(tf.stack([even, odd], axis + 1), shape);
}
