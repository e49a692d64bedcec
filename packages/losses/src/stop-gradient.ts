import * as tf from '@tensorflow/tfjs-core';

const constant = tf.customGrad((x) => ({
  value: tf.clone(x as tf.Tensor),
  gradFunc: (dy: tf.Tensor) => tf.zerosLike(dy),
}));

/** The same values, as a constant: nothing is learned through it. */
export const stopGradient = <T extends tf.Tensor>(x: T) => constant(x) as T;
