import { childKey, type DrawKey, type Seed } from '@ikat/ops';
import type * as tf from '@tensorflow/tfjs-core';
import type { LayersModel } from '@tensorflow/tfjs-layers';
import { layersOf } from './network-variables.js';

/** Applies a network in training; what its layers draw follows from the seed of the pass. */
export type NetworkPass = (network: LayersModel, input: tf.Tensor | tf.Tensor[]) => tf.Tensor4D;

interface Reseedable {
  reseed(key: DrawKey): void;
}

const isReseedable = (layer: object): layer is Reseedable =>
  'reseed' in layer && typeof layer.reseed === 'function';

function reseed(network: LayersModel, key: DrawKey): void {
  for (const [index, layer] of layersOf(network).entries()) {
    if (isReseedable(layer)) layer.reseed(childKey(key, `layer ${index}`));
  }
}

/** The passes of one step: each gets a child key of its own, in order. */
export function networkPasses(seed: Seed): NetworkPass {
  let passes = 0;
  return (network, input) => {
    reseed(network, childKey(seed, `pass ${passes++}`));
    const output = network.apply(input, { training: true }) as tf.Tensor4D;
    reseed(network, { seed: 0 }); // a seed that is a tensor ends with the step
    return output;
  };
}
