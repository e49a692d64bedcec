import { childSeed } from '@ikat/random';
import type * as tf from '@tensorflow/tfjs-core';
import type { LayersModel } from '@tensorflow/tfjs-layers';
import { layersOf } from './network-variables.js';

/** Applies a network in training; what its layers draw follows from the seed of the pass. */
export type NetworkPass = (network: LayersModel, input: tf.Tensor | tf.Tensor[]) => tf.Tensor4D;

interface Reseedable {
  reseed(seed: number): void;
}

const isReseedable = (layer: object): layer is Reseedable =>
  'reseed' in layer && typeof layer.reseed === 'function';

function reseed(network: LayersModel, seed: number): void {
  for (const [index, layer] of layersOf(network).entries()) {
    if (isReseedable(layer)) layer.reseed(childSeed(seed, `layer ${index}`));
  }
}

/** The passes of one step: each gets a child seed of its own, in order. */
export function networkPasses(stepSeed: number): NetworkPass {
  let passes = 0;
  return (network, input) => {
    reseed(network, childSeed(stepSeed, `pass ${passes++}`));
    return network.apply(input, { training: true }) as tf.Tensor4D;
  };
}
