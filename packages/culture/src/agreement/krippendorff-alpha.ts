import { childSeed } from '@ikat/random';
import { clusterResamples, percentileInterval } from '../statistics/cluster-resample.js';
import { type Interval, type Refusal, refuse } from '../statistics/interval.js';
import { disagreement } from './disagreement.js';
import { intervalScale, type RatingScale } from './rating-scale.js';
import { type Ratings, type RatingTable, ratingTable } from './rating-table.js';

/** Options of {@link krippendorffAlpha}. */
export interface AlphaOptions {
  /** {@link intervalScale} by default. */
  readonly scale?: RatingScale | undefined;
  /** Resamples of the raters for the interval; 1000 by default. */
  readonly bootstrap?: number | undefined;
  readonly level?: number | undefined;
  readonly seed?: number | undefined;
}

/** How far raters agree. */
export interface AlphaEstimate {
  readonly kind: 'estimated';
  /** 1: always; 0: as by lot; below 0: worse than by lot. */
  readonly value: number;
  /** From resampled raters; nothing for two raters or without resamples. */
  readonly interval?: Interval | undefined;
  readonly observed: number;
  readonly expected: number;
  /** Units that two raters or more rated, and their ratings. */
  readonly units: number;
  readonly ratings: number;
}

/** What {@link krippendorffAlpha} returns. */
export type AlphaResult = AlphaEstimate | Refusal<'no variation' | 'nothing rated twice'>;

/**
 * Krippendorff's alpha: how far raters agree, for any scale, with ratings missing.
 *
 * `alpha = 1 - D_observed / D_expected` (Krippendorff 2004, ch. 11). The interval resamples raters;
 * copies of one rater do not count as agreeing.
 *
 * @param ratings rows of raters, columns of units, null where a rater did not rate
 * @returns alpha, or a refusal: `nothing rated twice`, `no variation` (all ratings are one value)
 *
 * @example
 * ```ts
 * import { krippendorffAlpha, nominalScale } from '@ikat/culture';
 *
 * const alpha = krippendorffAlpha(
 *   [
 *     [1, 2, 1, 2, null],
 *     [1, 2, 1, 1, 2],
 *   ],
 *   { scale: nominalScale },
 * );
 * if (alpha.kind === 'estimated') console.log(alpha.value.toFixed(3)); // 0.533
 * ```
 */
export function krippendorffAlpha(ratings: Ratings, options: AlphaOptions = {}): AlphaResult {
  return alphaOfTable(ratingTable('krippendorffAlpha', ratings), options);
}

/** Alpha of a table, or of the raters for which a mask is 1. */
export function alphaOfTable(
  table: RatingTable,
  options: AlphaOptions,
  mask: ArrayLike<number> = new Float64Array(table.places.length).fill(1),
): AlphaResult {
  const { scale = intervalScale, bootstrap = 1000, level = 0.95, seed = 0 } = options;
  const { observed, expected, units, ratings } = disagreement(table, scale, mask);
  if (units === 0) {
    return refuse(
      'nothing rated twice',
      'No unit has ratings of two raters, so nothing can agree.',
    );
  }
  if (!(expected > 0)) {
    return refuse(
      'no variation',
      'All ratings are one value: agreement by lot would be perfect too, so alpha is not defined.',
    );
  }
  const raters = Array.from({ length: mask.length }, (_, rater) => rater).filter(
    (rater) => mask[rater]! > 0,
  );
  const draws: number[] = [];
  if (raters.length > 2) {
    const resamples = clusterResamples(
      raters.map((_, place) => [place]),
      raters.map(() => ''),
      { repetitions: bootstrap, seed: childSeed(seed, 'alpha') },
    );
    const weights = new Float64Array(mask.length);
    for (const drawn of resamples) {
      for (const [place, rater] of raters.entries()) weights[rater] = drawn[place]!;
      const again = disagreement(table, scale, weights);
      draws.push(1 - again.observed / again.expected);
    }
  }
  const interval = draws.length > 0 ? percentileInterval(draws, level) : undefined;
  const value = 1 - observed / expected;
  return { kind: 'estimated', value, interval, observed, expected, units, ratings };
}
