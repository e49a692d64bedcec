import * as tf from '@tensorflow/tfjs-core';
import { checkWhole } from './check.js';
import { stopGradient } from './stop-gradient.js';

/** Options of {@link spectralNorm}. */
export interface SpectralNormOptions {
  /** Power iterations in this call. */
  iterations?: number | undefined;
  /** Least norm that a vector is divided by. */
  epsilon?: number | undefined;
}

/** Results of {@link spectralNorm}. */
export interface SpectralNormResult<T extends tf.Tensor> {
  /** The weight divided by its largest singular value. */
  weight: T;
  /** The left singular vector, [out]: give it to the next call. */
  u: tf.Tensor1D;
  /** The largest singular value. */
  sigma: tf.Scalar;
}

/** Divides a weight by an estimate of its largest singular value, as PyTorch's spectral_norm. */
export function spectralNorm<T extends tf.Tensor>(
  weight: T,
  u: tf.Tensor1D,
  { iterations = 1, epsilon = 1e-12 }: SpectralNormOptions = {},
): SpectralNormResult<T> {
  const out = weight.shape[weight.rank - 1] ?? 0;
  if (weight.rank < 2 || u.rank !== 1 || u.shape[0] !== out) {
    throw new RangeError(
      `spectralNorm: expected a weight [..., out] and u [out], got [${weight.shape}] and [${u.shape}].`,
    );
  }
  checkWhole('spectralNorm iterations', iterations, 0);
  return tf.tidy(() => {
    const matrix = tf.reshape(weight, [-1, out]) as tf.Tensor2D; // [rest, out]
    const constant = stopGradient(matrix);
    let left = tf.reshape(u, [out, 1]);
    let right = unit(tf.matMul(constant, left), epsilon); // [rest, 1]
    for (let iteration = 0; iteration < iterations; iteration++) {
      if (iteration > 0) right = unit(tf.matMul(constant, left), epsilon);
      left = unit(tf.matMul(constant, right, true), epsilon);
    }
    const sigma = tf.sum(tf.mul(right, tf.matMul(matrix, left))) as tf.Scalar;
    return { weight: tf.div(weight, sigma) as T, u: tf.reshape(left, [out]), sigma };
  }) as SpectralNormResult<T>;
}

function unit(v: tf.Tensor, epsilon: number): tf.Tensor2D {
  return tf.div(v, tf.maximum(tf.norm(v), epsilon)) as tf.Tensor2D;
}
