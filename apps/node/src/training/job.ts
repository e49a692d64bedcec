import { compileStep } from '@ikat/backend-onnx';
import { diffAugment } from '@ikat/data';
import { r1 } from '@ikat/losses';
import type { TrainingData } from '@ikat/models';
import type { AdversarialOptions, Ema, Schedule, TrainStep } from '@ikat/trainer';
import type * as tf from '@tensorflow/tfjs-core';
import type { LayersModel } from '@tensorflow/tfjs-layers';
import { adversarialLosses, type CommonSettings } from './settings.js';

/** All that one training run needs, whatever the algorithm. */
export interface TrainingJob<Batch> {
  networks: Record<string, LayersModel>;
  step: TrainStep<Batch, string>;
  /** The running average of the generators, if one is kept. */
  average: Ema | undefined;
  /** The factor on the learning rates by steps made; left out, it is 1. */
  schedule?: Schedule | undefined;
  batches: AsyncIterable<Batch> & { skipped?: readonly { file: string; reason: string }[] };
  /** Pictures that show how far the networks have come: always of the same inputs. */
  sample(): tf.Tensor4D;
  /** Pictures in a row of the sample grid. */
  columns: number;
  trainedOn: TrainingData[];
  /** What each saved network is, in a sentence. */
  descriptions(): Record<string, string>;
  /** Frees what the job keeps beside the networks and the step. */
  dispose(): void;
}

// The penalty costs as much as the rest of a step; every fourth step is enough of it.
const PENALTY_EVERY = 4;

/** The options that all adversarial steps share. */
export function adversarialOptions(settings: CommonSettings): AdversarialOptions {
  return {
    adversarial: adversarialLosses[settings.loss],
    learningRate: settings.learningRate,
    emaDecay: settings.ema,
    seed: settings.seed,
    compile: compileStep, // on another backend it changes nothing
    ...(settings.augment && { augment: (images, seed) => diffAugment(images, { seed }) }),
    ...(settings.r1 > 0 && {
      penalty: (discriminator, { real }) => r1(discriminator, real, { gamma: settings.r1 }),
      penaltyEvery: PENALTY_EVERY,
    }),
  };
}
