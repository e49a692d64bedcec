import * as tf from '@tensorflow/tfjs-core';

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

/** Throws unless `value` is a whole number of at least `least`. */
export function checkWhole(name: string, value: number, least: number): void {
  if (Number.isInteger(value) && value >= least) return;
  throw new RangeError(`${name}: expected a whole number of at least ${least}, got ${value}.`);
}
