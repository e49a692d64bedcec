import { gunzipSync } from 'node:zlib';
import * as tf from '@tensorflow/tfjs-core';
import { checkWhole } from '../check.js';
import { type IndexedStream, imageStream } from '../image-stream.js';
import { fileBytes } from './decode.js';
import { epochOrder } from './epoch-order.js';

/** What {@link idx} and {@link labelledIdx} share. */
export interface IdxOptions {
  /** Images a batch. The rest of an epoch that fills no batch is left to the next. @default 64 */
  batchSize?: number | undefined;
  /** Decides on the order, together with the epoch. @default 0 */
  seed?: number | undefined;
  /** Takes the images in a new random order each epoch. @default true */
  shuffle?: boolean | undefined;
}

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

interface IdxFile {
  count: number;
  shape: number[];
  data: Uint8Array;
}

const unsignedByte = 8;

async function readIdx(name: string, file: string, rank: number): Promise<IdxFile> {
  const what = 'an IDX file';
  const raw = await fileBytes(name, file, what);
  const bytes = raw[0] === 0x1f && raw[1] === 0x8b ? unzipped(name, file, raw) : raw;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const header = 4 + 4 * rank;
  const fits = bytes.length >= header && view.getUint16(0) === 0;
  if (!fits || bytes[2] !== unsignedByte || bytes[3] !== rank)
    throw new Error(
      `${name}: expected ${what} of bytes with ${rank} dimensions, got ${file}, which is not one.`,
    );
  const sizes = Array.from({ length: rank }, (_, axis) => view.getUint32(4 + 4 * axis));
  const size = sizes.reduce((product, side) => product * side, 1);
  if (bytes.length - header !== size)
    throw new Error(
      `${name}: expected ${size} bytes after the header, got ${bytes.length - header} in ${file}. The file is cut short or damaged.`,
    );
  return { count: sizes[0]!, shape: sizes.slice(1), data: bytes.subarray(header) };
}

function unzipped(name: string, file: string, bytes: Uint8Array): Uint8Array {
  try {
    return gunzipSync(bytes);
  } catch (cause) {
    throw new Error(`${name}: expected a whole gzip file, got ${file}, which is broken.`, {
      cause,
    });
  }
}

function idxStream<Batch>(
  name: string,
  { count, shape, data }: IdxFile,
  options: IdxOptions & { batch: (images: tf.Tensor4D, rows: number[]) => Batch },
): IndexedStream<Batch> {
  const { batchSize = 64, seed = 0, shuffle = true } = options;
  checkWhole(name, 'a batchSize', batchSize, 1);
  const [height, width] = shape as [number, number];
  if (batchSize > count)
    throw new RangeError(
      `${name}: expected at least ${batchSize} images for a batch, got ${count}. Lower batchSize.`,
    );
  const length = Math.floor(count / batchSize);
  const order = epochOrder(count, seed, shuffle);
  const size = height * width;
  return imageStream({
    length,
    prefetch: 0,
    async fetch(batch) {
      const epoch = Math.floor(batch / length);
      const first = (batch % length) * batchSize;
      const rows = order(epoch).slice(first, first + batchSize);
      return () => {
        const values = new Float32Array(batchSize * size);
        rows.forEach((row, place) => {
          for (let i = 0; i < size; i++)
            values[place * size + i] = data[row * size + i]! / 127.5 - 1;
        });
        return options.batch(tf.tensor4d(values, [batchSize, height, width, 1]), rows);
      };
    },
  });
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
