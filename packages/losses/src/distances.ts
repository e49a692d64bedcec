import * as tf from '@tensorflow/tfjs-core';

// Keeps a target of nothing but zeros from dividing by 0; far below the squares of real features.
const TINY = 1e-12;

const squares = (x: tf.Tensor) => tf.sum(tf.reshape(tf.square(x), [x.shape[0]!, -1]), 1); // [b]

/** ||A - B||^2 / ||B||^2 of each image, averaged over the batch. */
export const relativeDistance = (a: tf.Tensor, target: tf.Tensor) =>
  tf.mean(tf.div(squares(tf.sub(a, target)), tf.add(squares(target), TINY))) as tf.Scalar;

/** The mean squared difference. */
export const meanSquaredDistance = (a: tf.Tensor, target: tf.Tensor) =>
  tf.mean(tf.square(tf.sub(a, target))) as tf.Scalar;
