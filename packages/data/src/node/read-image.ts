import type * as tf from '@tensorflow/tfjs-core';
import { checkSize } from '../check.js';
import { type Framing, frame, resizeTo, scaleLongSide, scaleShortSide } from '../framing.js';
import { rasterToImages } from '../raster.js';
import { type DecodeOptions, decode, defaultMaxPixels, type ImageSource } from './decode.js';

/** How an image is brought to a size. */
export type Fit = 'cover' | 'fill' | 'inside' | 'within';

/** What {@link readImage} takes. */
export interface ReadImageOptions extends DecodeOptions {
  /** Pixels a side to scale to, or its own size if left out. */
  size?: number | undefined;
  /**
   * `cover` scales the shorter side and cuts the middle square out; `fill` makes it a square without
   * keeping proportions; `inside` scales the longer side and cuts nothing; `within` does so only to
   * images that are larger.
   *
   * @default 'cover'
   */
  fit?: Fit | undefined;
}

const framings: Record<Fit, (size: number) => Framing> = {
  cover: (size) => scaleShortSide(size, { crop: size }),
  fill: resizeTo,
  inside: scaleLongSide,
  within: (size) => ({
    scale: (width, height) =>
      Math.max(width, height) > size ? scaleLongSide(size).scale(width, height) : [width, height],
  }),
};

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
  { size, fit = 'cover', ...options }: ReadImageOptions = {},
): Promise<tf.Tensor4D> {
  if (size !== undefined) checkSize('readImage', size, options.maxPixels ?? defaultMaxPixels);
  if (!(fit in framings))
    throw new RangeError(
      `readImage: expected fit 'cover', 'fill', 'inside' or 'within', got '${fit}'.`,
    );
  const raster = await decode('readImage', source, options);
  return rasterToImages(size === undefined ? raster : frame(raster, framings[fit](size)));
}
