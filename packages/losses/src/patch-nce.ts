import { stopGradient } from '@ikat/ops';
import * as tf from '@tensorflow/tfjs-core';
import { expectAlike, shapeText } from './check.js';

/** Options of {@link patchNce}. */
export interface PatchNceOptions {
  /** Divides the similarities; smaller is stricter. @default 0.07 */
  temperature?: number | undefined;
}

// In place of a patch's similarity with itself among the negatives.
const EXCLUDED = -10;

/** x / (||x|| + 1e-7); the tiny term in the root gives a zero vector a finite gradient. */
function unitVectors(x: tf.Tensor3D): tf.Tensor3D {
  const norm = tf.sqrt(tf.add(tf.sum(tf.square(x), 2, true), 1e-24));
  return tf.div(x, tf.add(norm, 1e-7));
}

/**
 * The contrastive loss between patches: a patch of the result must be recognised by the patch of
 * the original at its place, among all other patches of the same image.
 *
 * `E -log( exp(q_i.k_i / t) / (exp(q_i.k_i / t) + sum_{j != i} exp(q_i.k_j / t)) )` over patches and
 * images, with q and k scaled to unit length. The keys are constants: nothing is learned through
 * them.
 *
 * Park et al. 2020, equation 3.
 *
 * @param queries features of the result, `[batch, patches, channels]`
 * @param keys features of the original at the same places, of the same shape
 * @throws RangeError if the shapes differ or are not of rank 3
 *
 * @example
 * ```ts
 * import { patchNce } from '@ikat/losses';
 * import * as tf from '@tensorflow/tfjs-core';
 *
 * const patches = tf.expandDims<tf.Tensor3D>(tf.eye(4)); // four patches, all different
 * console.log(patchNce(patches, patches).dataSync()[0]! < 1e-4); // true
 * ```
 */
export function patchNce(
  queries: tf.Tensor3D,
  keys: tf.Tensor3D,
  { temperature = 0.07 }: PatchNceOptions = {},
): tf.Scalar {
  expectAlike('patchNce', queries, keys);
  if (queries.rank !== 3) {
    throw new RangeError(
      `patchNce: expected [batch, patches, channels], got ${shapeText(queries.shape)}. ` +
        'Gather the patches of each image along one axis.',
    );
  }
  if (!(temperature > 0)) {
    throw new RangeError(
      `patchNce: expected a temperature above 0, got ${temperature}. 0.07 is usual.`,
    );
  }
  return tf.tidy(() => {
    const q = unitVectors(queries);
    const k = unitVectors(stopGradient(keys));
    const self = tf.eye(queries.shape[1]); // [p, p]
    const similarities = tf.matMul(q, k, false, true); // [b, p, p]
    const positive = tf.sum(tf.mul(q, k), 2, true); // [b, p, 1]
    const negative = tf.add(tf.mul(similarities, tf.sub(1, self)), tf.mul(EXCLUDED, self));
    const logits = tf.div(tf.concat([positive, negative], 2), temperature);
    const target = tf.div(tf.squeeze(positive, [2]), temperature);
    return tf.mean(tf.sub(tf.logSumExp(logits, 2), target)) as tf.Scalar;
  });
}
