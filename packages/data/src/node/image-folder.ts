import type * as tf from '@tensorflow/tfjs-core';
import { decoded, type FileStream, fileStream, type ImageFilesOptions } from './file-stream.js';
import { imagesBelow } from './list-images.js';

/**
 * The images below a folder as a stream of batches, each epoch in a new order, scaled, cut and
 * mirrored as CycleGAN does (286 pixels, a random 256 of them, half of them mirrored).
 *
 * Everything follows from (seed, epoch, place in the epoch), so a resumed run sees the same bits.
 * A broken image is left out, another takes its place, and `skipped` names it. Memory does not grow
 * with the folder.
 *
 * @param folder searched with the folders in it
 * @returns a stream of images `[batchSize, size, size, channels]` in [-1, 1]
 * @throws Error if there is no such folder or no image in it; while reading, if none can be used
 *
 * @example
 * ```ts
 * import { imageFolder } from '@ikat/data/node';
 *
 * const photos = imageFolder('photos', { size: 32, batchSize: 2, seed: 1 });
 * for await (const batch of photos) {
 *   console.log(batch.shape.join(' ')); // 2 32 32 3
 *   batch.dispose();
 * }
 * console.log(photos.skipped.length); // 0
 * ```
 */
export function imageFolder(
  folder: string,
  options: ImageFilesOptions = {},
): FileStream<tf.Tensor4D> {
  return imageFiles('imageFolder', imagesBelow('imageFolder', folder), options);
}

/** The same for a list of files. */
export function imageFiles(
  name: string,
  files: readonly string[],
  options: ImageFilesOptions,
): FileStream<tf.Tensor4D> {
  return fileStream(
    {
      name,
      files,
      read: async (index) => [await decoded(name, files[index]!, options)],
      batch: ([images]) => images!,
    },
    options,
  );
}
