import * as tf from '@tensorflow/tfjs-core';

/** Throws unless `value` is a whole number of at least `least`. */
export function checkWhole(name: string, what: string, value: number, least: number): void {
  if (Number.isInteger(value) && value >= least) return;
  throw new RangeError(
    `${name}: expected ${what}, a whole number of at least ${least}, got ${value}.`,
  );
}

/** Throws if a square of `size` pixels a side has more than `maxPixels` pixels. */
export function checkSize(name: string, size: number, maxPixels: number): void {
  checkWhole(name, 'a size', size, 1);
  if (size * size <= maxPixels) return;
  const most = Math.floor(Math.sqrt(maxPixels));
  throw new RangeError(
    `${name}: expected a size of at most ${most} (maxPixels is ${maxPixels}), got ${size}. Lower the size, or raise maxPixels.`,
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
