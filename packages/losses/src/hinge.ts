import * as tf from '@tensorflow/tfjs-core';
import type { AdversarialLoss } from './adversarial-loss.js';
import { expectTensor } from './check.js';

/**
 * The hinge game: the discriminator stops pushing scores that are beyond the margin of 1.
 *
 * `L_D = E max(0, 1 - D(x)) + E max(0, 1 + D(G(z)))` and `L_G = -E D(G(z))`.
 *
 * Lim and Ye 2017; Miyato et al. 2018, equations 16 and 17.
 *
 * @example
 * ```ts
 * import { hinge } from '@ikat/losses';
 * import * as tf from '@tensorflow/tfjs-core';
 *
 * const loss = hinge.discriminator(tf.tensor1d([2, 0.5]), tf.tensor1d([-3, -0.5]));
 * console.log(loss.dataSync()[0]); // 0.5
 * ```
 */
export const hinge: AdversarialLoss = {
  discriminator(real, fake) {
    expectTensor('hinge.discriminator', real);
    expectTensor('hinge.discriminator', fake);
    return tf.tidy(() => {
      const reals = tf.mean(tf.relu(tf.sub(1, real)));
      return tf.add(reals, tf.mean(tf.relu(tf.add(1, fake)))) as tf.Scalar;
    });
  },
  generator(fake) {
    expectTensor('hinge.generator', fake);
    return tf.tidy(() => tf.neg(tf.mean(fake)) as tf.Scalar);
  },
};
