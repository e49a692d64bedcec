import type { Stage } from './plan.js';

/** Rows [from, to) of the image, and those that are computed to get them. */
export interface Strip {
  from: number;
  to: number;
  haloFrom: number;
  haloTo: number;
}

/** What a strip may cost. */
export interface Room {
  height: number;
  width: number;
  bytes: number;
  /** Bytes taken for each byte that a strip needs: convolutions take some for themselves, a pool keeps some. */
  spare: number;
}

/**
 * Divides an image into strips of as many rows as fit into the bytes.
 *
 * @throws TooLittleMemory when not even the smallest strip does
 */
export function divide(stage: Stage, { height, width, bytes, spare }: Room): Strip[] {
  const align = (rows: number) => Math.ceil(rows / stage.multiple) * stage.multiple;
  const halo = align(stage.halo);
  const perRow = stage.bytes * width * spare;
  const fitting = Math.floor(bytes / perRow);
  const own = Math.floor((fitting - 2 * halo) / stage.multiple) * stage.multiple;
  if (fitting < height && own < stage.multiple) {
    throw new TooLittleMemory((2 * halo + stage.multiple) * perRow - bytes);
  }
  const rows = fitting >= height ? height : own;
  const strips: Strip[] = [];
  for (let from = 0; from < height; from += rows) {
    const to = Math.min(height, from + rows);
    const [haloFrom, haloTo] = [Math.max(0, from - halo), Math.min(height, to + halo)];
    strips.push({ from, to, haloFrom, haloTo });
  }
  return strips;
}

/** So many bytes more are needed for the smallest strip. */
export class TooLittleMemory extends Error {
  constructor(readonly missing: number) {
    super('too little memory for the smallest strip');
  }
}
