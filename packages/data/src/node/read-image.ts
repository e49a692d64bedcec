import type * as tf from '@tensorflow/tfjs-core';
import { type ReadImageOptions, sizer } from '../image-options.js';
import { rasterToImages } from '../raster.js';
import { decode, type ImageSource } from './decode.js';

/**
 * Reads an image: JPEG, PNG, WebP, AVIF, TIFF, or the first frame of a GIF.
 *
 * It is turned as its EXIF orientation says, alpha is laid on white, grey and CMYK become colour,
 * the colour profile becomes sRGB, and 16 bits a channel are kept. Scaling is PIL's antialiased
 * bicubic ({@link resizeBicubic}).
 *
 * @param source a file, or the bytes of one
 * @returns the image `[1, height, width, 3]` in [-1, 1]; the caller disposes it
 * @throws Error with a cause if there is no such file, or it is no whole image; RangeError if it
 *   has more than `maxPixels` pixels, or would have at that size (found out before decoding)
 *
 * @example
 * ```ts
 * import { readImage } from '@ikat/data/node';
 *
 * const photo = await readImage('photo.jpg', { size: 64 });
 * console.log(photo.shape.join(' ')); // 1 64 64 3
 * photo.dispose();
 * ```
 */
export async function readImage(
  source: ImageSource,
  options: ReadImageOptions = {},
): Promise<tf.Tensor4D> {
  const toSize = sizer(options);
  return rasterToImages(toSize(await decode('readImage', source, options)));
}
