import * as tf from '@tensorflow/tfjs-core';
import type { AdversarialLoss } from './adversarial-loss.js';
import { expectAlike, expectTensor } from './check.js';

const meanSoftplus = (x: tf.Tensor) => tf.mean(tf.softplus(x));

function requireReal(name: string, real: tf.Tensor | undefined): tf.Tensor {
  if (real !== undefined) return real;
  throw new TypeError(
    `${name}: expected the scores of real images as second argument, got undefined. ` +
      'A relativistic generator is judged against them: call generator(fake, real).',
  );
}

/**
 * The relativistic paired game: each real score is compared with the fake score of its place.
 *
 * `L_D = E softplus(-(D(x) - D(G(z))))` and `L_G = E softplus(-(D(G(z)) - D(x)))`. Both sides
 * take scores of one shape, and the generator needs the real ones. With `r1` and `r2` this is
 * the loss of R3GAN.
 *
 * Jolicoeur-Martineau 2018; Huang et al. 2024, section 2.
 *
 * @example
 * ```ts
 * import { relativistic } from '@ikat/losses';
 * import * as tf from '@tensorflow/tfjs-core';
 *
 * const [real, fake] = [tf.tensor1d([7, 9]), tf.tensor1d([7, 9])];
 * console.log(relativistic.generator(fake, real).dataSync()[0]?.toFixed(4)); // 0.6931
 * ```
 */
export const relativistic: AdversarialLoss = {
  discriminator(real, fake) {
    expectAlike('relativistic.discriminator', real, fake);
    return tf.tidy(() => meanSoftplus(tf.sub(fake, real)) as tf.Scalar);
  },
  generator(fake, real) {
    const reference = requireReal('relativistic.generator', real);
    expectAlike('relativistic.generator', fake, reference);
    return tf.tidy(() => meanSoftplus(tf.sub(reference, fake)) as tf.Scalar);
  },
};

// softplus(-(upper - mean lower)) + softplus(lower - mean upper)
const averageGame = (upper: tf.Tensor, lower: tf.Tensor) =>
  tf.tidy(() => {
    const above = meanSoftplus(tf.sub(tf.mean(lower), upper));
    return tf.add(above, meanSoftplus(tf.sub(lower, tf.mean(upper)))) as tf.Scalar;
  });

/**
 * The relativistic average game: each score is compared with the mean of the other side.
 *
 * `L_D = E softplus(-(D(x) - E D(G(z)))) + E softplus(D(G(z)) - E D(x))`; `L_G` is the same with
 * real and fake exchanged. The means are over all scores, patches included; the generator needs
 * the real ones.
 *
 * Jolicoeur-Martineau 2018, section 4.
 *
 * @example
 * ```ts
 * import { relativisticAverage } from '@ikat/losses';
 * import * as tf from '@tensorflow/tfjs-core';
 *
 * const scores = tf.fill([4, 1], 3);
 * console.log(relativisticAverage.discriminator(scores, scores).dataSync()[0]?.toFixed(4)); // 1.3863
 * ```
 */
export const relativisticAverage: AdversarialLoss = {
  discriminator(real, fake) {
    expectTensor('relativisticAverage.discriminator', real);
    expectTensor('relativisticAverage.discriminator', fake);
    return averageGame(real, fake);
  },
  generator(fake, real) {
    const reference = requireReal('relativisticAverage.generator', real);
    expectTensor('relativisticAverage.generator', fake);
    expectTensor('relativisticAverage.generator', reference);
    return averageGame(fake, reference);
  },
};
