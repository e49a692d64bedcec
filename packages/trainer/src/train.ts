import * as tf from '@tensorflow/tfjs-core';
import { batchesFrom } from './batches-from.js';
import { expectFinite } from './diverged.js';
import { pause } from './pause.js';
import type { Schedule } from './schedules.js';

export interface TrainOptions {
  /** The number of the last step, those before `startStep` included. @default no limit */
  steps?: number | undefined;
  /** Stop after this many seconds of training. @default no limit */
  seconds?: number | undefined;
  /** How many steps were made before. @default step.steps, or 0 */
  startStep?: number | undefined;
  /** Ends the loop before the next step. */
  signal?: AbortSignal | undefined;
  /** The factor on every learning rate, by steps made before; the step must have a `rate`. */
  schedule?: Schedule | undefined;
  /** Download the losses by itself every so many steps, to notice divergence. @default 50 */
  checkEvery?: number | undefined;
}

export interface TrainProgress<Name extends string = string> {
  /** How many steps have been made: 1 after the first. */
  step: number;
  /** The epoch of this step, from 0, if the batches know their `length`. */
  epoch: number | undefined;
  /**
   * Downloads the losses: before the next step begins, or, when the limits or the signal have ended
   * the loop, after it. Throws if one is not finite.
   */
  losses(): Promise<Record<Name, number>>;
  /** Seconds since the loop began. */
  seconds: number;
}

/** What `train` runs: any of this package's steps, or your own function. */
export interface Trainable<Batch, Name extends string> {
  (batch: Batch): Record<Name, tf.Scalar>;
  readonly steps?: number;
  rate?: number;
}

/**
 * The training loop, as an async generator: what is to happen between steps is your loop's body.
 *
 * Batches are disposed when the body is done, losses when the next step begins or the loop ends,
 * also after `break` and `throw`. Batches that have `from(n)` are resumed there; others are skipped
 * through.
 *
 * @param batches gone through again and again, an epoch each time
 * @throws RangeError or TypeError for options and batches that are none; Error without a batch;
 *   {@link DivergenceError} at a loss that is NaN or infinite
 *
 * @example
 * ```ts
 * import { train } from '@ikat/trainer';
 * import * as tf from '@tensorflow/tfjs-core';
 *
 * const x = tf.variable(tf.scalar(1));
 * const step = (target: tf.Scalar) => {
 *   x.assign(tf.add(x, tf.mul(0.5, tf.sub(target, x))));
 *   return { distance: tf.abs(tf.sub(x, target)) as tf.Scalar };
 * };
 * async function* batches() {
 *   for (let i = 0; i < 4; i++) yield tf.scalar(3);
 * }
 * const data = { [Symbol.asyncIterator]: batches };
 * for await (const { step: number, losses } of train(step, data, { steps: 6 })) {
 *   if (number === 6) console.log(await losses()); // { distance: 0.03125 }
 * }
 * ```
 */
export async function* train<Batch, Name extends string>(
  step: Trainable<Batch, Name>,
  batches: AsyncIterable<Batch>,
  options: TrainOptions = {},
): AsyncGenerator<TrainProgress<Name>> {
  const { steps = Number.POSITIVE_INFINITY, seconds = Number.POSITIVE_INFINITY } = options;
  const { startStep = step.steps ?? 0, checkEvery = 50, schedule, signal } = options;
  if (schedule && step.rate === undefined) {
    throw new TypeError('train: expected a step with a rate, got one without. Leave schedule out.');
  }
  checkLimit('steps', steps);
  checkLimit('seconds', seconds);
  checkBatches(batches);
  const length = (batches as { length?: number }).length;
  const start = performance.now();
  const elapsed = () => (performance.now() - start) / 1000;
  let count = startStep;
  const done = () => count >= steps || elapsed() >= seconds || signal?.aborted === true;
  if (done()) return;
  let latest: ReturnType<typeof lossDownload<Name>> | undefined;
  try {
    for await (const batch of batchesFrom(batches, startStep)) {
      try {
        if (done()) return;
        await latest?.dispose();
        if (schedule) step.rate = schedule(count);
        const epoch = length ? Math.floor(count / length) : undefined;
        latest = lossDownload(++count, step(batch));
        if (checkEvery > 0 && count % checkEvery === 0) await latest.losses();
        yield { step: count, epoch, losses: latest.losses, seconds: elapsed() };
      } finally {
        tf.dispose(batch as tf.TensorContainer);
      }
      if (done()) return;
      await pause();
    }
  } finally {
    // Nobody can know in the body that a step is the last; whoever logs it asks afterwards.
    if (done()) await latest?.losses().catch(() => undefined);
    await latest?.dispose();
  }
}

function checkLimit(name: string, value: number): void {
  if (typeof value === 'number' && !Number.isNaN(value)) return;
  throw new RangeError(
    `train: expected a number of ${name}, got ${value}. Leave it out for no limit.`,
  );
}

function checkBatches(batches: unknown): void {
  if (
    typeof (batches as Partial<AsyncIterable<unknown>> | null)?.[Symbol.asyncIterator] ===
    'function'
  )
    return;
  const got = batches === null ? 'null' : typeof batches;
  throw new TypeError(
    `train: expected batches that can be gone through with for await, got ${got}. Give a stream of @ikat/data, or { [Symbol.asyncIterator]: batches }.`,
  );
}

function lossDownload<Name extends string>(step: number, terms: Record<Name, tf.Scalar>) {
  const names = Object.keys(terms) as Name[];
  let values: Promise<Record<Name, number>> | undefined;
  let disposed = false;
  const download = async () => {
    const data = await Promise.all(names.map((name) => terms[name].data()));
    const losses = Object.fromEntries(names.map((name, i) => [name, data[i]![0]!]));
    expectFinite(step, losses);
    return losses as Record<Name, number>;
  };
  return {
    async losses(): Promise<Record<Name, number>> {
      if (disposed && !values) {
        throw new Error(
          `losses: expected a call before step ${step + 1}, got one after it began. ` +
            'Await losses() inside the loop.',
        );
      }
      values ??= download();
      return values;
    },
    async dispose(): Promise<void> {
      disposed = true;
      await values?.catch(() => undefined); // a download that was not awaited may still read them
      tf.dispose(terms as tf.TensorContainer);
    },
  };
}
