import type { Raster } from './raster.js';

/** The grey of a colour raster, by PIL's weights in 1 / 65536. */
export function greyOf({ data, width, height }: Raster): Raster {
  const exact = data instanceof Float32Array;
  const grey = new (exact ? Float32Array : Uint8Array)(width * height);
  for (let i = 0; i < grey.length; i++) {
    const sum = data[3 * i]! * 19595 + data[3 * i + 1]! * 38470 + data[3 * i + 2]! * 7471;
    grey[i] = exact ? sum / 65536 : (sum + 32768) >> 16;
  }
  return { width, height, channels: 1, data: grey };
}
