import type { DecodeOptions } from '../image-options.js';
import type { Raster } from '../raster.js';
import { decode, type ImageSource } from './decode.js';

/**
 * Reads the pixels of an image as {@link readImage} does, without a tensor and in their own size.
 *
 * @param source a file, or the bytes of one
 * @returns pixels on a scale of 0 to 255: bytes, or floats of an image with 16 bits a channel
 * @throws Error with a cause if there is no such file, or it is no whole image; RangeError if it
 *   has more than `maxPixels` pixels (found out before decoding)
 *
 * @example
 * ```ts
 * import { readRaster } from '@ikat/data/node';
 *
 * const { width, height, channels } = await readRaster('photo.jpg');
 * console.log(width, height, channels); // 256 192 3
 * ```
 */
export function readRaster(source: ImageSource, options: DecodeOptions = {}): Promise<Raster> {
  return decode('readRaster', source, options);
}
