import { childKey, correctGradients, type Seed, seededUniform } from '@ikat/ops';
import * as tf from '@tensorflow/tfjs-core';
import { expectAlike, expectTensor, expectWeight } from './check.js';

/** A discriminator as the penalties see it: images (or vectors) in, raw scores of any shape out. */
export type Discriminator<T extends tf.Tensor = tf.Tensor4D> = (images: T) => tf.Tensor;

/** Options of {@link r1} and {@link r2}. */
export interface ScorePenaltyOptions {
  /** @default 10 */
  gamma?: number | undefined;
}

/** Options of {@link wganGp}. */
export interface WganGpOptions {
  /** Draws the mixing ratios: give every step its own, as a number, an int32 scalar or a `DrawKey`. */
  seed: Seed;
  /** @default 10 */
  weight?: number | undefined;
}

/** ||grad_x sum D(x)||^2 of each sample. // [b] */
function squaredNorms<T extends tf.Tensor>(discriminator: Discriminator<T>, x: T): tf.Tensor1D {
  const gradient = tf.grad((images: tf.Tensor) => tf.sum(discriminator(images as T)))(x);
  return tf.sum(tf.reshape(tf.square(gradient), [x.shape[0]!, -1]), 1);
}

function scorePenalty<T extends tf.Tensor>(discriminator: Discriminator<T>, x: T, gamma: number) {
  correctGradients();
  return tf.tidy(() => {
    const mean = tf.mean(squaredNorms(discriminator, x));
    return tf.mul(gamma / 2, mean) as tf.Scalar;
  });
}

/**
 * The R1 penalty: the discriminator's slope at real images.
 *
 * `gamma / 2 E_x ||grad_x D(x)||^2`, the mean over samples of the squared norm over all their
 * values; the scores of a patch discriminator are summed for each image first. It is
 * differentiable with respect to the discriminator's weights. `correctGradients` is called for
 * what it computes; where other losses share the tape, call it before them.
 *
 * Mescheder et al. 2018, equation 9.
 *
 * @param discriminator images to raw scores
 * @param real `[batch, ...]`
 *
 * @example
 * ```ts
 * import { r1 } from '@ikat/losses';
 * import * as tf from '@tensorflow/tfjs-core';
 *
 * const slope = tf.tensor2d([[3], [4]]);
 * const linear = (x: tf.Tensor2D) => tf.matMul(x, slope); // ||grad||^2 = 25
 * console.log(r1(linear, tf.ones([8, 2]), { gamma: 2 }).dataSync()[0]); // 25
 * ```
 */
export function r1<T extends tf.Tensor>(
  discriminator: Discriminator<T>,
  real: T,
  { gamma = 10 }: ScorePenaltyOptions = {},
): tf.Scalar {
  expectTensor('r1', real);
  expectWeight('r1', 'gamma', gamma);
  return scorePenalty(discriminator, real, gamma);
}

/**
 * The R2 penalty: the discriminator's slope at generated images.
 *
 * `gamma / 2 E_z ||grad D(G(z))||^2`; see {@link r1}, which it accompanies in R3GAN.
 *
 * Mescheder et al. 2018, equation 10; Huang et al. 2024.
 *
 * @param discriminator images to raw scores
 * @param fake `[batch, ...]`
 *
 * @example
 * ```ts
 * import { r2 } from '@ikat/losses';
 * import * as tf from '@tensorflow/tfjs-core';
 *
 * const slope = tf.tensor2d([[3], [4]]);
 * const linear = (x: tf.Tensor2D) => tf.matMul(x, slope);
 * console.log(r2(linear, tf.zeros([8, 2]), { gamma: 0.4 }).dataSync()[0]); // 5
 * ```
 */
export function r2<T extends tf.Tensor>(
  discriminator: Discriminator<T>,
  fake: T,
  { gamma = 10 }: ScorePenaltyOptions = {},
): tf.Scalar {
  expectTensor('r2', fake);
  expectWeight('r2', 'gamma', gamma);
  return scorePenalty(discriminator, fake, gamma);
}

/** u x + (1 - u) y with one u in [0, 1) for each sample. */
function mixed<T extends tf.Tensor>(x: T, y: T, seed: Seed): T {
  const [batch, ...rest] = x.shape as [number, ...number[]];
  const ratio = seededUniform([batch, ...rest.map(() => 1)], childKey(seed, 'mix'));
  return tf.add(y, tf.mul(ratio, tf.sub(x, y)));
}

// Inside the root, so that a slope of exactly 0 has the gradient 0 and not NaN.
const TINY = 1e-12;

/**
 * The gradient penalty of WGAN-GP: the critic's slope between reals and fakes is drawn to 1.
 *
 * `weight E (||grad D(m)|| - 1)^2` at `m = u x + (1 - u) G(z)`, with one u, uniform in [0, 1),
 * for each sample, drawn from `seed`. Differentiable with respect to the critic's weights; the
 * critic must not use batch normalisation.
 *
 * Gulrajani et al. 2017, equation 3.
 *
 * @param discriminator images to raw scores
 * @param real `[batch, ...]`
 * @param fake of the same shape
 * @throws RangeError if the shapes differ
 *
 * @example
 * ```ts
 * import { wganGp } from '@ikat/losses';
 * import * as tf from '@tensorflow/tfjs-core';
 *
 * const slope = tf.tensor2d([[3], [4]]);
 * const linear = (x: tf.Tensor2D) => tf.matMul(x, slope); // ||grad|| = 5
 * const penalty = wganGp(linear, tf.ones([8, 2]), tf.zeros([8, 2]), { seed: 1 });
 * console.log(penalty.dataSync()[0]?.toFixed(3)); // 160.000
 * ```
 */
export function wganGp<T extends tf.Tensor>(
  discriminator: Discriminator<T>,
  real: T,
  fake: T,
  { seed, weight = 10 }: WganGpOptions,
): tf.Scalar {
  expectAlike('wganGp', real, fake);
  expectWeight('wganGp', 'weight', weight);
  correctGradients();
  return tf.tidy(() => {
    const norms = tf.sqrt(tf.add(squaredNorms(discriminator, mixed(real, fake, seed)), TINY));
    return tf.mul(weight, tf.mean(tf.square(tf.sub(norms, 1)))) as tf.Scalar;
  });
}
