import { childSeed, type RandomSource, randomSource } from '@ikat/random';
import * as tf from '@tensorflow/tfjs-core';
import { checkImages } from './check.js';

/** One kind of augmentation: as many draws for a batch as its size asks for, the same at each call. */
export type Augmentation = (images: tf.Tensor4D, random: RandomSource) => tf.Tensor4D;

/** What {@link diffAugment} takes. */
export interface DiffAugmentOptions {
  /** What is done, in this order. @default [colorJitter, translation, cutout] */
  policy?: readonly Augmentation[] | undefined;
  /** The same seed and batch size give the same draws: use one for a step's real and fake images. @default 0 */
  seed?: number | undefined;
}

/** A constant for each image of the batch, uniform in [low, high). */
const each = (images: tf.Tensor4D, random: RandomSource, [low, high]: readonly [number, number]) =>
  tf.tensor4d(random.uniforms(images.shape[0], low, high), [images.shape[0], 1, 1, 1]);

/** x' = mean + (x - mean) s */
const spread = (images: tf.Tensor4D, mean: tf.Tensor, factor: tf.Tensor) =>
  tf.add(mean, tf.mul(tf.sub(images, mean), factor)) as tf.Tensor4D;

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
export const colorJitter: Augmentation = (images, random) => {
  const bright = tf.add(images, each(images, random, [-0.5, 0.5])) as tf.Tensor4D;
  const saturated = spread(bright, tf.mean(bright, 3, true), each(images, random, [0, 2]));
  return spread(saturated, tf.mean(saturated, [1, 2, 3], true), each(images, random, [0.5, 1.5]));
};

/** A whole number uniform in [-room, room]. */
const shift = (random: RandomSource, room: number) => random.integer(2 * room + 1) - room;

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
export const translation: Augmentation = (images, random) => {
  const [count, height, width, channels] = images.shape;
  const moved = Array.from({ length: count }, (_, row) => {
    const down = shift(random, Math.floor(height / 8));
    const right = shift(random, Math.floor(width / 8));
    const kept = tf.slice(
      images,
      [row, Math.max(0, -down), Math.max(0, -right), 0],
      [1, height - Math.abs(down), width - Math.abs(right), channels],
    );
    return tf.pad(kept, [
      [0, 0],
      [Math.max(0, down), Math.max(0, -down)],
      [Math.max(0, right), Math.max(0, -right)],
      [0, 0],
    ]);
  });
  return tf.concat(moved, 0);
};

/** Where a hole of half the size lies whose middle is anywhere in the image. */
function hole(random: RandomSource, size: number): readonly [start: number, end: number] {
  const half = Math.floor(size / 2);
  const start = random.integer(size + 1 - (half % 2)) - Math.floor(half / 2);
  return [Math.max(0, start), Math.min(size, start + half)];
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
export const cutout: Augmentation = (images, random) => {
  const [count, height, width] = images.shape;
  const mask = new Float32Array(count * height * width).fill(1);
  for (let row = 0; row < count; row++) {
    const [top, bottom] = hole(random, height);
    const [left, right] = hole(random, width);
    for (let y = top; y < bottom; y++) {
      const line = (row * height + y) * width;
      mask.fill(0, line + left, line + right);
    }
  }
  return tf.mul(images, tf.tensor4d(mask, [count, height, width, 1]));
};

const standard: readonly Augmentation[] = [colorJitter, translation, cutout];

/**
 * Augments what a discriminator sees, real and generated alike, so that it cannot learn few images
 * by heart: colour, translation, cutout. Gradients flow through it to the generator, to second order
 * for gradient penalties.
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
  return tf.tidy(() =>
    policy.reduce(
      (result, augment, place) =>
        augment(result, randomSource(childSeed(seed, `augmentation ${place}`))),
      tf.clone(images),
    ),
  );
}
