import type { AdversarialLoss, LabelledAdversarialLoss } from './adversarial-loss.js';

const isLabelled = (loss: AdversarialLoss): loss is LabelledAdversarialLoss =>
  typeof (loss as Partial<LabelledAdversarialLoss>).withRealLabel === 'function';

/**
 * One-sided label smoothing: the same game, whose discriminator aims real images at `realLabel`
 * in place of 1.
 *
 * The fake label stays 0 and the generator's loss is unchanged. With the cross-entropy losses
 * `L_D = -E[t log D(x) + (1 - t) log(1 - D(x))] - E log(1 - D(G(z)))`, with `lsgan`
 * `0.5 (E (D(x) - t)^2 + E D(G(z))^2)`.
 *
 * Salimans et al. 2016, section 3.4.
 *
 * @param loss `minimax`, `nonSaturating`, `lsgan`, or any {@link LabelledAdversarialLoss}
 * @param realLabel above 0, at most 1; 0.9 by default
 * @throws TypeError if the loss compares with no label (`wasserstein`, `hinge`, the relativistic)
 *
 * @example
 * ```ts
 * import { nonSaturating, smoothLabels } from '@ikat/losses';
 * import * as tf from '@tensorflow/tfjs-core';
 *
 * const loss = smoothLabels(nonSaturating, 0.9);
 * const sure = loss.discriminator(tf.fill([2, 1], 50), tf.fill([2, 1], -50));
 * console.log(sure.dataSync()[0]?.toFixed(2)); // 5.00
 * ```
 */
export function smoothLabels(loss: AdversarialLoss, realLabel = 0.9): LabelledAdversarialLoss {
  if (!isLabelled(loss)) {
    throw new TypeError(
      'smoothLabels: expected a loss with labels, got one without. ' +
        'Only minimax, nonSaturating and lsgan compare scores with labels: choose one of them.',
    );
  }
  if (!(realLabel > 0 && realLabel <= 1)) {
    throw new RangeError(
      `smoothLabels: expected a real label in (0, 1], got ${realLabel}. 0.9 is usual.`,
    );
  }
  return loss.withRealLabel(realLabel);
}
