import * as tf from '@tensorflow/tfjs-core';
import type * as tfl from '@tensorflow/tfjs-layers';
import { architectureOf } from '../architecture.js';
import { checkWhole } from '../check.js';
import { stylize } from '../stylize.js';
import { layerGraph } from './layer-graph.js';
import { measureNorms, normsOf } from './measure-norms.js';
import { tilePlaces } from './tile-places.js';
import { outputsOn, type TileRun } from './tile-run.js';
import { crop, fitPicture, type Region, type TiledPicture } from './tiled-picture.js';

/** Options of {@link stylizeTiles}. */
export interface StylizeTilesOptions {
  /** About the height and width of a tile in pixels, its surroundings not counted. @default 512 */
  tile?: number | undefined;
  /** Hears how much of the work is done, from 0 to 1, also while nothing is painted yet. */
  onProgress?: ((share: number) => void) | undefined;
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
 * Runs a generator on a picture of any size, tile by tile: what `stylize` would give, in memory that
 * grows slowly with the picture.
 *
 * Before anything is painted, the mean and variance that every instance norm sees in the whole
 * picture are measured, one norm after the other; then every tile is painted with these and with as
 * much of its surroundings as the network sees. So there is no seam, and no other difference to the
 * whole than rounding. What the passes keep for each other is at most 1.5 GB of plain memory.
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
 * for await (const { image, left, done, total } of stylizeTiles(generator, picture, { tile: 32 })) {
 *   console.log(`${done} of ${total} at ${left}: ${image.shape}`);
 *   // 1 of 2 at 0: 1,30,28,3, then 2 of 2 at 28: 1,30,22,3
 *   image.dispose();
 * }
 * generator.dispose();
 * ```
 */
export async function* stylizeTiles(
  generator: tfl.LayersModel,
  picture: TiledPicture,
  { tile = 512, onProgress, signal }: StylizeTilesOptions = {},
): AsyncGenerator<PaintedTile, void, void> {
  checkWhole('stylizeTiles tile', tile, 1);
  signal?.throwIfAborted();
  const { sizeMultiple: multiple, minimumSize } = architectureOf(generator);
  const whole = fitPicture(picture, multiple, minimumSize);
  const places = tilePlaces(whole, { tile, multiple });
  if (places.length === 1) {
    yield await paintWhole(generator, picture);
    return;
  }
  const graph = layerGraph(generator, multiple);
  const run: TileRun = { picture: whole, multiple, statistics: new Map(), kept: new Map() };
  const passes = normsOf(graph).length + 1;
  let done = 0;
  const onTile = async () => {
    onProgress?.(++done / (passes * places.length));
    await turn();
    signal?.throwIfAborted();
  };
  try {
    await measureNorms(run, { graph, places, onTile });
    const painted = places.filter(({ top, left }) => top < picture.height && left < picture.width);
    for (const [index, place] of painted.entries()) {
      const [image] = await outputsOn(run, place, [graph.at(-1)!]);
      const kept = inside(place, picture);
      const cut = crop(image!, place, kept);
      image!.dispose();
      yield { ...kept, image: cut, done: index + 1, total: painted.length };
      if (index + 1 < painted.length) await onTile();
    }
  } finally {
    for (const measured of run.statistics.values()) tf.dispose(measured);
  }
}

/** Lets the event loop turn, so that messages are heard: also the one that aborts. */
const turn = () => new Promise<void>((resolve) => setTimeout(resolve));

async function paintWhole(generator: tfl.LayersModel, picture: TiledPicture): Promise<PaintedTile> {
  const region = { top: 0, left: 0, height: picture.height, width: picture.width };
  const x = await picture.read(region);
  try {
    return { ...region, image: stylize(generator, x), done: 1, total: 1 };
  } finally {
    x.dispose();
  }
}

/** What of a region is picture and not its mirror image. */
const inside = (region: Region, { height, width }: TiledPicture): Region => ({
  ...region,
  height: Math.min(region.height, height - region.top),
  width: Math.min(region.width, width - region.left),
});
