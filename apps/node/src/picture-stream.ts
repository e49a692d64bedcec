import { readImage, writeImage } from '@ikat/data/node';
import type * as tf from '@tensorflow/tfjs-core';
import type { Job } from './commands/stylize-jobs.js';

/** One picture in, one out; the result is the caller's. */
export interface Painter {
  paint(picture: tf.Tensor4D, job: Job): Promise<tf.Tensor4D>;
  /** The longest side that pictures are scaled down to; their own size if undefined. */
  side: number | undefined;
  channels: 1 | 3;
  dispose(): Promise<void>;
}

/** A picture that was made, or why not. */
export type Made = { job: Job; width: number; height: number; seconds: number } | Failure;

interface Failure {
  job: Job;
  error: Error;
}

/** Pictures of more pixels have the memory for themselves. */
const LARGE = 8e6;

/**
 * Paints pictures one after the other: while one is painted, the next is decoded and the last
 * encoded. There are never more than these three in memory.
 */
export async function* paintPictures(
  jobs: readonly Job[],
  painter: Painter,
  signal: AbortSignal,
): AsyncGenerator<Made> {
  let next: Promise<tf.Tensor4D> | undefined;
  let writing: Promise<Made> | undefined;
  try {
    for (const [place, job] of jobs.entries()) {
      if (signal.aborted) break;
      const started = performance.now();
      try {
        const picture = await (next ?? read(job, painter));
        next = undefined;
        const following = jobs[place + 1];
        if (following && !isLarge(picture)) next = quiet(read(following, painter));
        else if (isLarge(picture) && writing) {
          yield await writing;
          writing = undefined;
        }
        const painted = await paint(picture, job, painter);
        if (writing) yield await writing;
        writing = write(job, painted, started);
      } catch (error) {
        next = undefined;
        yield { job, error: error as Error };
      }
    }
    if (writing) yield await writing;
    writing = undefined;
  } finally {
    await writing;
    (await next?.catch(() => undefined))?.dispose();
  }
}

const isLarge = ({ shape: [, height, width] }: tf.Tensor4D) => height * width > LARGE;

const read = ({ from }: Job, { side, channels }: Painter): Promise<tf.Tensor4D> =>
  readImage(from, { channels, ...(side !== undefined && { size: side, fit: 'within' }) });

async function paint(picture: tf.Tensor4D, job: Job, painter: Painter): Promise<tf.Tensor4D> {
  const painted = await painter.paint(picture, job).finally(() => picture.dispose());
  const data = await painted.data();
  // A loop without a call: a picture may have a hundred million numbers.
  for (let index = 0; index < data.length; index++) {
    if (Number.isFinite(data[index])) continue;
    painted.dispose();
    throw new Error(
      `stylize: expected numbers from the network, got ${data[index]}. Its weights are damaged, or it diverged before it was saved.`,
    );
  }
  return painted;
}

/** A promise whose failure is told when it is awaited, not before. */
function quiet<T>(promise: Promise<T>): Promise<T> {
  promise.catch(() => undefined);
  return promise;
}

async function write(job: Job, painted: tf.Tensor4D, started: number): Promise<Made> {
  const [, height, width] = painted.shape;
  try {
    await writeImage(painted, job.to);
    return { job, height, width, seconds: (performance.now() - started) / 1000 };
  } catch (error) {
    return { job, error: error as Error };
  } finally {
    painted.dispose();
  }
}
