import { checkSize } from './check.js';
import { type Framing, frame, resizeTo, scaleLongSide, scaleShortSide } from './framing.js';
import type { Raster } from './raster.js';

/** What decoding takes. */
export interface DecodeOptions {
  /** Images of more pixels, and sizes of more, are refused before decoding. @default 100e6 */
  maxPixels?: number | undefined;
  /** 3 for colour, 1 for grey (0.299 R + 0.587 G + 0.114 B). @default 3 */
  channels?: 1 | 3 | undefined;
}

/** What `maxPixels` is without an option. */
export const defaultMaxPixels = 100e6;

/** How an image is brought to a size. */
export type Fit = 'cover' | 'fill' | 'inside' | 'within';

/** What `readImage` takes. */
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

/** What brings images to the size asked for, once the options are found to be in order. */
export function sizer({
  size,
  fit = 'cover',
  maxPixels,
}: ReadImageOptions): (raster: Raster) => Raster {
  if (size !== undefined) checkSize('readImage', size, maxPixels ?? defaultMaxPixels);
  if (!(fit in framings))
    throw new RangeError(
      `readImage: expected fit 'cover', 'fill', 'inside' or 'within', got '${fit}'.`,
    );
  return (raster) => (size === undefined ? raster : frame(raster, framings[fit](size)));
}
