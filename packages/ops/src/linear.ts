import * as tf from '@tensorflow/tfjs-core';

type Apply = (x: tf.Tensor) => tf.Tensor;

/**
 * Applies a linear function whose gradient is its adjoint, whose gradient is the function again:
 * right to every order, with nothing kept for the way back and no registered gradient.
 */
export function linear<T extends tf.Tensor = tf.Tensor>(
  x: tf.Tensor,
  apply: Apply,
  adjoint: Apply,
): T {
  return tf.customGrad((input) => ({
    value: apply(input as tf.Tensor),
    gradFunc: (dy) => linear(dy as tf.Tensor, adjoint, apply),
  }))(x) as T;
}
