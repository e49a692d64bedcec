import * as tf from '@tensorflow/tfjs-core';
import type { LayersModel } from '@tensorflow/tfjs-layers';

const text = (shape: readonly (number | null)[]) =>
  `[${shape.map((size) => size ?? 'any').join(',')}]`;

const fits = (wanted: readonly (number | null)[], shape: readonly number[]) =>
  wanted.length === shape.length &&
  wanted.every((size, axis) => size === null || size === shape[axis]);

/** Refuses a batch that a network does not take. */
export function expectBatch(where: string, images: unknown, network: LayersModel): void {
  const wanted = network.inputs[0]!.shape;
  if (!(images instanceof tf.Tensor)) {
    throw new TypeError(
      `${where}: expected a tensor of images ${text(wanted)}, got ${images === null ? 'null' : typeof images}. ` +
        'The batches must have the form that this step is made for.',
    );
  }
  if (!fits(wanted, images.shape)) {
    throw new RangeError(
      `${where}: expected images ${text(wanted)}, got ${text(images.shape)}. ` +
        'Resize or crop them, or make the network for this size.',
    );
  }
}

/** Refuses an option outside a closed range. */
export function expectBetween(
  where: string,
  value: number,
  [low, high]: readonly [number, number],
): void {
  if (value >= low && value <= high) return;
  const range = high === Number.POSITIVE_INFINITY ? `of at least ${low}` : `from ${low} to ${high}`;
  throw new RangeError(`${where}: expected a number ${range}, got ${value}.`);
}

/** Refuses negative weights of losses. */
export function expectWeights(where: string, weights: Record<string, number>): void {
  for (const [name, weight] of Object.entries(weights)) {
    expectBetween(`${where}: ${name}`, weight, [0, Number.POSITIVE_INFINITY]);
  }
}
