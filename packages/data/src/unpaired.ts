import { childSeed, randomSource } from '@ikat/random';
import { fetchBatch, type ImageStream, type IndexedStream, imageStream } from './image-stream.js';

/** A batch of two domains that do not belong together. */
export interface UnpairedBatch<A, B> {
  a: A;
  b: B;
}

/** What {@link unpaired} takes. */
export interface UnpairedOptions {
  /** Decides which batch of `b` meets which of `a`. @default 0 */
  seed?: number | undefined;
  /** Batches read ahead. @default 2 */
  prefetch?: number | undefined;
}

/**
 * Joins two streams whose images do not belong together, as CycleGAN does: an epoch is as long as
 * the longer one, `a` goes on through its epochs, and `b` is drawn at random each time, so that no
 * pairs are learnt by heart.
 *
 * @param a a stream of batches of domain A
 * @param b a stream of batches of domain B
 * @returns a stream of `{ a, b }`
 *
 * @see Zhu et al. 2017, Unpaired image-to-image translation using cycle-consistent adversarial networks
 *
 * @example
 * ```ts
 * import { unpaired } from '@ikat/data';
 * import { imageFolder } from '@ikat/data/node';
 * import * as tf from '@tensorflow/tfjs-core';
 *
 * const photos = imageFolder('photos', { size: 32 });
 * const paintings = imageFolder('paintings', { size: 32 });
 * for await (const { a, b } of unpaired(photos, paintings, { seed: 1 })) {
 *   console.log(a.shape.join(' '), b.shape.join(' ')); // 1 32 32 3 1 32 32 3
 *   tf.dispose([a, b]);
 *   break;
 * }
 * ```
 */
export function unpaired<A, B>(
  a: ImageStream<A>,
  b: ImageStream<B>,
  { seed = 0, prefetch = 2 }: UnpairedOptions = {},
): IndexedStream<UnpairedBatch<A, B>> {
  return imageStream({
    length: Math.max(a.length, b.length),
    prefetch,
    async fetch(batch) {
      const drawn = randomSource(childSeed(seed, `unpaired ${batch}`)).integer(b.length);
      const [makeA, makeB] = await Promise.all([
        fetchBatch(a, batch),
        // An epoch of its own for every draw: the same image comes with another crop next time.
        fetchBatch(b, batch * b.length + drawn),
      ]);
      return () => ({ a: makeA(), b: makeB() });
    },
  });
}
