import type { Region } from './tiled-picture.js';

/** How tiles are cut. */
export interface TileFit {
  /** About how many pixels a side. */
  tile: number;
  /** Tiles begin and end at multiples of this, so that strides fall on the same pixels as in the whole. */
  multiple: number;
}

interface Size {
  height: number;
  width: number;
}

/** Cuts a picture, whose size is a multiple, into tiles of about one size, row by row. */
export function tilePlaces({ height, width }: Size, fit: TileFit): Region[] {
  return spans(height, fit).flatMap(([top, bottom]) =>
    spans(width, fit).map(([left, right]) => ({
      top,
      left,
      height: bottom - top,
      width: right - left,
    })),
  );
}

/** A region and its surroundings, as far as the picture goes. */
export function withSurroundings(region: Region, reach: number, { height, width }: Size): Region {
  const top = Math.max(0, region.top - reach);
  const left = Math.max(0, region.left - reach);
  const bottom = Math.min(height, region.top + region.height + reach);
  const right = Math.min(width, region.left + region.width + reach);
  return { top, left, height: bottom - top, width: right - left };
}

function spans(size: number, { tile, multiple }: TileFit): [from: number, to: number][] {
  const step = Math.ceil(size / Math.ceil(size / tile) / multiple) * multiple;
  return Array.from({ length: Math.ceil(size / step) }, (_, index) => [
    index * step,
    Math.min(size, (index + 1) * step),
  ]);
}
