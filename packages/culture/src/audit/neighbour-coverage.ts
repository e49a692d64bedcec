import { checkTwoSamples, type Rows } from '../compare/two-samples.js';
import { squaredDistance } from '../statistics/distance-matrix.js';

/** How samples lie among each other's neighbours. */
export interface NeighbourShares {
  /** The share of generated items that lie among real ones (Kynkäänniemi et al. 2019). */
  readonly precision: number;
  /** The share of real items that have a generated one among their neighbours (Naeem et al. 2020). */
  readonly coverage: number;
}

/**
 * Precision and coverage by k nearest neighbours: a real item's ball reaches to its k-th real neighbour.
 *
 * @param neighbours k; 5 by default
 *
 * @example
 * ```ts
 * import { neighbourShares } from '@ikat/culture';
 *
 * const real = [[0], [1], [2], [3]];
 * console.log(neighbourShares(real, [[0.5], [9]], 1)); // { precision: 0.5, coverage: 0.5 }
 * ```
 */
export function neighbourShares(real: Rows, generated: Rows, neighbours = 5): NeighbourShares {
  checkTwoSamples('neighbourShares', [real, generated], 1);
  if (!(Number.isInteger(neighbours) && neighbours >= 1 && neighbours < real.length)) {
    throw new RangeError(
      `neighbourShares: expected from 1 to ${real.length - 1} neighbours of ${real.length} real items, ` +
        `got ${neighbours}.`,
    );
  }
  const radii = real.map((item, place) => {
    const distances = real
      .filter((_, other) => other !== place)
      .map((other) => squaredDistance(item, other));
    return Float64Array.from(distances).sort()[neighbours - 1]!;
  });
  const within = (generatedItem: ArrayLike<number>, place: number) =>
    squaredDistance(real[place]!, generatedItem) <= radii[place]!;
  const covered = real.filter((_, place) => generated.some((item) => within(item, place)));
  const precise = generated.filter((item) => real.some((_, place) => within(item, place)));
  return {
    precision: precise.length / generated.length,
    coverage: covered.length / real.length,
  };
}

/**
 * The coverage to expect of items that were drawn like the real ones:
 * `1 - prod_{i=1..k} (N - i) / (M + N - i)`, whatever the distribution (Naeem et al. 2020).
 */
export function expectedCoverage(real: number, generated: number, neighbours = 5): number {
  let missed = 1;
  for (let i = 1; i <= neighbours; i++) missed *= (real - i) / (generated + real - i);
  return 1 - missed;
}
