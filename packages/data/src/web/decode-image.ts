import { greyOf } from '../grey.js';
import type { Raster } from '../raster.js';
import { contextOf, makeCanvas } from './canvas.js';
import { foreign, openBitmap, type WebDecodeOptions, type WebImageSource } from './open-bitmap.js';

/** Pixels that are drawn and read at a time: phones refuse large canvases. */
const stripPixels = 4e6;

/**
 * Decodes an image to pixels, 0 to 255: what is to be kept in memory and framed anew every time.
 *
 * It is turned as its EXIF orientation says, alpha is laid on white, the colour profile becomes sRGB.
 * Browsers give 8 bits a channel, also of 16-bit files. It works in workers.
 *
 * @param source a file, a URL, an element, a bitmap, pixels or a frame of film
 * @returns red, green and blue, or grey, for `frame` and `rasterToImages`
 * @throws Error if it is no image, or one of another site; RangeError if it is too large
 *
 * @example
 * ```ts
 * import { frame, rasterToImages, scaleShortSide } from '@ikat/data';
 * import { decodeImage } from '@ikat/data/web';
 *
 * async function square(file: File) {
 *   const pixels = await decodeImage(file);
 *   return rasterToImages(frame(pixels, scaleShortSide(64, { crop: 64 }))); // [1, 64, 64, 3]
 * }
 * ```
 */
export async function decodeImage(
  source: WebImageSource,
  options: WebDecodeOptions = {},
): Promise<Raster> {
  return decode('decodeImage', source, options);
}

/** {@link decodeImage} under the name of what the user called. */
export async function decode(
  name: string,
  source: WebImageSource,
  options: WebDecodeOptions,
): Promise<Raster> {
  const bitmap = await openBitmap(name, source, options);
  try {
    const raster = pixelsOf(name, bitmap);
    return options.channels === 1 ? greyOf(raster) : raster;
  } finally {
    bitmap.close();
  }
}

function pixelsOf(name: string, bitmap: ImageBitmap): Raster {
  const { width, height } = bitmap;
  const data = new Uint8Array(width * height * 3);
  const rows = Math.min(height, Math.max(1, Math.floor(stripPixels / width)));
  const context = contextOf(name, makeCanvas(width, rows));
  context.fillStyle = '#ffffff';
  for (let top = 0; top < height; top += rows) {
    context.fillRect(0, 0, width, rows);
    context.drawImage(bitmap, 0, -top);
    const count = Math.min(rows, height - top);
    copyColour(readPixels(name, context, [width, count]), data, top * width * 3);
  }
  return { width, height, channels: 3, data };
}

function readPixels(
  name: string,
  context: ReturnType<typeof contextOf>,
  [width, height]: [number, number],
): Uint8ClampedArray {
  try {
    return context.getImageData(0, 0, width, height).data;
  } catch (cause) {
    throw foreign(name, 'an image', cause);
  }
}

/** Writes red, green and blue of opaque pixels. */
function copyColour(pixels: Uint8ClampedArray, target: Uint8Array, start: number): void {
  for (let from = 0, to = start; from < pixels.length; from += 4, to += 3) {
    target[to] = pixels[from]!;
    target[to + 1] = pixels[from + 1]!;
    target[to + 2] = pixels[from + 2]!;
  }
}
