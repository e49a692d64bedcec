import type * as tf from '@tensorflow/tfjs-core';

/**
 * The two sides of an adversarial game, as functions of raw discriminator scores of any shape.
 *
 * Scores are what the discriminator gives before any sigmoid: `[batch, 1]`, or
 * `[batch, height, width, 1]` from a discriminator of patches. Every result is a mean over all
 * scores, a scalar that belongs to the caller. All losses of this package that judge scores have
 * this type, so one stands where another stood.
 */
export interface AdversarialLoss {
  /** What the discriminator minimises. */
  discriminator(real: tf.Tensor, fake: tf.Tensor): tf.Scalar;
  /** What the generator minimises; relativistic losses need the real scores as well. */
  generator(fake: tf.Tensor, real?: tf.Tensor): tf.Scalar;
}

/** An adversarial loss that compares the scores with labels, 1 for real and 0 for fake. */
export interface LabelledAdversarialLoss extends AdversarialLoss {
  /** The same game with another label for real images, which only the discriminator sees. */
  withRealLabel(realLabel: number): LabelledAdversarialLoss;
}
