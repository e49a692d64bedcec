import * as tf from '@tensorflow/tfjs-core';
import type { AdversarialLoss } from './adversarial-loss.js';
import { expectTensor } from './check.js';

/**
 * The Wasserstein game: the critic's scores estimate the distance between fakes and reals.
 *
 * `L_D = E D(G(z)) - E D(x)` and `L_G = -E D(G(z))`. It needs a 1-Lipschitz critic: add
 * `wganGp`.
 *
 * Arjovsky et al. 2017, section 3.
 *
 * @example
 * ```ts
 * import { wasserstein } from '@ikat/losses';
 * import * as tf from '@tensorflow/tfjs-core';
 *
 * const loss = wasserstein.discriminator(tf.tensor1d([3, 5]), tf.tensor1d([1, 1]));
 * console.log(loss.dataSync()[0]); // -3
 * ```
 */
export const wasserstein: AdversarialLoss = {
  discriminator(real, fake) {
    expectTensor('wasserstein.discriminator', real);
    expectTensor('wasserstein.discriminator', fake);
    return tf.tidy(() => tf.sub(tf.mean(fake), tf.mean(real)) as tf.Scalar);
  },
  generator(fake) {
    expectTensor('wasserstein.generator', fake);
    return tf.tidy(() => tf.neg(tf.mean(fake)) as tf.Scalar);
  },
};
