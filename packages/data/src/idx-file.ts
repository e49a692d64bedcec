import * as tf from '@tensorflow/tfjs-core';
import { checkWhole } from './check.js';
import { epochOrder } from './epoch-order.js';
import { type IndexedStream, imageStream } from './image-stream.js';

/** What every stream of an IDX file takes. */
export interface IdxOptions {
  /** Images a batch. The rest of an epoch that fills no batch is left to the next. @default 64 */
  batchSize?: number | undefined;
  /** Decides on the order, together with the epoch. @default 0 */
  seed?: number | undefined;
  /** Takes the images in a new random order each epoch. @default true */
  shuffle?: boolean | undefined;
}

/** What an IDX file holds. */
export interface IdxFile {
  count: number;
  shape: number[];
  data: Uint8Array;
}

/** A file's bytes, and what messages call it. */
export interface NamedBytes {
  bytes: Uint8Array<ArrayBuffer>;
  called: string;
}

const unsignedByte = 8;

/** Reads the bytes of an IDX file, gzipped or not, of a number of dimensions. */
export async function parseIdx(
  name: string,
  { bytes: raw, called }: NamedBytes,
  rank: number,
): Promise<IdxFile> {
  const bytes = raw[0] === 0x1f && raw[1] === 0x8b ? await unzipped(name, called, raw) : raw;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const header = 4 + 4 * rank;
  const fits = bytes.length >= header && view.getUint16(0) === 0;
  if (!fits || bytes[2] !== unsignedByte || bytes[3] !== rank)
    throw new Error(
      `${name}: expected an IDX file of bytes with ${rank} dimensions, got ${called}, which is not one.`,
    );
  const sizes = Array.from({ length: rank }, (_, axis) => view.getUint32(4 + 4 * axis));
  const size = sizes.reduce((product, side) => product * side, 1);
  if (bytes.length - header !== size)
    throw new Error(
      `${name}: expected ${size} bytes after the header, got ${bytes.length - header} in ${called}. The file is cut short or damaged.`,
    );
  return { count: sizes[0]!, shape: sizes.slice(1), data: bytes.subarray(header) };
}

async function unzipped(
  name: string,
  called: string,
  bytes: Uint8Array<ArrayBuffer>,
): Promise<Uint8Array<ArrayBuffer>> {
  try {
    const whole = new Blob([bytes]).stream().pipeThrough(new DecompressionStream('gzip'));
    return new Uint8Array(await new Response(whole).arrayBuffer());
  } catch (cause) {
    throw new Error(`${name}: expected a whole gzip file, got ${called}, which is broken.`, {
      cause,
    });
  }
}

/** Batches of the images of a parsed file. */
export function idxStream<Batch>(
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
