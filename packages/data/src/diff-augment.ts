import { childKey, type DrawKey, drawKey, type Seed, seededUniform } from '@ikat/ops';
import * as tf from '@tensorflow/tfjs-core';
import { changeColors, cutHoles, shiftImages } from './augmentation-moves.js';
import { checkImages } from './check.js';

/** One kind of augmentation: what it draws follows from the key alone. */
export type Augmentation = (images: tf.Tensor4D, key: DrawKey) => tf.Tensor4D;

/** What {@link diffAugment} takes. */
export interface DiffAugmentOptions {
  /** What is done, in this order. @default [colorJitter, translation, cutout] */
  policy?: readonly Augmentation[] | undefined;
  /**
   * A whole number, an int32 scalar or a `DrawKey` of `@ikat/ops`. The same seed and batch size give
   * the same draws: use one for a step's real and fake images. @default 0
   */
  seed?: Seed | undefined;
}

/** A draw for each image of the batch, uniform in [low, high). */
const each = (images: tf.Tensor4D, key: DrawKey, [low, high]: readonly [number, number]) =>
  tf.add(tf.mul(seededUniform([images.shape[0]], key), high - low), low);

/** A whole number for each image, uniform in [low, low + count). */
const whole = (images: tf.Tensor4D, key: DrawKey, [low, count]: readonly [number, number]) =>
  tf.add(tf.floor(tf.mul(seededUniform([images.shape[0]], key), count)), low);

/**
 * Changes brightness by U(-0.5, 0.5), saturation by a factor of U(0, 2) around the mean of a pixel's
 * channels, contrast by a factor of U(0.5, 1.5) around the mean of the image.
 *
 * @example
 * ```ts
 * import { colorJitter, diffAugment } from '@ikat/data';
 * import * as tf from '@tensorflow/tfjs-core';
 *
 * const images: tf.Tensor4D = tf.ones([2, 16, 16, 3]);
 * console.log(diffAugment(images, { policy: [colorJitter] }).shape.join(' ')); // 2 16 16 3
 * ```
 */
export const colorJitter: Augmentation = (images, key) =>
  changeColors(images, {
    brightness: each(images, childKey(key, 'brightness'), [-0.5, 0.5]),
    saturation: each(images, childKey(key, 'saturation'), [0, 2]),
    contrast: each(images, childKey(key, 'contrast'), [0.5, 1.5]),
  });

/** -room to room, both included. */
const around = (room: number) => [-room, 2 * room + 1] as const;

/**
 * Shifts by up to an eighth of the size, whole pixels, over zeros.
 *
 * @example
 * ```ts
 * import { diffAugment, translation } from '@ikat/data';
 * import * as tf from '@tensorflow/tfjs-core';
 *
 * const images: tf.Tensor4D = tf.ones([2, 16, 16, 3]);
 * console.log(diffAugment(images, { policy: [translation] }).shape.join(' ')); // 2 16 16 3
 * ```
 */
export const translation: Augmentation = (images, key) => {
  const [, height, width] = images.shape;
  const down = whole(images, childKey(key, 'down'), around(Math.floor(height / 8)));
  const right = whole(images, childKey(key, 'right'), around(Math.floor(width / 8)));
  return shiftImages(images, down, right);
};

/** Where a hole of half the size may start, so that its middle is anywhere in the image. */
function starts(size: number): readonly [low: number, count: number] {
  const half = Math.floor(size / 2);
  return [-Math.floor(half / 2), size + 1 - (half % 2)];
}

/**
 * Sets a square of half the size at a random place to zero.
 *
 * @example
 * ```ts
 * import { cutout, diffAugment } from '@ikat/data';
 * import * as tf from '@tensorflow/tfjs-core';
 *
 * const images: tf.Tensor4D = tf.ones([2, 16, 16, 3]);
 * console.log(diffAugment(images, { policy: [cutout] }).shape.join(' ')); // 2 16 16 3
 * ```
 */
export const cutout: Augmentation = (images, key) => {
  const [, height, width] = images.shape;
  const top = whole(images, childKey(key, 'top'), starts(height));
  const left = whole(images, childKey(key, 'left'), starts(width));
  return cutHoles(images, top, left);
};

const standard: readonly Augmentation[] = [colorJitter, translation, cutout];

/**
 * Augments what a discriminator sees, real and generated alike, so that it cannot learn few images
 * by heart: colour, translation, cutout. Gradients flow through it to the generator, to second order
 * for gradient penalties. It is made of tensor operations only: a compiled graph whose seed is a
 * tensor draws anew in every step.
 *
 * @param images `[batch, height, width, channels]` in [-1, 1]; every image gets draws of its own
 * @returns images of the same shape; brighter or darker ones may leave [-1, 1], as in the paper
 * @throws TypeError or RangeError if `images` is no such tensor
 *
 * @see Zhao et al. 2020, Differentiable augmentation for data-efficient GAN training
 *
 * @example
 * ```ts
 * import { cutout, diffAugment, translation } from '@ikat/data';
 * import * as tf from '@tensorflow/tfjs-core';
 *
 * const images: tf.Tensor4D = tf.ones([2, 16, 16, 3]);
 * const augmented = diffAugment(images, { policy: [translation, cutout], seed: 7 });
 * console.log(augmented.shape.join(' ')); // 2 16 16 3
 * ```
 */
export function diffAugment(
  images: tf.Tensor4D,
  { policy = standard, seed = 0 }: DiffAugmentOptions = {},
): tf.Tensor4D {
  checkImages('diffAugment', images);
  const key = drawKey(seed);
  return tf.tidy(() =>
    policy.reduce(
      (result, augment, place) => augment(result, childKey(key, `augmentation ${place}`)),
      tf.clone(images),
    ),
  );
}
