import { childSeed, randomSource } from '@ikat/random';
import * as tf from '@tensorflow/tfjs-core';
import { atMost } from './at-most.js';
import { checkSize, checkWhole } from './check.js';
import { epochOrder } from './epoch-order.js';
import { type Framing, frame, resizeAndCrop } from './framing.js';
import { defaultMaxPixels } from './image-options.js';
import { type IndexedStream, imageStream } from './image-stream.js';
import { messageOf } from './message-of.js';
import { type Raster, writeValues } from './raster.js';

/** An image that was left out, and why. */
export interface SkippedImage {
  file: string;
  reason: string;
}

/** A stream over examples of which some may turn out to be unusable. */
export interface ExampleStream<Batch = tf.Tensor4D> extends IndexedStream<Batch> {
  /** What it reads from, in their fixed order. */
  readonly files: readonly string[];
  /** What turned out to be unusable so far; other images of the folder take their places. */
  readonly skipped: readonly SkippedImage[];
}

/** What every stream of pictures takes. */
export interface PictureStreamOptions {
  /** Side of the square images that come out, unless `framing` says otherwise. @default 256 */
  size?: number | undefined;
  /** How an image becomes one of the size wanted. @default resizeAndCrop(size) */
  framing?: Framing | undefined;
  /** Cuts at a random place instead of the middle. @default true */
  randomCrop?: boolean | undefined;
  /** Mirrors half of the images left to right. @default true */
  flip?: boolean | undefined;
  /** Takes the images in a new random order each epoch; otherwise in the order of `files`. @default true */
  shuffle?: boolean | undefined;
  /** Images a batch. The rest of an epoch that fills no batch is left to the next. @default 1 */
  batchSize?: number | undefined;
  /** Decides on order, crops and mirroring, together with the epoch. @default 0 */
  seed?: number | undefined;
  /** Batches read ahead. @default 2 */
  prefetch?: number | undefined;
}

/** How a stream reads one example of `Parts` pictures: rasters in, batches out. */
export interface ExampleSource<Batch> {
  /** For messages. */
  name: string;
  /** What the examples are called. */
  files: readonly string[];
  read: (index: number) => Promise<Raster[]>;
  /** Makes a batch of the tensors of each part. */
  batch: (parts: tf.Tensor4D[]) => Batch;
}

interface Example {
  rasters: Raster[];
  mirrored: boolean;
}

/** The tensor of one part of all examples. */
function tensorOf(name: string, examples: Example[], part: number): () => tf.Tensor4D {
  const { width, height, channels } = examples[0]!.rasters[part]!;
  const size = width * height * channels;
  const values = new Float32Array(examples.length * size);
  for (const [row, { rasters, mirrored }] of examples.entries()) {
    const raster = rasters[part]!;
    if (raster.width !== width || raster.height !== height)
      throw new RangeError(
        `${name}: expected images of one size in a batch, got ${width} x ${height} and ${raster.width} x ${raster.height}. Use a framing that crops, or batchSize 1.`,
      );
    writeValues(raster, values.subarray(row * size, (row + 1) * size), mirrored);
  }
  return () => tf.tensor4d(values, [examples.length, height, width, channels]);
}

interface ReaderOptions {
  framing: Framing;
  randomCrop: boolean;
  flip: boolean;
  seed: number;
  order: (epoch: number) => readonly number[];
}

/** Reads examples by their place in an epoch, and remembers which cannot be used. */
function exampleReader<Batch>(source: ExampleSource<Batch>, options: ReaderOptions) {
  const { name, files, read } = source;
  const { framing, randomCrop, flip, seed, order } = options;
  const broken = new Map<number, string>();
  // Whole images are in memory only while they are decoded and scaled.
  const limited = atMost(4);

  async function attempt(index: number, epoch: number, position: number): Promise<Example> {
    const rasters = await read(index);
    checkAlike(rasters, framing);
    // Parts of one example are cut and mirrored alike: each starts the same draws.
    const draws = () => {
      const random = randomSource(childSeed(seed, `epoch ${epoch} image ${position}`));
      return { mirrored: flip && random.uniform() < 0.5, random: randomCrop ? random : undefined };
    };
    return {
      rasters: rasters.map((raster) => frame(raster, framing, draws().random)),
      mirrored: draws().mirrored,
    };
  }

  /** The example at a place of the epoch's order, or the next after it that is not broken. */
  async function example(epoch: number, position: number): Promise<Example> {
    const indices = order(epoch);
    for (let step = 0; step < files.length; step++) {
      const index = indices[(position + step) % files.length]!;
      if (broken.has(index)) continue;
      try {
        return await limited(() => attempt(index, epoch, position));
      } catch (error) {
        broken.set(index, messageOf(error).replace(`${name}: `, ''));
      }
    }
    throw allBroken(name, skipped());
  }

  const skipped = (): SkippedImage[] =>
    [...broken]
      .sort(([a], [b]) => a - b)
      .map(([index, reason]) => ({ file: files[index]!, reason }));
  return { example, skipped };
}

/** A stream over examples that are read one by one and may be broken. */
export function exampleStream<Batch>(
  source: ExampleSource<Batch>,
  options: PictureStreamOptions & { maxPixels?: number | undefined },
): ExampleStream<Batch> {
  const { name, files } = source;
  const { size = 256, randomCrop = true, flip = true, shuffle = true } = options;
  const { batchSize = 1, seed = 0, prefetch = 2 } = options;
  checkWhole(name, 'a size', size, 1);
  checkWhole(name, 'a batchSize', batchSize, 1);
  if (!options.framing) checkSize(name, size, options.maxPixels ?? defaultMaxPixels);
  const framing = options.framing ?? resizeAndCrop(size);
  if (batchSize > files.length)
    throw new RangeError(
      `${name}: expected at least ${batchSize} images for a batch, got ${files.length}. Lower batchSize or add images.`,
    );
  const length = Math.floor(files.length / batchSize);
  const order = epochOrder(files.length, seed, shuffle);
  const reader = exampleReader(source, { framing, randomCrop, flip, seed, order });

  async function fetch(batch: number): Promise<() => Batch> {
    const epoch = Math.floor(batch / length);
    const first = (batch % length) * batchSize;
    const examples = await Promise.all(
      Array.from({ length: batchSize }, (_, row) => reader.example(epoch, first + row)),
    );
    const parts = examples[0]!.rasters.map((_, part) => tensorOf(name, examples, part));
    return () => source.batch(parts.map((make) => make()));
  }

  return {
    ...imageStream({ length, fetch, prefetch }),
    files,
    get skipped() {
      return reader.skipped();
    },
  };
}

/** Throws unless the parts of an example are scaled to one size, so that they can be cut alike. */
function checkAlike(rasters: Raster[], framing: Framing): void {
  const sizes = rasters.map(({ width, height }) => framing.scale(width, height).join(' x '));
  const other = sizes.find((size) => size !== sizes[0]);
  if (other !== undefined)
    throw new RangeError(`expected images of one size in a pair, got ${sizes[0]} and ${other}.`);
}

function allBroken(name: string, skipped: SkippedImage[]): Error {
  const some = skipped.slice(0, 3).map(({ file, reason }) => `${file} (${reason})`);
  const more = skipped.length > 3 ? `, and ${skipped.length - 3} more` : '';
  return new Error(`${name}: expected readable images, got none: ${some.join(', ')}${more}.`);
}
