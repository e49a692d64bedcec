import * as tf from '@tensorflow/tfjs-core';
import type * as tfl from '@tensorflow/tfjs-layers';
import { architectureOf } from './architecture.js';
import { checkWhole } from './check.js';
import { extend } from './extend.js';
import { samplePlaces, type TilePlace, tilePlaces } from './tile-places.js';
import { applyStatistics, measureStatistics, type NetworkStatistics } from './tile-statistics.js';

/** Pieces a side, at most, on which the statistics are measured. */
const GRID = 4;

/** A rectangle of a picture, in pixels. */
export interface Region {
  top: number;
  left: number;
  height: number;
  width: number;
}

/** A picture that need never be in memory as a whole. */
export interface TiledPicture {
  height: number;
  width: number;
  /** The pixels of a region: `[1, height, width, channels]` in [-1, 1]; they are disposed after use. */
  read(region: Region): tf.Tensor4D | Promise<tf.Tensor4D>;
}

/** Options of {@link stylizeTiles}. */
export interface StylizeTilesOptions {
  /** Greatest height and width of a tile in pixels, its surroundings not counted. @default 256 */
  tile?: number | undefined;
  /** Pixels around a tile that the network sees too. @default 64 */
  overlap?: number | undefined;
  /** Ends the work before the next tile. */
  signal?: AbortSignal | undefined;
}

/** A piece of the result. */
export interface PaintedTile extends Region {
  /** `[1, height, width, channels]` in [-1, 1], yours to dispose. */
  image: tf.Tensor4D;
  /** How many tiles are done, this one counted. */
  done: number;
  /** How many there are. */
  total: number;
}

/**
 * Runs a generator on a picture of any size, tile by tile, in memory that does not grow with it.
 *
 * The instance norms use one mean and variance for the whole picture, measured beforehand on pieces
 * of it, so that tiles do not differ in colour; each tile sees its surroundings, so that there is no
 * seam. A picture that fits into one tile gives what `stylize` gives; of a larger one the
 * statistics are an estimate, and strokes are as small as the network makes them.
 *
 * @param generator a model from images to images of the same size
 * @throws RangeError for an option out of its range
 * @throws the signal's reason when it is aborted
 *
 * @example
 * ```ts
 * import { resnetGenerator, stylizeTiles } from '@ikat/models';
 * import * as tf from '@tensorflow/tfjs-core';
 *
 * const generator = resnetGenerator({ blocks: 1, filters: 2, seed: 1 });
 * const picture = {
 *   height: 30,
 *   width: 50,
 *   read: ({ height, width }: { height: number; width: number }) =>
 *     tf.zeros<tf.Rank.R4>([1, height, width, 3]),
 * };
 * for await (const { image, left, done, total } of stylizeTiles(generator, picture, { tile: 32, overlap: 8 })) {
 *   console.log(`${done} of ${total} at ${left}: ${image.shape}`); // 1 of 2 at 0: 1,30,28,3
 *   image.dispose();
 * }
 * generator.dispose();
 * ```
 */
export async function* stylizeTiles(
  generator: tfl.LayersModel,
  picture: TiledPicture,
  { tile = 256, overlap = 64, signal }: StylizeTilesOptions = {},
): AsyncGenerator<PaintedTile, void, void> {
  checkWhole('stylizeTiles tile', tile, 1);
  checkWhole('stylizeTiles overlap', overlap, 0);
  signal?.throwIfAborted();
  const places = tilePlaces(picture, {
    tile,
    overlap,
    multiple: architectureOf(generator).sizeMultiple,
  });
  const pieces = samplePlaces(
    picture,
    places.length === 1 ? Number.POSITIVE_INFINITY : Math.ceil(tile / 2),
    GRID,
  );
  const statistics = await statisticsOf(generator, picture, pieces);
  try {
    for (const [index, place] of places.entries()) {
      signal?.throwIfAborted();
      const seen = await picture.read(place.seen);
      const image = tf.tidy(() =>
        cut(applyStatistics(generator, statistics, fitted(generator, seen)), place),
      );
      seen.dispose();
      yield { ...place.kept, image, done: index + 1, total: places.length };
    }
  } finally {
    tf.dispose(Object.values(statistics));
  }
}

/** The statistics of pieces of a picture, which stand for the whole. */
async function statisticsOf(
  generator: tfl.LayersModel,
  picture: TiledPicture,
  places: readonly Region[],
): Promise<NetworkStatistics> {
  const pieces: tf.Tensor4D[] = [];
  try {
    for (const place of places) pieces.push(await picture.read(place));
    return tf.tidy(() => measureStatistics(generator, fitted(generator, tf.concat(pieces, 0))));
  } finally {
    tf.dispose(pieces);
  }
}

/** The part of a tile's result that is kept. */
function cut(result: tf.Tensor4D, { kept, seen }: TilePlace): tf.Tensor4D {
  const begin = [0, kept.top - seen.top, kept.left - seen.left, 0] as const;
  return tf.slice(result, [...begin], [1, kept.height, kept.width, result.shape[3]]);
}

/** Mirrors images up to a size that the network takes. */
function fitted(generator: tfl.LayersModel, x: tf.Tensor4D): tf.Tensor4D {
  const { sizeMultiple, minimumSize } = architectureOf(generator);
  const size = (given: number) =>
    Math.ceil(Math.max(given, minimumSize) / sizeMultiple) * sizeMultiple;
  return extend(x, size(x.shape[1]), size(x.shape[2]));
}
