import { patchDiscriminator, resnetGenerator } from '@ikat/models';
import { childSeed } from '@ikat/random';
import { cycleGanStep, type UnpairedBatch } from '@ikat/trainer';
import * as tf from '@tensorflow/tfjs-core';
import { adversarialOptions, type TrainingJob } from './job.js';
import type { CycleGanSettings } from './settings.js';
import { transferData } from './transfer-data.js';
import { whatScoresMean } from './what-scores-mean.js';

/** CycleGAN between two folders of pictures. */
export async function cycleGanJob(settings: CycleGanSettings): Promise<TrainingJob<UnpairedBatch>> {
  const { seed, filters, blocks, cycleWeight, identityWeight } = settings;
  const generator = (name: string) =>
    resnetGenerator({ filters, blocks, seed: childSeed(seed, name) });
  const discriminator = (name: string) =>
    patchDiscriminator({ filters, seed: childSeed(seed, name) });
  const networks = {
    generatorAB: generator('generator ab'),
    generatorBA: generator('generator ba'),
    discriminatorA: discriminator('discriminator a'),
    discriminatorB: discriminator('discriminator b'),
  };
  const { batches, fixed, trainedOn } = await transferData(settings);
  const step = cycleGanStep(networks, {
    ...adversarialOptions(settings),
    ...{ cycleWeight, identityWeight },
  });
  const { generatorAB, generatorBA } = networks;
  return {
    networks,
    step,
    average: step.average,
    batches,
    sample: () =>
      tf.tidy(() => {
        const there = generatorAB.predict(fixed) as tf.Tensor4D;
        return tf.concat([fixed, there, generatorBA.predict(there) as tf.Tensor4D]);
      }),
    columns: fixed.shape[0],
    trainedOn,
    descriptions: () => ({
      generatorAB: 'Transfers pictures of the source style to the target style.',
      generatorBA: 'Transfers pictures of the target style to the source style.',
      discriminatorA: whatScoresMean('a picture of the source style', settings.loss),
      discriminatorB: whatScoresMean('a picture of the target style', settings.loss),
    }),
    dispose: () => fixed.dispose(),
  };
}
