import { patchDiscriminator, resnetGenerator } from '@ikat/models';
import { randomSource } from '@ikat/random';
import * as tf from '@tensorflow/tfjs-core';

/** Networks for 16 x 16 pictures that a test can train in no time. */
export const smallGenerator = (seed: number, dropout = false) =>
  resnetGenerator({ filters: 2, blocks: 1, dropout, seed });

export const smallDiscriminator = (seed: number) =>
  patchDiscriminator({ filters: 2, layers: 1, seed });

export const cycleNetworks = (seed = 1, dropout = false) => ({
  generatorAB: smallGenerator(seed, dropout),
  generatorBA: smallGenerator(seed + 1, dropout),
  discriminatorA: smallDiscriminator(seed + 2),
  discriminatorB: smallDiscriminator(seed + 3),
});

export const dualNetworks = (seed = 1, dropout = false) => ({
  sourceGenerator: smallGenerator(seed, dropout),
  sourceDiscriminator: smallDiscriminator(seed + 1),
  targetGenerator: smallGenerator(seed + 2, dropout),
  targetDiscriminator: smallDiscriminator(seed + 3),
});

/** Pictures [batch, size, size, 3] drawn from a seed. */
export const pictures = (seed: number, batch = 1, size = 16): tf.Tensor4D =>
  tf.tensor4d(randomSource(seed).uniforms(batch * size * size * 3, -1, 1), [batch, size, size, 3]);

export const unpaired = (seed: number) => ({ a: pictures(seed), b: pictures(seed + 1000) });
