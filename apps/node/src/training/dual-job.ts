import { patchDiscriminator, resnetGenerator } from '@ikat/models';
import { childSeed } from '@ikat/random';
import { dualGanStep, type UnpairedBatch } from '@ikat/trainer';
import * as tf from '@tensorflow/tfjs-core';
import { adversarialOptions, type TrainingJob } from './job.js';
import type { DualSettings } from './settings.js';
import { transferData } from './transfer-data.js';
import { whatScoresMean } from './what-scores-mean.js';

/** The essay's transfer by two GANs. */
export async function dualJob(settings: DualSettings): Promise<TrainingJob<UnpairedBatch>> {
  const { seed, filters, blocks, styleWeight, contentWeight, learningSteps } = settings;
  const { targetContentWeight, reproductionWeight } = settings;
  const generator = (name: string) =>
    resnetGenerator({ filters, blocks, seed: childSeed(seed, name) });
  const discriminator = (name: string) =>
    patchDiscriminator({ filters, layers: 2, seed: childSeed(seed, name) });
  const networks = {
    sourceGenerator: generator('source generator'),
    sourceDiscriminator: discriminator('source discriminator'),
    targetGenerator: generator('target generator'),
    targetDiscriminator: discriminator('target discriminator'),
  };
  const { batches, fixed, trainedOn } = await transferData(settings);
  const step = dualGanStep(networks, {
    ...adversarialOptions(settings),
    ...{ styleWeight, contentWeight, targetContentWeight, reproductionWeight, learningSteps },
  });
  const { sourceGenerator, targetGenerator } = networks;
  return {
    networks,
    step,
    average: step.average,
    batches,
    sample: () =>
      tf.tidy(() =>
        tf.concat([
          fixed,
          sourceGenerator.predict(fixed) as tf.Tensor4D,
          targetGenerator.predict(fixed) as tf.Tensor4D,
        ]),
      ),
    columns: fixed.shape[0],
    trainedOn,
    descriptions: () => ({
      sourceGenerator:
        step.steps > learningSteps
          ? `Transfers pictures to the target style (${step.steps - learningSteps} steps of transfer).`
          : 'Reproduces pictures of the source style, for the transfer has not begun.',
      sourceDiscriminator: whatScoresMean('a picture of the source style', settings.loss),
      targetGenerator: 'Makes pictures of the target style out of pictures of any style.',
      targetDiscriminator: whatScoresMean('a picture of the target style', settings.loss),
    }),
    dispose: () => fixed.dispose(),
  };
}
