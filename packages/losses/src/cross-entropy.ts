import * as tf from '@tensorflow/tfjs-core';
import type { LabelledAdversarialLoss } from './adversarial-loss.js';
import { expectTensor } from './check.js';

const meanSoftplus = (x: tf.Tensor) => tf.mean(tf.softplus(x));

// -E[t log D + (1 - t) log(1 - D)] with D = sigmoid(s) is E[softplus(s) - t s]; written with two
// softplus, so that it keeps its digits at scores of +-100.
const crossEntropy = (scores: tf.Tensor, label: number) => {
  const towardsOne = meanSoftplus(tf.neg(scores));
  if (label === 1) return towardsOne;
  return tf.add(tf.mul(label, towardsOne), tf.mul(1 - label, meanSoftplus(scores)));
};

const discriminatorAt = (name: string, realLabel: number) => (real: tf.Tensor, fake: tf.Tensor) => {
  expectTensor(`${name}.discriminator`, real);
  expectTensor(`${name}.discriminator`, fake);
  return tf.tidy(() => tf.add(crossEntropy(real, realLabel), meanSoftplus(fake)) as tf.Scalar);
};

function nonSaturatingAt(realLabel: number): LabelledAdversarialLoss {
  return {
    discriminator: discriminatorAt('nonSaturating', realLabel),
    generator(fake) {
      expectTensor('nonSaturating.generator', fake);
      return tf.tidy(() => meanSoftplus(tf.neg(fake)) as tf.Scalar);
    },
    withRealLabel: nonSaturatingAt,
  };
}

function minimaxAt(realLabel: number): LabelledAdversarialLoss {
  return {
    discriminator: discriminatorAt('minimax', realLabel),
    generator(fake) {
      expectTensor('minimax.generator', fake);
      return tf.tidy(() => tf.neg(meanSoftplus(fake)) as tf.Scalar);
    },
    withRealLabel: minimaxAt,
  };
}

/**
 * The non-saturating game on raw scores s, with D = sigmoid(s).
 *
 * `L_D = -E log D(x) - E log(1 - D(G(z)))` and `L_G = -E log D(G(z))`, computed as softplus, so
 * that scores of +-100 neither overflow nor lose their gradient. The discriminator's two halves
 * are added, not averaged (pix2pix's code halves them).
 *
 * Goodfellow et al. 2014, section 3, the generator's form for early training.
 *
 * @example
 * ```ts
 * import { nonSaturating } from '@ikat/losses';
 * import * as tf from '@tensorflow/tfjs-core';
 *
 * const undecided = tf.zeros([4, 1]); // D = 1/2 everywhere
 * const loss = nonSaturating.discriminator(undecided, undecided);
 * console.log(loss.dataSync()[0]?.toFixed(4)); // 1.3863
 * ```
 */
export const nonSaturating: LabelledAdversarialLoss = /* @__PURE__ */ nonSaturatingAt(1);

/**
 * The original two-player game on raw scores s, with D = sigmoid(s).
 *
 * `L_D = -E log D(x) - E log(1 - D(G(z)))` as in {@link nonSaturating}, but the generator
 * minimises `L_G = E log(1 - D(G(z)))`. Its gradient vanishes where the discriminator is sure of
 * the fakes: prefer {@link nonSaturating} unless the original is what you study.
 *
 * Goodfellow et al. 2014, equation 1.
 *
 * @example
 * ```ts
 * import { minimax } from '@ikat/losses';
 * import * as tf from '@tensorflow/tfjs-core';
 *
 * const loss = minimax.generator(tf.zeros([4, 1]));
 * console.log(loss.dataSync()[0]?.toFixed(4)); // -0.6931
 * ```
 */
export const minimax: LabelledAdversarialLoss = /* @__PURE__ */ minimaxAt(1);
