import { childKey, type DrawKey, type Seed } from './draw-key.js';

/** A layer that draws: it takes a key and starts its series of draws there. */
interface DrawingLayer {
  reseed(key: DrawKey): void;
}

const draws = (layer: object): layer is DrawingLayer =>
  'reseed' in layer && typeof layer.reseed === 'function';

const isNetwork = (layer: object): layer is { layers: readonly object[] } =>
  'layers' in layer && Array.isArray(layer.layers);

const layersOf = ({ layers }: { layers: readonly object[] }): object[] =>
  layers.flatMap((layer) => (isNetwork(layer) ? layersOf(layer) : [layer]));

/**
 * Starts the random series of every layer that draws (that has a method `reseed`, such as dropout)
 * at a key of its own, by its place in the network; layers of nested networks included.
 *
 * Called before each training step with that step's seed, it makes a resumed training identical. A
 * seed that is a tensor is read whenever the network is applied in training, until the next call.
 *
 * @param network a layers model
 * @param seed a whole number, an int32 scalar, or a {@link DrawKey}
 *
 * @example
 * ```ts
 * import { mlpDiscriminator } from '@ikat/models';
 * import { reseed } from '@ikat/ops';
 * import * as tf from '@tensorflow/tfjs-core';
 *
 * const discriminator = mlpDiscriminator({ seed: 1 });
 * const score = () => {
 *   reseed(discriminator, 7);
 *   return tf.tidy(() => {
 *     const scores = discriminator.apply(tf.ones([1, 28, 28, 1]), { training: true });
 *     return (scores as tf.Tensor).dataSync()[0];
 *   });
 * };
 * console.log(score() === score()); // true
 * ```
 */
export function reseed(network: { readonly layers: readonly object[] }, seed: Seed): void {
  for (const [place, layer] of layersOf(network).entries()) {
    if (draws(layer)) layer.reseed(childKey(seed, `layer ${place}`));
  }
}
