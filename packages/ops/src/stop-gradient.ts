import * as tf from '@tensorflow/tfjs-core';

/** The same values, through which no gradient flows. */
export function stopGradient<T extends tf.Tensor>(x: T): T {
  return tf.customGrad((input) => ({
    value: tf.clone(input as tf.Tensor),
    gradFunc: (dy) => tf.zerosLike(dy as tf.Tensor),
  }))(x) as T;
}
