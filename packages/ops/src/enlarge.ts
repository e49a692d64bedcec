import * as tf from '@tensorflow/tfjs-core';
import { hasKernel, runKernel } from './kernel.js';
import { linear } from './linear.js';

type Factors = readonly [rows: number, columns: number];

/**
 * An addition of zeros repeats the pixels; tf.tile is forty times as slow on WebAssembly. A backend
 * with a kernel `RepeatPixels` (input `x`; attributes `rows`, `columns`) does it at once.
 */
function repeat(x: tf.Tensor, [rows, columns]: Factors): tf.Tensor {
  if (hasKernel('RepeatPixels')) return runKernel('RepeatPixels', { x }, { rows, columns });
  const [batch, height, width, channels] = x.shape as tf.Tensor4D['shape'];
  const split = tf.reshape(x, [batch * height, 1, width, 1, channels]);
  const copies = tf.add(split, tf.fill([batch * height, rows, width, columns, channels], 0));
  return tf.reshape(copies, [batch, height * rows, width * columns, channels]);
}

/** The adjoint of repeating. */
export function sumBlocks(x: tf.Tensor, [rows, columns]: Factors): tf.Tensor {
  const mean = tf.avgPool(x as tf.Tensor4D, [rows, columns], [rows, columns], 'valid');
  return tf.mul(mean, rows * columns);
}

/** Repeats every pixel; differentiable to every order. */
export function enlarge(x: tf.Tensor, factors: Factors): tf.Tensor4D {
  return linear(
    x,
    (image) => repeat(image, factors),
    (dy) => sumBlocks(dy, factors),
  );
}
