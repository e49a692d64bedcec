import * as tf from '@tensorflow/tfjs-core';

/** f(x) as a constant: nothing in f is differentiated. */
export function constantOf(x: tf.Tensor, f: (x: tf.Tensor) => tf.Tensor): tf.Tensor {
  return tf.customGrad((input) => ({
    value: f(input as tf.Tensor),
    gradFunc: () => tf.fill(x.shape, 0),
  }))(x);
}

/**
 * The same values as a constant: no gradient flows through them. PyTorch's `detach`.
 *
 * @example
 * ```ts
 * import { correctGradients, stopGradient } from '@ikat/ops';
 * import * as tf from '@tensorflow/tfjs-core';
 *
 * correctGradients();
 * const slope = tf.grad((x) => tf.mul(x, stopGradient(x)));
 * console.log(slope(tf.scalar(3)).dataSync()[0]); // 3
 * ```
 */
export function stopGradient<T extends tf.Tensor>(x: T): T {
  return constantOf(x, tf.clone) as T;
}
