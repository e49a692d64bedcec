import type * as tf from '@tensorflow/tfjs-core';
import { type ImageGridOptions, imageGrid } from '../image-grid.js';
import { type WriteImageOptions, writeImage } from './write-image.js';

/**
 * Writes several images as one, row by row.
 *
 * @param images `[n, height, width, channels]` in [-1, 1]
 * @param file as {@link writeImage} takes it
 *
 * @example
 * ```ts
 * import { writeGrid } from '@ikat/data/node';
 * import * as tf from '@tensorflow/tfjs-core';
 *
 * await writeGrid(tf.zeros([6, 8, 8, 3]), 'samples.png', { columns: 3 });
 * ```
 */
export async function writeGrid(
  images: tf.Tensor4D,
  file: string,
  { columns, gap, fill, ...options }: ImageGridOptions & WriteImageOptions = {},
): Promise<void> {
  const grid = imageGrid(images, { columns, gap, fill });
  try {
    await writeImage(grid, file, options);
  } finally {
    grid.dispose();
  }
}
