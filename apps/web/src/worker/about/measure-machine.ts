import { mlpDiscriminator, mlpGenerator, resnetGenerator, stylize } from '@ikat/models';
import { ganStep } from '@ikat/trainer';
import * as tf from '@tensorflow/tfjs-core';
import type { CallContext } from '../../rpc/serve.js';
import { type BackendReport, startBackend } from '../backend.js';

/** What a machine needs for the standard set of work, in milliseconds. */
export interface MachineMeasurement {
  backend: BackendReport;
  /** One picture of 256 x 256 through a generator with 5 residual blocks and 16 filters. */
  stylise: number;
  /** One step of the GAN of the source: 28 x 28 pixels, batches of 64. */
  ganStep: number;
}

/** How far the measurement is, from 0 to 1. */
export type MeasureEvent = number;

const RUNS = 5;

/** Does a small standard set of work a few times and gives the middle time of each. */
export async function measureMachine(
  _request: undefined,
  { signal, emit }: CallContext<MeasureEvent>,
): Promise<MachineMeasurement> {
  const backend = await startBackend();
  let done = 0;
  const next = () => {
    signal.throwIfAborted();
    emit(++done / (2 * (RUNS + 1)));
  };
  const stylise = await styliseTime(next);
  return { backend, stylise, ganStep: await ganStepTime(next) };
}

async function styliseTime(next: () => void): Promise<number> {
  const generator = resnetGenerator({ blocks: 5, filters: 16, seed: 1 });
  const photo = tf.randomUniform<tf.Rank.R4>([1, 256, 256, 3], -1, 1, 'float32', 1);
  try {
    return await middleTime(async () => {
      const painting = stylize(generator, photo);
      await painting.data();
      painting.dispose();
      next();
    });
  } finally {
    photo.dispose();
    generator.dispose();
  }
}

async function ganStepTime(next: () => void): Promise<number> {
  const networks = {
    generator: mlpGenerator({ seed: 1 }),
    discriminator: mlpDiscriminator({ seed: 2 }),
  };
  const step = ganStep(networks, { seed: 3 });
  const batch = tf.randomUniform<tf.Rank.R4>([64, 28, 28, 1], -1, 1, 'float32', 4);
  try {
    return await middleTime(async () => {
      const losses = step(batch);
      await Promise.all(Object.values(losses).map((loss) => loss.data()));
      tf.dispose(losses);
      next();
    });
  } finally {
    batch.dispose();
    step.dispose();
    networks.generator.dispose();
    networks.discriminator.dispose();
  }
}

/** The median of some runs, after one that does not count: it compiles. */
async function middleTime(run: () => Promise<void>): Promise<number> {
  await run();
  const times: number[] = [];
  for (let count = 0; count < RUNS; count++) {
    const started = performance.now();
    await run();
    times.push(performance.now() - started);
  }
  return times.sort((a, b) => a - b)[Math.floor(RUNS / 2)]!;
}
