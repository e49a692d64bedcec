import * as tf from '@tensorflow/tfjs-core';

/** Throws unless `value` is a whole number of at least `least`. */
export function checkWhole(name: string, what: string, value: number, least: number): void {
  if (Number.isInteger(value) && value >= least) return;
  throw new RangeError(
    `${name}: expected ${what}, a whole number of at least ${least}, got ${value}.`,
  );
}

/** Throws unless `images` is a tensor [batch, height, width, channels]. */
export function checkImages(name: string, images: unknown): asserts images is tf.Tensor4D {
  if (!(images instanceof tf.Tensor))
    throw new TypeError(`${name}: expected a tensor of images, got ${typeof images}.`);
  if (images.rank !== 4)
    throw new RangeError(
      `${name}: expected images [batch, height, width, channels], got [${images.shape}]. Add the missing axis with tf.expandDims.`,
    );
}
