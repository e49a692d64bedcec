import * as tf from '@tensorflow/tfjs-core';

/**
 * The square root of symmetric positive matrices `[b, c, c]` by the Newton-Schulz iteration
 * (Higham 2008, equation 6.35): with Y = A / ||A||, Z = I,
 * `T = (3 I - Z Y) / 2; Y = Y T; Z = T Z`, so that Y goes to sqrt(A / ||A||). Differentiable.
 */
export function squareRoot(matrices: tf.Tensor3D, iterations: number): tf.Tensor3D {
  const norm = tf.sqrt(tf.sum(tf.square(matrices), [1, 2], true)); // [b, 1, 1]
  const identity = tf.eye(matrices.shape[1], matrices.shape[2], [matrices.shape[0]]);
  let y: tf.Tensor = tf.div(matrices, norm);
  let z: tf.Tensor = identity;
  for (let iteration = 0; iteration < iterations; iteration++) {
    const t = tf.mul(0.5, tf.sub(tf.mul(3, identity), tf.matMul(z, y)));
    y = tf.matMul(y, t);
    z = tf.matMul(t, z);
  }
  return tf.mul<tf.Tensor3D>(y, tf.sqrt(norm));
}
