import { patchDiscriminator, resnetGenerator } from '@ikat/models';
import { childKey, type DrawKey, seededUniform } from '@ikat/ops';
import { randomSource } from '@ikat/random';
import * as tf from '@tensorflow/tfjs-core';
import * as tfl from '@tensorflow/tfjs-layers';

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

export const styleNetworks = (seed = 1, dropout = false) => ({
  generator: smallGenerator(seed, dropout),
  discriminator: smallDiscriminator(seed + 1),
});

/** Pictures [batch, size, size, 3] drawn from a seed. */
export const pictures = (seed: number, batch = 1, size = 16): tf.Tensor4D =>
  tf.tensor4d(randomSource(seed).uniforms(batch * size * size * 3, -1, 1), [batch, size, size, 3]);

export const unpaired = (seed: number) => ({ a: pictures(seed), b: pictures(seed + 1000) });

/** Dropout as the steps know it: by its `reseed` only. */
class SeededDropout extends tfl.layers.Layer {
  static readonly className = 'TestDropout';
  private key: DrawKey = { seed: 0 };
  private calls = 0;

  reseed(key: DrawKey): void {
    this.key = key;
    this.calls = 0;
  }

  override call(inputs: tf.Tensor | tf.Tensor[], { training = false } = {}): tf.Tensor {
    const x = Array.isArray(inputs) ? inputs[0]! : inputs;
    if (!training) return tf.clone(x);
    const draws = seededUniform(x.shape, childKey(this.key, `${this.calls++}`));
    return tf.mul(x, tf.step(tf.sub(draws, 0.3)));
  }
}

const dense = (units: number, seed: number, inputShape?: number[]) =>
  tfl.layers.dense({
    units,
    kernelInitializer: tfl.initializers.glorotUniform({ seed }),
    ...(inputShape && { inputShape }),
  });

/** A GAN of points: noise [1] to [1, 1, 2], as small as one can be. */
export function pointNetworks({ dropout = false } = {}) {
  const generator = tfl.sequential();
  generator.add(dense(8, 1, [1]));
  generator.add(tfl.layers.activation({ activation: 'tanh' }));
  generator.add(dense(2, 2));
  generator.add(tfl.layers.reshape({ targetShape: [1, 1, 2] }));
  const discriminator = tfl.sequential();
  discriminator.add(tfl.layers.reshape({ targetShape: [2], inputShape: [1, 1, 2] }));
  discriminator.add(dense(16, 3));
  discriminator.add(tfl.layers.activation({ activation: 'tanh' }));
  if (dropout) discriminator.add(new SeededDropout({}));
  discriminator.add(dense(1, 4));
  return { generator, discriminator };
}
