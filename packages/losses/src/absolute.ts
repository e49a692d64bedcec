import * as tf from '@tensorflow/tfjs-core';

/** |x| = x sign(x): its gradient at 0 is 0, where that of tf.abs is -1. */
export const absolute = (x: tf.Tensor) => tf.mul(x, tf.sign(x));
