import * as tf from '@tensorflow/tfjs-core';
import { type IdxFile, type IdxOptions, idxStream, parseIdx } from '../idx-file.js';
import type { IndexedStream } from '../image-stream.js';
import { fileBytes } from './decode.js';

/** What {@link idx} takes. */
export interface IdxImagesOptions extends IdxOptions {
  /** An IDX file of labels: with `only`, images of other labels are left out. */
  labels?: string | undefined;
  /** The labels to keep. */
  only?: readonly number[] | undefined;
}

/** Images and what they show. */
export interface LabelledBatch {
  /** `[batch, height, width, 1]` in [-1, 1]. */
  images: tf.Tensor4D;
  /** int32 `[batch]`. */
  labels: tf.Tensor1D;
}

async function readIdx(name: string, file: string, rank: number): Promise<IdxFile> {
  const bytes = Uint8Array.from(await fileBytes(name, file, 'an IDX file'));
  return parseIdx(name, { bytes, called: file }, rank);
}

/** Reads the label of each image. */
async function readLabels(name: string, file: string, { count }: IdxFile): Promise<IdxFile> {
  const labels = await readIdx(name, file, 1);
  if (labels.count === count) return labels;
  throw new RangeError(
    `${name}: expected a label for each of ${count} images, got ${labels.count} labels.`,
  );
}

async function onlyLabelled(
  images: IdxFile,
  file: string,
  only: readonly number[],
): Promise<IdxFile> {
  const labels = await readLabels('idx', file, images);
  const size = images.data.length / images.count;
  const rows = [...labels.data.keys()].filter((row) => only.includes(labels.data[row]!));
  const data = new Uint8Array(rows.length * size);
  for (const [place, row] of rows.entries())
    data.set(images.data.subarray(row * size, (row + 1) * size), place * size);
  return { count: rows.length, shape: images.shape, data };
}

/**
 * The images of an IDX file (the format of MNIST), gzipped or not, as a stream of batches.
 *
 * @returns a stream of images `[batchSize, height, width, 1]` in [-1, 1]: ink is 1, ground is -1
 * @throws Error if it is no IDX file of images; RangeError if it holds less than one batch
 *
 * @example
 * ```ts
 * import { idx } from '@ikat/data/node';
 *
 * const glyphs = await idx('glyphs.gz', { batchSize: 16 });
 * console.log(glyphs.length); // 4
 * ```
 */
export async function idx(
  file: string,
  options: IdxImagesOptions = {},
): Promise<IndexedStream<tf.Tensor4D>> {
  const { labels, only } = options;
  const all = await readIdx('idx', file, 3);
  if ((labels === undefined) !== (only === undefined))
    throw new TypeError('idx: expected labels and only together, got one of them. Give both.');
  const images = labels && only ? await onlyLabelled(all, labels, only) : all;
  return idxStream('idx', images, { ...options, batch: (batch) => batch });
}

/**
 * Images and labels of two IDX files (the format of MNIST), gzipped or not.
 *
 * @returns a stream of `{ images, labels }`
 * @throws Error if one is no IDX file or their numbers differ; RangeError if they hold less than
 *   one batch
 *
 * @example
 * ```ts
 * import { labelledIdx } from '@ikat/data/node';
 * import { samplePaths } from '@ikat/samples';
 *
 * const glyphs = await labelledIdx(samplePaths.glyphs, samplePaths.glyphLabels, { batchSize: 100 });
 * console.log(glyphs.length); // 64
 * ```
 */
export async function labelledIdx(
  imageFile: string,
  labelFile: string,
  options: IdxOptions = {},
): Promise<IndexedStream<LabelledBatch>> {
  const name = 'labelledIdx';
  const images = await readIdx(name, imageFile, 3);
  const labels = await readLabels(name, labelFile, images);
  return idxStream(name, images, {
    ...options,
    batch: (batch, rows) => ({
      images: batch,
      labels: tf.tensor1d(
        rows.map((row) => labels.data[row]!),
        'int32',
      ),
    }),
  });
}
