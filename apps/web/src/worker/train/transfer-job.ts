import { diffAugment, frame, imageSet, rasterToImages, resizeTo, unpaired } from '@ikat/data';
import { patchDiscriminator, resnetGenerator } from '@ikat/models';
import { childSeed } from '@ikat/random';
import {
  type AdversarialOptions,
  cycleGanStep,
  dualGanStep,
  type TrainStep,
  type UnpairedBatch,
} from '@ikat/trainer';
import * as tf from '@tensorflow/tfjs-core';
import type { LayersModel } from '@tensorflow/tfjs-layers';
import { StudioError } from '../../rpc/fault.js';
import { adversarialOptions, type TrainingJob } from './job.js';
import type { CycleGanSettings, DualSettings, Picture, TrainingData } from './settings.js';

type Settings = DualSettings | CycleGanSettings;

/** How many pictures of the source are shown while a transfer is trained. */
const FIXED = 6;

const names = {
  dual: {
    generators: ['sourceGenerator', 'targetGenerator'],
    discriminators: ['sourceDiscriminator', 'targetDiscriminator'],
  },
  cyclegan: {
    generators: ['generatorAB', 'generatorBA'],
    discriminators: ['discriminatorA', 'discriminatorB'],
  },
} as const;

function transferNetworks({
  algorithm,
  filters,
  blocks,
  seed,
}: Settings): Record<string, LayersModel> {
  const { generators, discriminators } = names[algorithm];
  const made = (name: string, make: (seed: number) => LayersModel) =>
    [name, make(childSeed(seed, name))] as const;
  return Object.fromEntries([
    ...generators.map((name) => made(name, (seed) => resnetGenerator({ filters, blocks, seed }))),
    // Two halvings: crops this small have no room for the usual three.
    ...discriminators.map((name) =>
      made(name, (seed) => patchDiscriminator({ filters, layers: 2, seed })),
    ),
  ]);
}

/** Style transfer learned from two sets of pictures. */
export async function transferJob(
  settings: Settings,
  data: TrainingData,
): Promise<TrainingJob<UnpairedBatch>> {
  if (data.kind !== 'pictures') {
    throw new StudioError('other', 'transferJob: expected pictures, got an IDX file.');
  }
  const batches = joined(settings, data);
  const networks = transferNetworks(settings);
  const step = stepOf(settings, networks);
  const fixed = fixedPictures(data.source, settings.size);
  const [first, second] = names[settings.algorithm].generators.map((name) => networks[name]!);
  // CycleGAN's second generator leads back; that of two GANs makes a picture of the same photograph.
  const back = settings.algorithm === 'cyclegan';
  return {
    networks,
    step,
    average: step.average,
    batches,
    sample: () =>
      tf.tidy(() => {
        const there = first!.predict(fixed) as tf.Tensor4D;
        const other = second!.predict(back ? there : fixed) as tf.Tensor4D;
        return tf.concat([fixed, there, other]);
      }),
    columns: fixed.shape[0],
    dispose: () => {
      fixed.dispose();
      step.dispose();
      for (const network of Object.values(networks)) network.dispose();
    },
  };
}

function joined(
  { size, batch, seed }: Settings,
  { source, target }: Extract<TrainingData, { kind: 'pictures' }>,
) {
  const open = (pictures: Picture[], name: string) =>
    imageSet(
      pictures.map(({ pixels }) => pixels),
      { size, batchSize: batch, seed: childSeed(seed, name) },
    );
  const pairs = { seed: childSeed(seed, 'pairs'), prefetch: 0 };
  return unpaired(open(source, 'source'), open(target, 'target'), pairs);
}

type TransferStep = TrainStep<UnpairedBatch, string> & Pick<TrainingJob, 'average'>;

function stepOf(settings: Settings, networks: Record<string, LayersModel>): TransferStep {
  const options: AdversarialOptions = {
    ...adversarialOptions(settings),
    augment: (images, seed) => diffAugment(images, { seed }),
  };
  if (settings.algorithm === 'cyclegan') {
    const { cycleWeight, identityWeight } = settings;
    return cycleGanStep(networks as CycleNetworks, { ...options, cycleWeight, identityWeight });
  }
  const { styleWeight, contentWeight, learningSteps } = settings;
  return dualGanStep(networks as DualNetworks, {
    ...options,
    ...{ styleWeight, contentWeight, learningSteps },
  });
}

type CycleNetworks = Parameters<typeof cycleGanStep>[0];
type DualNetworks = Parameters<typeof dualGanStep>[0];

/** The first pictures, whole: [n, size, size, 3]. */
const fixedPictures = (pictures: Picture[], size: number): tf.Tensor4D =>
  tf.tidy(() =>
    tf.concat(
      pictures.slice(0, FIXED).map(({ pixels }) => rasterToImages(frame(pixels, resizeTo(size)))),
    ),
  );
