import { idx, imageFolder } from '@ikat/data/node';
import { mlpDiscriminator, mlpGenerator } from '@ikat/models';
import { childSeed, randomSource } from '@ikat/random';
import { ganStep } from '@ikat/trainer';
import * as tf from '@tensorflow/tfjs-core';
import { isFolder } from '../picture-files.js';
import { adversarialOptions, type TrainingJob } from './job.js';
import type { GanSettings } from './settings.js';
import { trainingData } from './training-data.js';
import { whatScoresMean } from './what-scores-mean.js';

const SIZE = 28;
const NOISE = 100;
const SAMPLES = 64;

/** The essay's GAN: 28 x 28 grey images from an IDX file or a folder. */
export async function ganJob(settings: GanSettings): Promise<TrainingJob<tf.Tensor4D>> {
  const { data, seed } = settings;
  const { batches, files } = await openImages(settings);
  const networks = {
    generator: mlpGenerator({ seed: childSeed(seed, 'generator') }),
    discriminator: mlpDiscriminator({ seed: childSeed(seed, 'discriminator') }),
  };
  const step = ganStep(networks, adversarialOptions(settings));
  const draws = randomSource(childSeed(seed, 'samples')).normals(SAMPLES * NOISE);
  const noise = tf.tensor2d(draws, [SAMPLES, NOISE]);
  return {
    networks,
    step,
    average: step.average,
    batches,
    sample: () => tf.tidy(() => networks.generator.predict(noise) as tf.Tensor4D),
    columns: 8,
    trainedOn: [trainingData(data, files)],
    descriptions: () => ({
      generator: 'Makes images of 28 x 28 pixels out of noise [b, 100].',
      discriminator: whatScoresMean('a real image', settings.loss),
    }),
    dispose: () => noise.dispose(),
  };
}

async function openImages({ data, labels, only, batch: batchSize, seed: root }: GanSettings) {
  const seed = childSeed(root, 'data');
  if (!isFolder(data)) {
    return { batches: await idx(data, { batchSize, seed, labels, only }), files: [data] };
  }
  const batches = imageFolder(data, { size: SIZE, channels: 1, batchSize, seed, flip: false });
  return { batches, files: batches.files };
}
