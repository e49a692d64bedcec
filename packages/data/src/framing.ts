import type { RandomSource } from '@ikat/random';
import { checkWhole } from './check.js';
import type { Raster } from './raster.js';
import { resizeBicubic, type Window } from './resize-bicubic.js';

/** How an image of any size becomes one that a network takes: scaled, then cut. */
export interface Framing {
  /** The width and height the image is scaled to. */
  scale(width: number, height: number): readonly [width: number, height: number];
  /** Width and height of what is cut out of the scaled image; without it the whole stays. */
  readonly crop?: readonly [width: number, height: number] | undefined;
}

/** Finds out where a framing scales an image to and what it cuts out of it. */
export function placeFraming(
  framing: Framing,
  [width, height]: readonly [number, number],
  random?: RandomSource,
): { width: number; height: number; window: Window } {
  const [scaledWidth, scaledHeight] = framing.scale(width, height);
  const [cropWidth, cropHeight] = framing.crop ?? [scaledWidth, scaledHeight];
  if (cropWidth > scaledWidth || cropHeight > scaledHeight)
    throw new RangeError(
      `expected an image of at least ${cropWidth} x ${cropHeight} to cut from, got ${scaledWidth} x ${scaledHeight}. Use resizeAndCrop or scaleShortSide, which scale small images up.`,
    );
  const at = (room: number) =>
    random === undefined ? Math.floor(room / 2) : random.integer(room + 1);
  const left = at(scaledWidth - cropWidth);
  const top = at(scaledHeight - cropHeight);
  return {
    width: scaledWidth,
    height: scaledHeight,
    window: { left, top, width: cropWidth, height: cropHeight },
  };
}

/**
 * Scales and cuts pixels as a framing says; without a random source the cut is in the middle.
 *
 * @param raster pixels, 0 to 255
 * @param random decides where the cut is: two draws, across and down
 * @throws RangeError if the scaled image is smaller than the cut
 *
 * @example
 * ```ts
 * import { frame, scaleShortSide } from '@ikat/data';
 *
 * const photo = { width: 6, height: 4, channels: 1, data: new Uint8Array(24) };
 * const square = frame(photo, scaleShortSide(2, { crop: 2 }));
 * console.log(square.width, square.height); // 2 2
 * ```
 */
export function frame(raster: Raster, framing: Framing, random?: RandomSource): Raster {
  return resizeBicubic(raster, placeFraming(framing, [raster.width, raster.height], random));
}

/** What the scaling framings take. */
export interface FramingOptions {
  /** Side of the square that is cut out of the scaled image. @default nothing is cut */
  crop?: number | undefined;
}

function framing(name: string, { crop }: FramingOptions, scale: Framing['scale']): Framing {
  if (crop === undefined) return { scale };
  checkWhole(name, 'a crop', crop, 1);
  return { scale, crop: [crop, crop] };
}

/**
 * Scales every image to a square, changing its proportions, and cuts a square out of it: what
 * CycleGAN and pix2pix train with, 286 and 256 pixels (`resize_and_crop` in their code).
 *
 * @param size side of what is cut
 * @param load side before the cut; by default `size * 286 / 256`
 *
 * @example
 * ```ts
 * import { resizeAndCrop } from '@ikat/data';
 *
 * console.log(resizeAndCrop(256).scale(640, 480).join(' ')); // 286 286
 * ```
 */
export function resizeAndCrop(size: number, load = Math.round((size * 286) / 256)): Framing {
  checkWhole('resizeAndCrop', 'a size', size, 1);
  checkWhole('resizeAndCrop', 'a load size', load, size);
  return { scale: () => [load, load], crop: [size, size] };
}

/**
 * Scales every image to a square, changing its proportions.
 *
 * @param size pixels a side, at least 1
 *
 * @example
 * ```ts
 * import { resizeTo } from '@ikat/data';
 *
 * console.log(resizeTo(64).scale(640, 480).join(' ')); // 64 64
 * ```
 */
export function resizeTo(size: number): Framing {
  checkWhole('resizeTo', 'a size', size, 1);
  return { scale: () => [size, size] };
}

/**
 * Leaves images at their size and cuts a square out of them (`crop`). Smaller images cannot be used.
 *
 * @param size pixels a side, at least 1
 *
 * @example
 * ```ts
 * import { cropTo } from '@ikat/data';
 * import { imageFolder } from '@ikat/data/node';
 *
 * console.log(imageFolder('photos', { framing: cropTo(64) }).length); // 4
 * ```
 */
export function cropTo(size: number): Framing {
  return framing('cropTo', { crop: size }, (width, height) => [width, height]);
}

/**
 * Scales the width, keeping the proportions except where the image would be lower than the crop
 * (`scale_width`, `scale_width_and_crop`).
 *
 * @param width pixels, at least those of the crop
 *
 * @example
 * ```ts
 * import { scaleWidth } from '@ikat/data';
 *
 * console.log(scaleWidth(320).scale(640, 480).join(' ')); // 320 240
 * ```
 */
export function scaleWidth(width: number, options: FramingOptions = {}): Framing {
  checkWhole('scaleWidth', 'a width', width, options.crop ?? 1);
  return framing('scaleWidth', options, (ownWidth, ownHeight) => [
    width,
    Math.max(1, Math.trunc((width * ownHeight) / ownWidth), options.crop ?? 1),
  ]);
}

/**
 * Scales the shorter side, keeping the proportions (`scale_shortside`, which leaves images alone
 * whose shorter side is long enough; this one does not).
 *
 * @param side pixels, at least those of the crop
 *
 * @example
 * ```ts
 * import { scaleShortSide } from '@ikat/data';
 *
 * console.log(scaleShortSide(240, { crop: 200 }).scale(640, 480).join(' ')); // 320 240
 * ```
 */
export function scaleShortSide(side: number, options: FramingOptions = {}): Framing {
  checkWhole('scaleShortSide', 'a side', side, options.crop ?? 1);
  return framing('scaleShortSide', options, (width, height) => {
    const factor = side / Math.min(width, height);
    return [Math.round(width * factor), Math.round(height * factor)];
  });
}

/**
 * Scales the longer side, keeping the proportions: the whole image fits a square.
 *
 * @param side pixels, at least 1
 *
 * @example
 * ```ts
 * import { scaleLongSide } from '@ikat/data';
 *
 * console.log(scaleLongSide(320).scale(640, 480).join(' ')); // 320 240
 * ```
 */
export function scaleLongSide(side: number): Framing {
  checkWhole('scaleLongSide', 'a side', side, 1);
  return {
    scale(width, height) {
      const factor = side / Math.max(width, height);
      return [Math.max(1, Math.round(width * factor)), Math.max(1, Math.round(height * factor))];
    },
  };
}

/**
 * Leaves images at their size, but for rounding each side to a multiple (`none`, with 4).
 *
 * @param multiple what a network's sides have to be divisible by, at least 1
 *
 * @example
 * ```ts
 * import { wholeImage } from '@ikat/data';
 *
 * console.log(wholeImage(4).scale(511, 301).join(' ')); // 512 300
 * ```
 */
export function wholeImage(multiple = 4): Framing {
  checkWhole('wholeImage', 'a multiple', multiple, 1);
  const nearest = (side: number) => Math.max(1, Math.round(side / multiple)) * multiple;
  return { scale: (width, height) => [nearest(width), nearest(height)] };
}
