import * as tf from '@tensorflow/tfjs-core';
import { hasKernel, runKernel } from './kernel.js';
import { linear } from './linear.js';
import { padAxis, take } from './take.js';

/** How one axis was extended by its mirror image. */
export interface Mirror {
  axis: number;
  sides: readonly [number, number];
  /** 1 when the border pixel is not repeated ('reflect'), 0 when it is ('symmetric'). */
  skip: 0 | 1;
}

/** Elements in reverse order: slices, because Reverse is slow where Concat is fast. */
function reversed(x: tf.Tensor, axis: number): tf.Tensor {
  const size = x.shape[axis]!;
  if (size === 1) return x;
  if (size > 8) return tf.reverse(x, axis);
  const rows = Array.from({ length: size }, (_, i) =>
    take(x, { axis, from: size - 1 - i, count: 1 }),
  );
  return tf.concat(rows, axis);
}

/**
 * Adds the mirrored borders of a padded axis back to where they came from: the adjoint of mirror
 * padding, so its gradient.
 *
 * On a backend with a kernel `MirrorFold` (input `x`; attributes `axis`, `before`, `after`, `skip`)
 * that one kernel does it.
 */
export function foldMirror(padded: tf.Tensor, mirror: Mirror): tf.Tensor {
  if (!hasKernel('MirrorFold')) return foldBySlices(padded, mirror);
  const { axis, sides, skip } = mirror;
  const [before, after] = sides;
  const paddings = padded.shape.map((_, place): [number, number] =>
    place === axis ? [before, after] : [0, 0],
  );
  return linear(
    padded,
    (x) => runKernel<tf.Tensor>('MirrorFold', { x }, { axis, before, after, skip }),
    (x) => tf.mirrorPad(x, paddings, skip === 1 ? 'reflect' : 'symmetric'),
  );
}

function foldBySlices(padded: tf.Tensor, { axis, sides, skip }: Mirror): tf.Tensor {
  const [before, after] = sides;
  const size = padded.shape[axis]! - before - after;
  let sum = take(padded, { axis, from: before, count: size });
  if (before > 0) {
    const border = reversed(take(padded, { axis, from: 0, count: before }), axis);
    sum = tf.add(sum, padAxis(border, axis, [skip, size - before - skip]));
  }
  if (after > 0) {
    const border = reversed(take(padded, { axis, from: before + size, count: after }), axis);
    sum = tf.add(sum, padAxis(border, axis, [size - after - skip, skip]));
  }
  return sum;
}
