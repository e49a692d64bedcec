import * as tf from '@tensorflow/tfjs-core';

/**
 * The two sides of an adversarial game, as functions of raw discriminator scores of any shape.
 * Every result is a mean over all scores: a scalar that belongs to the caller.
 */
export interface AdversarialLoss {
  /** What the discriminator minimises. */
  discriminator(real: tf.Tensor, fake: tf.Tensor): tf.Scalar;
  /** What the generator minimises; relativistic losses need the real scores as well. */
  generator(fake: tf.Tensor, real?: tf.Tensor): tf.Scalar;
}

const meanSoftplus = (x: tf.Tensor) => tf.mean(tf.softplus(x)) as tf.Scalar;

/**
 * The source's losses on raw scores s, D = sigmoid(s).
 *
 * `L_D = -E log D(x) - E log(1 - D(G(z)))` and `L_G = -E log D(G(z))`, computed as softplus so
 * that scores of +-100 stay finite.
 */
export const nonSaturating: AdversarialLoss = {
  discriminator: (real, fake) =>
    tf.tidy(() => tf.add(meanSoftplus(tf.neg(real)), meanSoftplus(fake)) as tf.Scalar),
  generator: (fake) => tf.tidy(() => meanSoftplus(tf.neg(fake))),
};
