import * as tf from '@tensorflow/tfjs-core';
import type { LabelledAdversarialLoss } from './adversarial-loss.js';
import { expectTensor } from './check.js';

const meanSquare = (x: tf.Tensor) => tf.mean(tf.square(x));

function lsganAt(realLabel: number): LabelledAdversarialLoss {
  return {
    discriminator(real, fake) {
      expectTensor('lsgan.discriminator', real);
      expectTensor('lsgan.discriminator', fake);
      return tf.tidy(() => {
        const both = tf.add(meanSquare(tf.sub(real, realLabel)), meanSquare(fake));
        return tf.mul(0.5, both) as tf.Scalar;
      });
    },
    generator(fake) {
      expectTensor('lsgan.generator', fake);
      return tf.tidy(() => meanSquare(tf.sub(fake, 1)) as tf.Scalar);
    },
    withRealLabel: lsganAt,
  };
}

/**
 * The least-squares game: scores are drawn to 1 for real and to 0 for fake.
 *
 * `L_D = 0.5 (E (D(x) - 1)^2 + E D(G(z))^2)` and `L_G = E (D(G(z)) - 1)^2`. The halves are
 * CycleGAN's: the discriminator has one (it learns at half the rate), the generator has none,
 * unlike equation 9 of the paper.
 *
 * Mao et al. 2017; Zhu et al. 2017, section 4.
 *
 * @example
 * ```ts
 * import { lsgan } from '@ikat/losses';
 * import * as tf from '@tensorflow/tfjs-core';
 *
 * const perfect = lsgan.discriminator(tf.ones([2, 4, 4, 1]), tf.zeros([2, 4, 4, 1]));
 * console.log(perfect.dataSync()[0]); // 0
 * ```
 */
export const lsgan: LabelledAdversarialLoss = /* @__PURE__ */ lsganAt(1);
