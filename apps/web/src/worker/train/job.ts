import type { AdversarialOptions, Ema, TrainStep } from '@ikat/trainer';
import type * as tf from '@tensorflow/tfjs-core';
import type { LayersModel } from '@tensorflow/tfjs-layers';
import type { CommonSettings, TrainingData, TrainingSettings } from './settings.js';

/** All that one training needs, whatever the algorithm. */
export interface TrainingJob<Batch = never> {
  networks: Record<string, LayersModel>;
  step: TrainStep<Batch, string>;
  /** The running average of the generators. */
  average: Ema | undefined;
  batches: AsyncIterable<Batch>;
  /** Pictures that show how far the networks have come: always of the same inputs. */
  sample(): tf.Tensor4D;
  /** Pictures in a row of the samples. */
  columns: number;
  /** Frees all of it. */
  dispose(): void;
}

/** Makes the networks, the step and the batches of a training. */
export async function makeJob(
  settings: TrainingSettings,
  data: TrainingData,
): Promise<TrainingJob<unknown>> {
  const job =
    settings.algorithm === 'gan'
      ? await (await import('./gan-job.js')).ganJob(settings, data)
      : await (await import('./transfer-job.js')).transferJob(settings, data);
  return job as TrainingJob<unknown>;
}

/** The options that all adversarial steps share. */
export const adversarialOptions = ({
  learningRate,
  seed,
  average,
}: CommonSettings): AdversarialOptions => ({ learningRate, seed, emaDecay: average });
