import { childKey, type Seed } from '@ikat/ops';
import type * as tfl from '@tensorflow/tfjs-layers';

interface Reseedable {
  reseed(seed: Seed): void;
}

function draws(layer: object): layer is Reseedable {
  return 'reseed' in layer && typeof layer.reseed === 'function';
}

/**
 * Starts the random series of every layer that draws (dropout) at a key of its own, the child key of
 * the layer's name.
 *
 * Called before each training step with that step's seed, it makes a resumed training identical. A
 * seed may be a tensor, which is read when the model is next applied, and again until the next call.
 *
 * @param seed a whole number, an int32 scalar, or a `DrawKey` of `@ikat/ops`
 *
 * @example
 * ```ts
 * import { mlpDiscriminator, reseed } from '@ikat/models';
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
export function reseed(model: tfl.LayersModel, seed: Seed): void {
  for (const layer of model.layers) {
    if (draws(layer)) layer.reseed(childKey(seed, layer.name));
  }
}
