import * as tf from '@tensorflow/tfjs-core';
import { checkWhole } from './check.js';
import { constantOf } from './stop-gradient.js';

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

/**
 * Divides a weight by an estimate of its largest singular value, as PyTorch's `spectral_norm`.
 *
 * With M the weight as a matrix [rest, out], each iteration sets `v = M u / |M u|`, then
 * `u = M^T v / |M^T v|`; `sigma = v^T M u`. The gradient takes u and v as constants. Start with
 * normal random values and give each call the u of the last; with 0 iterations (to judge without
 * training) u stays as it is.
 *
 * Miyato et al. 2018, algorithm 1, https://arxiv.org/abs/1802.05957
 *
 * @param weight a convolution's [height, width, in, out] or a dense layer's [in, out]
 * @param u [out]
 * @throws RangeError when the shapes or the iterations do not fit
 * @example
 * ```ts
 * import { spectralNorm } from '@ikat/ops';
 * import * as tf from '@tensorflow/tfjs-core';
 *
 * const weight = tf.tensor2d([3, 0, 0, 2], [2, 2]);
 * const { sigma } = spectralNorm(weight, tf.tensor1d([1, 1]), { iterations: 20 });
 * console.log(sigma.dataSync()[0]?.toFixed(3)); // 3.000
 * ```
 */
export function spectralNorm<T extends tf.Tensor>(
  weight: T,
  u: tf.Tensor1D,
  { iterations = 1, epsilon = 1e-12 }: SpectralNormOptions = {},
): SpectralNormResult<T> {
  const out = weight.shape[weight.rank - 1] ?? 0;
  if (weight.rank < 2 || u.rank !== 1 || u.shape[0] !== out) {
    throw new RangeError(
      `spectralNorm: expected a weight [..., ${out}] with u [${out}], got [${weight.shape}] with [${u.shape}]. Start with u of normal values, one for each filter.`,
    );
  }
  checkWhole('spectralNorm iterations', iterations, 0);
  return tf.tidy(() => {
    const matrix = tf.reshape(weight, [-1, out]) as tf.Tensor2D; // [rest, out]
    const vectors = constantOf(matrix, (m) =>
      iterate(m as tf.Tensor2D, u, { iterations, epsilon }),
    );
    const [left, right] = tf.split(vectors, [out, matrix.shape[0]]) as [tf.Tensor1D, tf.Tensor1D];
    const product = tf.matMul(matrix, tf.reshape(left, [out, 1]) as tf.Tensor2D); // [rest, 1]
    const sigma = tf.sum(tf.mul(right, tf.reshape(product, [-1]))) as tf.Scalar;
    return { weight: tf.div(weight, sigma) as T, u: left, sigma };
  }) as SpectralNormResult<T>;
}

/** v = M u, u = M^T v, each to length 1, again and again: [u, v] in one vector. */
function iterate(
  matrix: tf.Tensor2D,
  u: tf.Tensor1D,
  { iterations, epsilon }: { iterations: number; epsilon: number },
): tf.Tensor1D {
  const unit = (v: tf.Tensor) => tf.div(v, tf.maximum(tf.sqrt(tf.sum(tf.square(v))), epsilon));
  const toRight = (left: tf.Tensor) =>
    unit(tf.matMul(matrix, tf.reshape(left, [-1, 1]) as tf.Tensor2D));
  const toLeft = (right: tf.Tensor) =>
    unit(tf.matMul(tf.reshape(right, [1, -1]) as tf.Tensor2D, matrix));
  let left: tf.Tensor = u;
  let right = toRight(left);
  for (let iteration = 0; iteration < iterations; iteration++) {
    if (iteration > 0) right = toRight(left);
    left = toLeft(right);
  }
  return tf.concat([tf.reshape(left, [-1]), tf.reshape(right, [-1])]) as tf.Tensor1D;
}
