import * as tf from '@tensorflow/tfjs-core';
import { expectTensor, shapeText } from './check.js';

/**
 * The sum of losses, each with its weight.
 *
 * `sum w_i L_i`. The names are for the reader and for error messages.
 *
 * @param terms by name, a scalar and its weight
 * @throws RangeError if there are no terms, a term is not a scalar or a weight is not finite
 *
 * @example
 * ```ts
 * import { weightedSum } from '@ikat/losses';
 * import * as tf from '@tensorflow/tfjs-core';
 *
 * const total = weightedSum({ gan: [tf.scalar(0.5), 1], cycle: [tf.scalar(0.25), 10] });
 * console.log(total.dataSync()[0]); // 3
 * ```
 */
export function weightedSum(terms: Record<string, readonly [tf.Scalar, number]>): tf.Scalar {
  const entries = Object.entries(terms);
  if (entries.length === 0) {
    throw new RangeError(
      'weightedSum: expected at least one term, got none. Give { name: [loss, weight] }.',
    );
  }
  for (const [name, [term, weight]] of entries) {
    expectTensor(`weightedSum: ${name}`, term);
    if (term.size !== 1) {
      throw new RangeError(
        `weightedSum: expected ${name} to be a scalar, got ${shapeText(term.shape)}. ` +
          'Take its mean first.',
      );
    }
    if (!Number.isFinite(weight)) {
      throw new RangeError(
        `weightedSum: expected a finite weight for ${name}, got ${weight}. 0 leaves a term out.`,
      );
    }
  }
  return tf.tidy(() => {
    const weighted = entries.map(([, [term, weight]]) => tf.mul(tf.reshape(term, []), weight));
    return weighted.reduce((sum, term) => tf.add(sum, term)) as tf.Scalar;
  });
}
