import { childSeed } from '@ikat/random';
import * as tf from '@tensorflow/tfjs-core';

/**
 * Where random numbers come from: a seed, which may change from call to call, and a stream, which
 * says what is drawn and never changes.
 *
 * A compiled graph is given its seed as a tensor and knows its streams; the numbers then differ
 * from step to step though the graph does not.
 */
export interface DrawKey {
  /** A 32-bit integer, or an int32 scalar. */
  readonly seed: number | tf.Scalar;
  /** A 32-bit integer. @default 0 */
  readonly stream?: number | undefined;
}

/** What functions that draw take: a number (the usual way), a scalar, or a key derived from one. */
export type Seed = number | tf.Scalar | DrawKey;

/** The key of a seed: a number and a scalar start at stream 0. */
export function drawKey(seed: Seed): DrawKey {
  return typeof seed === 'number' || seed instanceof tf.Tensor ? { seed } : seed;
}

/**
 * The key of one named thing: the same seed, and a stream of its own, `childSeed(stream, name)`.
 *
 * @example
 * ```ts
 * import { childKey, seededUniform } from '@ikat/ops';
 *
 * const noise = seededUniform([4], childKey(7, 'noise'));
 * const mask = seededUniform([4], childKey(7, 'mask'));
 * console.log(noise.dataSync()[0] === mask.dataSync()[0]); // false
 * ```
 */
export function childKey(seed: Seed, name: string): DrawKey {
  const key = drawKey(seed);
  return { seed: key.seed, stream: childSeed(key.stream ?? 0, name) };
}
