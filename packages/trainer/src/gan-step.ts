import { type AdversarialLoss, nonSaturating } from '@ikat/losses';
import { childSeed, randomSource } from '@ikat/random';
import * as tf from '@tensorflow/tfjs-core';
import type { LayersModel } from '@tensorflow/tfjs-layers';
import { adam } from './adam.js';

export interface GanNetworks {
  generator: LayersModel;
  discriminator: LayersModel;
}

const variables = (model: LayersModel) =>
  Object.fromEntries(model.trainableWeights.map((w) => [w.originalName, w.read() as tf.Variable]));

export function ganStep(
  { generator, discriminator }: GanNetworks,
  { adversarial = nonSaturating as AdversarialLoss, seed = 0 } = {},
) {
  const generatorAdam = adam(variables(generator));
  const discriminatorAdam = adam(variables(discriminator));
  let steps = 0;
  return (real: tf.Tensor4D): Record<'generator' | 'discriminator', tf.Scalar> => {
    const draw = randomSource(childSeed(seed, `step ${steps++}`));
    const noise = () => tf.tensor2d(draw.normals(real.shape[0] * 100), [real.shape[0], 100]);
    const apply = (model: LayersModel, x: tf.Tensor) =>
      model.apply(x, { training: true }) as tf.Tensor;
    const d = discriminatorAdam.minimize(() => ({
      total: adversarial.discriminator(
        apply(discriminator, real),
        apply(discriminator, apply(generator, noise())),
      ),
    }));
    const g = generatorAdam.minimize(() => ({
      total: adversarial.generator(apply(discriminator, apply(generator, noise()))),
    }));
    return { generator: g.total, discriminator: d.total };
  };
}
