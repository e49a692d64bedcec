import type { Block, PicturePool } from './picture-pool.js';

/** The direction from other traditions to one, and how far along it a model went. */
export interface Caricature {
  /** `<m_generated - m_real, m_real - m_others> / |m_real - m_others|^2`. */
  readonly index: number;
  /** How much of the squared length of the direction is noise of the means. */
  readonly noiseShare: number;
}

/**
 * The caricature index of each culture: 0 faithful, above 0 exaggerated, below 0 assimilated.
 *
 * `m_others` is the mean of the means of the other cultures.
 */
export function caricatureIndices(
  { rows, blocks }: PicturePool,
  weights: ArrayLike<number>,
): Caricature[] {
  const real = blocks.map(({ real: block }) => meanOf(rows, block, weights));
  const generated = blocks.map(({ generated: block }) => meanOf(rows, block, weights).mean);
  return blocks.map((_, culture) => {
    const others = real.filter((__, other) => other !== culture);
    let [along, length] = [0, 0];
    for (let k = 0; k < real[culture]!.mean.length; k++) {
      const own = real[culture]!.mean[k]!;
      const outside = others.reduce((sum, { mean }) => sum + mean[k]!, 0) / others.length;
      along += (generated[culture]![k]! - own) * (own - outside);
      length += (own - outside) ** 2;
    }
    const noise =
      real[culture]!.noise +
      others.reduce((sum, other) => sum + other.noise, 0) / others.length ** 2;
    return { index: along / length, noiseShare: noise / length };
  });
}

function meanOf(
  rows: readonly ArrayLike<number>[],
  { from, to }: Block,
  weights: ArrayLike<number>,
): { mean: Float64Array; noise: number } {
  const mean = new Float64Array(rows[from]!.length);
  let total = 0;
  for (let place = from; place < to; place++) {
    total += weights[place]!;
    for (let k = 0; k < mean.length; k++) mean[k]! += weights[place]! * rows[place]![k]!;
  }
  for (let k = 0; k < mean.length; k++) mean[k]! /= total;
  let squares = 0;
  for (let place = from; place < to; place++) {
    for (let k = 0; k < mean.length; k++) {
      squares += weights[place]! * (rows[place]![k]! - mean[k]!) ** 2;
    }
  }
  // The trace of the covariance of the mean.
  return { mean, noise: squares / Math.max(1, total - 1) / total };
}
