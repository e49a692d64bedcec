import { idxImages } from '@ikat/data';
import { mlpDiscriminator, mlpGenerator } from '@ikat/models';
import { childSeed, randomSource } from '@ikat/random';
import { ganStep } from '@ikat/trainer';
import * as tf from '@tensorflow/tfjs-core';
import { StudioError } from '../../rpc/fault.js';
import { adversarialOptions, type TrainingJob } from './job.js';
import type { GanSettings, TrainingData } from './settings.js';

const SIDE = 28;
const NOISE = 100;
const SAMPLES = 32;
const COLUMNS = 8;

const ganNetworks = ({ seed }: GanSettings) => ({
  generator: mlpGenerator({ seed: childSeed(seed, 'generator') }),
  discriminator: mlpDiscriminator({ seed: childSeed(seed, 'discriminator') }),
});

/** The essay's GAN: 28 x 28 grey images of an IDX file. */
export async function ganJob(
  settings: GanSettings,
  data: TrainingData,
): Promise<TrainingJob<tf.Tensor4D>> {
  const { seed, batch } = settings;
  const batches = await openImages(data, { batchSize: batch, seed: childSeed(seed, 'data') });
  const networks = ganNetworks(settings);
  const step = ganStep(networks, adversarialOptions(settings));
  const draws = randomSource(childSeed(seed, 'samples')).normals(SAMPLES * NOISE);
  const noise = tf.tensor2d(draws, [SAMPLES, NOISE]);
  return {
    networks,
    step,
    average: step.average,
    batches,
    sample: () => tf.tidy(() => networks.generator.predict(noise) as tf.Tensor4D),
    columns: COLUMNS,
    dispose: () => {
      noise.dispose();
      step.dispose();
      for (const network of Object.values(networks)) network.dispose();
    },
  };
}

async function openImages(data: TrainingData, options: { batchSize: number; seed: number }) {
  if (data.kind !== 'idx') {
    throw new StudioError('other', 'ganJob: expected an IDX file, got pictures.');
  }
  const { bytes, name } = data;
  const batches = await idxImages(bytes, { ...options, called: name }).catch((error: Error) => {
    throw new StudioError('foreign-data', error.message);
  });
  const make = await batches.fetch(0);
  const [, height, width] = tf.tidy(() => make().shape);
  if (height === SIDE && width === SIDE) return batches;
  throw new StudioError(
    'foreign-data',
    `ganJob: expected images of ${SIDE} x ${SIDE} in ${name}, got ${width} x ${height}.`,
  );
}
