import type * as tf from '@tensorflow/tfjs-core';
import type { Raster } from '../raster.js';
import { stem } from './decode.js';
import { decoded, type FileStream, fileStream, type ImageFilesOptions } from './file-stream.js';
import { imagesBelow } from './list-images.js';

/** Images and what each should become. */
export interface PairedBatch {
  a: tf.Tensor4D;
  b: tf.Tensor4D;
}

const pairOf = ([a, b]: tf.Tensor4D[]): PairedBatch => ({ a: a!, b: b! });

/** Each image of one folder with that of the same name, whatever its ending, in the other. */
function partners(folderA: string, folderB: string): [string, string][] {
  const name = 'pairedFolders';
  const filesA = imagesBelow(name, folderA);
  const byStem = (files: string[]) => new Map(files.map((file) => [stem(file), file]));
  const [inA, inB] = [byStem(filesA), byStem(imagesBelow(name, folderB))];
  const alone = [
    ...filesA.filter((file) => !inB.has(stem(file))),
    ...[...inB.values()].filter((file) => !inA.has(stem(file))),
  ];
  if (alone.length > 0)
    throw new Error(
      `${name}: expected a partner of the same name for each image, got none for ${alone.slice(0, 3).join(', ')}${alone.length > 3 ? ` and ${alone.length - 3} more` : ''}.`,
    );
  return filesA.map((file) => [file, inB.get(stem(file))!]);
}

/**
 * Pairs of images of the same name in two folders, as pix2pix learns from: both are scaled, cut and
 * mirrored alike. A pair of which either is broken is left out.
 *
 * @param folderA the images that go in
 * @param folderB what should come out
 * @returns a stream of `{ a, b }`
 * @throws Error if an image of either folder has no partner in the other
 *
 * @see Isola et al. 2017, Image-to-image translation with conditional adversarial networks
 *
 * @example
 * ```ts
 * import { pairedFolders } from '@ikat/data/node';
 *
 * const pairs = pairedFolders('photos', 'photos', { size: 32, seed: 1 });
 * console.log(pairs.length); // 4
 * ```
 */
export function pairedFolders(
  folderA: string,
  folderB: string,
  options: ImageFilesOptions = {},
): FileStream<PairedBatch> {
  const pairs = partners(folderA, folderB);
  return fileStream(
    {
      name: 'pairedFolders',
      files: pairs.map(([a]) => a),
      read: (index) =>
        Promise.all(pairs[index]!.map((file) => decoded('pairedFolders', file, options))),
      batch: pairOf,
    },
    options,
  );
}

function halves({ width, height, channels, data }: Raster): Raster[] {
  if (width % 2 !== 0)
    throw new RangeError(
      `expected an even width, two images side by side, got ${width} x ${height}.`,
    );
  const half = (width / 2) * channels;
  return [0, half].map((start) => {
    const side = new (data instanceof Float32Array ? Float32Array : Uint8Array)(height * half);
    for (let row = 0; row < height; row++)
      side.set(data.subarray(2 * row * half + start, 2 * row * half + start + half), row * half);
    return { width: width / 2, height, channels, data: side };
  });
}

/**
 * Pairs of images that lie side by side in one file, as the pix2pix data sets have them: `a` is the
 * left half, `b` the right one. Both are scaled, cut and mirrored alike.
 *
 * @returns a stream of `{ a, b }`
 * @throws Error if there is no such folder or no image in it; while reading, if none can be used
 *
 * @example
 * ```ts
 * import { alignedPairs } from '@ikat/data/node';
 * import * as tf from '@tensorflow/tfjs-core';
 *
 * for await (const { a, b } of alignedPairs('photos', { size: 32 })) {
 *   console.log(a.shape.join(' '), b.shape.join(' ')); // 1 32 32 3 1 32 32 3
 *   tf.dispose([a, b]);
 *   break;
 * }
 * ```
 */
export function alignedPairs(
  folder: string,
  options: ImageFilesOptions = {},
): FileStream<PairedBatch> {
  const files = imagesBelow('alignedPairs', folder);
  return fileStream(
    {
      name: 'alignedPairs',
      files,
      read: async (index) => halves(await decoded('alignedPairs', files[index]!, options)),
      batch: pairOf,
    },
    options,
  );
}
