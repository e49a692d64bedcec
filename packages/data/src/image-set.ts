import type * as tf from '@tensorflow/tfjs-core';
import { exampleStream, type PictureStreamOptions } from './example-stream.js';
import type { IndexedStream } from './image-stream.js';
import type { Raster } from './raster.js';

/** What {@link imageSet} takes. */
export type ImageSetOptions = Omit<PictureStreamOptions, 'prefetch'>;

/**
 * Pictures that are in memory as a stream of batches: the same orders, cuts and mirrorings as
 * `imageFolder` of `@ikat/data/node` makes of files, a function of (seed, epoch, place).
 *
 * @param pictures pixels, 0 to 255, of any sizes and of one number of channels
 * @returns a stream of images `[batchSize, size, size, channels]` in [-1, 1]
 * @throws RangeError if there are fewer pictures than a batch has, or an option is out of range
 *
 * @example
 * ```ts
 * import { imageSet } from '@ikat/data';
 *
 * const grey = { width: 6, height: 4, channels: 1, data: new Uint8Array(24).fill(128) };
 * for await (const batch of imageSet([grey, grey], { size: 4, batchSize: 2, seed: 1 })) {
 *   console.log(batch.shape.join(' ')); // 2 4 4 1
 *   batch.dispose();
 * }
 * ```
 */
export function imageSet(
  pictures: readonly Raster[],
  options: ImageSetOptions = {},
): IndexedStream<tf.Tensor4D> {
  const {
    length,
    fetch,
    from,
    [Symbol.asyncIterator]: epoch,
  } = exampleStream(
    {
      name: 'imageSet',
      files: pictures.map((_, index) => `picture ${index + 1}`),
      read: async (index) => [pictures[index]!],
      batch: ([images]) => images!,
    },
    { ...options, prefetch: 0 },
  );
  return { length, fetch, from, [Symbol.asyncIterator]: epoch };
}
