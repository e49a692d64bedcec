import type { Region } from './stylize-tiles.js';

/** Where a tile is, and what the network sees of its surroundings. */
export interface TilePlace {
  kept: Region;
  seen: Region;
}

/** How tiles are cut. */
export interface TileFit {
  tile: number;
  overlap: number;
  /** Tiles begin at multiples of this, so that strides fall on the same pixels as in the whole. */
  multiple: number;
}

interface Span {
  from: number;
  to: number;
}

interface Size {
  height: number;
  width: number;
}

/** Cuts a picture into tiles of about one size, row by row. */
export function tilePlaces({ height, width }: Size, fit: TileFit): TilePlace[] {
  const surround = Math.ceil(fit.overlap / fit.multiple) * fit.multiple;
  const around = ({ from, to }: Span, size: number): Span => ({
    from: Math.max(0, from - surround),
    to: Math.min(size, to + surround),
  });
  return spans(height, fit).flatMap((rows) =>
    spans(width, fit).map((columns) => ({
      kept: region(rows, columns),
      seen: region(around(rows, height), around(columns, width)),
    })),
  );
}

/** Spreads pieces of at most `piece` pixels a side evenly over a picture, `most` x `most` at most. */
export function samplePlaces({ height, width }: Size, piece: number, most: number): Region[] {
  const columns = spread(width, piece, most);
  return spread(height, piece, most).flatMap((rows) => columns.map((span) => region(rows, span)));
}

const region = (rows: Span, columns: Span): Region => ({
  top: rows.from,
  left: columns.from,
  height: rows.to - rows.from,
  width: columns.to - columns.from,
});

/** A side that fits into one tile with its surroundings is one tile. */
function spans(size: number, { tile, overlap, multiple }: TileFit): Span[] {
  const count = size <= tile + 2 * overlap ? 1 : Math.ceil(size / tile);
  const step = Math.ceil(size / count / multiple) * multiple;
  return Array.from({ length: Math.ceil(size / step) }, (_, index) => ({
    from: index * step,
    to: Math.min(size, (index + 1) * step),
  }));
}

function spread(size: number, piece: number, most: number): Span[] {
  const length = Math.min(piece, size);
  const count = Math.min(most, Math.ceil(size / length));
  return Array.from({ length: count }, (_, index) => {
    const from = count === 1 ? 0 : Math.round((index * (size - length)) / (count - 1));
    return { from, to: from + length };
  });
}
