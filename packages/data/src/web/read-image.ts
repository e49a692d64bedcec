import type * as tf from '@tensorflow/tfjs-core';
import { type ReadImageOptions, sizer } from '../image-options.js';
import { rasterToImages } from '../raster.js';
import { decode } from './decode-image.js';
import type { WebDecodeOptions, WebImageSource } from './open-bitmap.js';

/** What {@link readImage} takes. */
export interface WebReadImageOptions extends ReadImageOptions, WebDecodeOptions {}

/**
 * Reads an image in a page or a worker: whatever the browser decodes, or has decoded already.
 *
 * It is turned as its EXIF orientation says, alpha is laid on white, the colour profile becomes sRGB.
 * Scaling is PIL's antialiased bicubic (`resizeBicubic`), the same bytes as in Node.
 *
 * @param source a file, a URL, an element, a bitmap, pixels or a frame of film
 * @returns the image `[1, height, width, 3]` in [-1, 1]; the caller disposes it
 * @throws Error if it is no image, or one of another site; RangeError if it is too large or an option
 *   has no such value
 *
 * @example
 * ```ts
 * import { drawImage, readImage } from '@ikat/data/web';
 *
 * async function show(file: File, canvas: HTMLCanvasElement) {
 *   const photo = await readImage(file, { size: 256, fit: 'inside' });
 *   await drawImage(photo, canvas);
 *   photo.dispose();
 * }
 * ```
 */
export async function readImage(
  source: WebImageSource,
  options: WebReadImageOptions = {},
): Promise<tf.Tensor4D> {
  const toSize = sizer(options);
  return rasterToImages(toSize(await decode('readImage', source, options)));
}
