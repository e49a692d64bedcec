import { map, scaleShortSide, unpaired } from '@ikat/data';
import { imageFolder } from '@ikat/data/node';
import { inception } from '@ikat/features';
import { patchDiscriminator, resnetGenerator } from '@ikat/models';
import { childSeed } from '@ikat/random';
import { constantThenLinear, type FastStyleBatch, fastStyleStep } from '@ikat/trainer';
import * as tf from '@tensorflow/tfjs-core';
import { beginWith } from './begin-with.js';
import { adversarialOptions, type TrainingJob } from './job.js';
import type { StyleSettings } from './settings.js';
import { openStyle } from './style-pictures.js';
import { trainingData } from './training-data.js';
import { fixedImages } from './transfer-data.js';
import { whatScoresMean } from './what-scores-mean.js';

/** A generator that paints any photograph in one style. */
export async function styleJob(settings: StyleSettings): Promise<TrainingJob<FastStyleBatch>> {
  const { seed, filters, blocks, imageSkip } = settings;
  const { styleWeight, toneWeight, paletteWeight } = settings;
  const { variationWeight, adversarialWeight } = settings;
  const photos = imageFolder(settings.photos, {
    framing: scaleShortSide(settings.photoSize, { crop: settings.size }),
    batchSize: settings.batch,
    seed: childSeed(seed, 'photos'),
  });
  const style = await openStyle(settings);
  const generator = resnetGenerator({
    ...{ filters, blocks, imageSkip },
    upsampling: 'bilinear', // repeated pixels leave a mesh in short trainings
    seed: childSeed(seed, 'generator'),
  });
  const before = settings.from === undefined ? [] : await beginWith(generator, settings.from);
  const networks = { generator, ...(adversarialWeight > 0 && discriminatorOf(settings)) };
  const features = await inception();
  const step = fastStyleStep(
    networks,
    { style: style.pictures, features },
    {
      ...adversarialOptions(settings),
      ...{ styleWeight, toneWeight, paletteWeight, variationWeight, adversarialWeight },
    },
  );
  tf.dispose(style.pictures); // they are measured
  const fixed = await fixedImages(settings.photos, settings.photoSize);
  return {
    networks,
    step,
    average: step.average,
    schedule: scheduleOf(settings),
    batches: {
      ...(adversarialWeight > 0
        ? unpaired(photos, style.crops, { seed: childSeed(seed, 'pairs') })
        : map(photos, (a) => ({ a }))),
      get skipped() {
        return photos.skipped;
      },
    },
    sample: () => tf.tidy(() => tf.concat([fixed, generator.predict(fixed) as tf.Tensor4D])),
    columns: fixed.shape[0],
    trainedOn: [
      trainingData(settings.photos, photos.files),
      trainingData(settings.style, style.files),
      ...before,
    ],
    descriptions: () => ({
      generator: 'Paints photographs in one style.',
      discriminator: whatScoresMean('a picture of the style', settings.loss),
    }),
    dispose: () => {
      fixed.dispose();
      features.dispose();
    },
  };
}

const discriminatorOf = ({ filters, seed }: StyleSettings) => ({
  discriminator: patchDiscriminator({
    ...{ filters, layers: 2 },
    seed: childSeed(seed, 'discriminator'),
  }),
});

const scheduleOf = ({ decayFrom, decaySteps }: StyleSettings) =>
  decayFrom === undefined ? undefined : constantThenLinear(decayFrom, decaySteps);
