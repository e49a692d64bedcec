import type * as tf from '@tensorflow/tfjs-core';
import { type IdxOptions, idxStream, parseIdx } from './idx-file.js';
import type { IndexedStream } from './image-stream.js';

/** What {@link idxImages} takes. */
export interface IdxImagesOptions extends IdxOptions {
  /** What messages call the file. @default 'the bytes' */
  called?: string | undefined;
}

/**
 * The images of an IDX file (the format of MNIST) that is in memory, gzipped or not, as a stream of
 * batches. In Node, `idx` of `@ikat/data/node` reads the file as well.
 *
 * @param bytes the whole file
 * @returns a stream of images `[batchSize, height, width, 1]` in [-1, 1]: ink is 1, ground is -1
 * @throws Error if it is no IDX file of images; RangeError if it holds less than one batch
 *
 * @example
 * ```ts
 * import { idxImages } from '@ikat/data';
 *
 * const twoDots = Uint8Array.of(0, 0, 8, 3, 0, 0, 0, 2, 0, 0, 0, 1, 0, 0, 0, 1, 255, 0);
 * const images = await idxImages(twoDots, { batchSize: 1 });
 * console.log(images.length); // 2
 * ```
 */
export async function idxImages(
  bytes: Uint8Array<ArrayBuffer>,
  { called = 'the bytes', ...options }: IdxImagesOptions = {},
): Promise<IndexedStream<tf.Tensor4D>> {
  const images = await parseIdx('idxImages', { bytes, called }, 3);
  return idxStream('idxImages', images, { ...options, batch: (batch) => batch });
}
