import { type Raster, rasterToImages } from '@ikat/data';
import type { PaintedTile, Region, TiledPicture } from '@ikat/models';
import type * as tf from '@tensorflow/tfjs-core';

/** A decoded picture as one that is read piece by piece. */
export const tiledRaster = (raster: Raster): TiledPicture => ({
  height: raster.height,
  width: raster.width,
  read: (region) => rasterToImages(part(raster, region)) as tf.Tensor4D,
});

function part({ width, channels, data }: Raster, region: Region): Raster {
  const pixels = new Uint8Array(region.height * region.width * channels);
  const row = region.width * channels;
  for (let y = 0; y < region.height; y++) {
    const from = ((region.top + y) * width + region.left) * channels;
    pixels.set((data as Uint8Array).subarray(from, from + row), y * row);
  }
  return { width: region.width, height: region.height, channels, data: pixels };
}

/** Writes a painted tile into the pixels of the whole picture. */
export function place(
  pixels: ImageData,
  tile: ImageData,
  { top, left }: Pick<PaintedTile, 'top' | 'left'>,
): void {
  const row = tile.width * 4;
  for (let y = 0; y < tile.height; y++) {
    const to = ((top + y) * pixels.width + left) * 4;
    pixels.data.set(tile.data.subarray(y * row, (y + 1) * row), to);
  }
}
