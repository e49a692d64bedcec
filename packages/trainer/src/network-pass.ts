import { childKey, reseed, type Seed } from '@ikat/ops';
import type * as tf from '@tensorflow/tfjs-core';
import type { LayersModel } from '@tensorflow/tfjs-layers';

/** Applies a network in training; what its layers draw follows from the seed of the pass. */
export type NetworkPass = (network: LayersModel, input: tf.Tensor | tf.Tensor[]) => tf.Tensor4D;

/** The passes of one step: each gets a child key of its own, in order. */
export function networkPasses(seed: Seed): NetworkPass {
  let passes = 0;
  return (network, input) => {
    reseed(network, childKey(seed, `pass ${passes++}`));
    const output = network.apply(input, { training: true }) as tf.Tensor4D;
    reseed(network, 0); // a seed that is a tensor ends with the step
    return output;
  };
}
