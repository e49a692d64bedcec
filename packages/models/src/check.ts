import * as tf from '@tensorflow/tfjs-core';

/** Throws unless an option is a whole number of at least `least`. */
export function checkWhole(name: string, value: number, least: number): void {
  if (Number.isInteger(value) && value >= least) return;
  throw new RangeError(`${name}: expected a whole number of at least ${least}, got ${value}.`);
}

/** Throws unless an option is one of the given words. */
export function checkWord(name: string, value: string, words: readonly string[]): void {
  if (words.includes(value)) return;
  throw new RangeError(`${name}: expected one of ${words.join(', ')}, got ${value}.`);
}

/** Throws unless an option is a number in [0, 1). */
export function checkRate(name: string, value: number): void {
  if (value >= 0 && value < 1) return;
  throw new RangeError(`${name}: expected a number in [0, 1), got ${value}.`);
}

export const normalisations = ['instance', 'batch', 'none'] as const;
export const upsamplings = ['resize', 'bilinear', 'blur', 'transposed'] as const;

/** Throws unless `x` is a tensor of images, [batch, height, width, channels]. */
export function checkImages(name: string, x: unknown): asserts x is tf.Tensor4D {
  if (!(x instanceof tf.Tensor)) {
    throw new TypeError(`${name}: expected a tensor of images, got ${typeof x}.`);
  }
  if (x.rank !== 4) {
    throw new RangeError(
      `${name}: expected images [batch, height, width, channels], got [${x.shape}]. Add the missing axes with tf.expandDims or tf.reshape.`,
    );
  }
}
