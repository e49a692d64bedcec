import * as tf from '@tensorflow/tfjs-core';

/** `[1,8,8,3]`, as messages print a shape. */
export const shapeText = (shape: readonly number[]) => `[${shape.join(',')}]`;

/** Refuses what is not a tensor. */
export function expectTensor(name: string, value: unknown): void {
  if (value instanceof tf.Tensor) return;
  const kind = value === null ? 'null' : typeof value;
  throw new TypeError(`${name}: expected a tensor, got ${kind}. Wrap numbers in tf.tensor().`);
}

/** Refuses two shapes that are not one: nothing here broadcasts. */
export function expectSameShape(name: string, a: readonly number[], b: readonly number[]): void {
  if (a.length === b.length && a.every((size, axis) => size === b[axis])) return;
  throw new RangeError(
    `${name}: expected tensors of one shape, got ${shapeText(a)} and ${shapeText(b)}. ` +
      'Resize or reshape one of them: losses never broadcast.',
  );
}

/** Refuses two tensors that do not have one shape. */
export function expectAlike(name: string, a: tf.Tensor, b: tf.Tensor): void {
  expectTensor(name, a);
  expectTensor(name, b);
  expectSameShape(name, a.shape, b.shape);
}

/** Refuses all but images or maps `[batch, height, width, channels]`. */
export function expectImages(name: string, image: tf.Tensor): void {
  expectTensor(name, image);
  if (image.rank === 4) return;
  throw new RangeError(
    `${name}: expected [batch, height, width, channels], got ${shapeText(image.shape)}. ` +
      'Add the batch axis with tf.expandDims(image, 0).',
  );
}

/** Refuses weights that are not finite or below zero. */
export function expectWeight(name: string, option: string, value: number): void {
  if (Number.isFinite(value) && value >= 0) return;
  throw new RangeError(
    `${name}: expected ${option} of 0 or more, got ${value}. Penalties are added to a loss, never taken away.`,
  );
}

type Statistics = { mean: tf.Tensor; covariance: tf.Tensor };

/** Refuses channel statistics that do not belong together, or of several targets for one image. */
export function expectStatistics(name: string, images: Statistics, target: Statistics): void {
  for (const moment of ['mean', 'covariance'] as const) {
    expectTensor(name, images[moment]);
    expectTensor(name, target[moment]);
  }
  const [batch, channels] = images.mean.shape;
  const [targets, targetChannels] = target.mean.shape;
  if (channels === targetChannels && (targets === 1 || targets === batch)) return;
  throw new RangeError(
    `${name}: expected statistics of the same channels and of 1 target or ${batch}, got means ` +
      `${shapeText(images.mean.shape)} and ${shapeText(target.mean.shape)}. ` +
      'Take both from the same layer.',
  );
}
