import { placesBy } from '../statistics/group-by.js';
import type { Estimate } from '../statistics/interval.js';
import { normalQuantile } from '../statistics/normal.js';

/** An answer on a scale. */
export interface StyleRating {
  readonly rater: string;
  readonly group: string;
  readonly score: number;
}

/** How the raters of one group use a scale, averaged over raters. */
export interface ResponseStyle {
  readonly group: string;
  readonly raters: number;
  readonly mean: Estimate;
  /** The share of answers at either end. */
  readonly extremes: Estimate;
  /** The share of answers at the middle; 0 for scales with an even number of answers. */
  readonly middle: Estimate;
}

/**
 * Describes how groups use a scale: some avoid its ends, some agree with everything (Harzing 2006).
 *
 * Such habits look like opinions; that is why comparisons of two come first in this package.
 *
 * @param scale the lowest and the highest answer that was offered
 */
export function responseStyles(
  ratings: readonly StyleRating[],
  {
    lowest,
    highest,
    level = 0.95,
  }: { lowest: number; highest: number; level?: number | undefined },
): ResponseStyle[] {
  const outside = ratings.find(({ score }) => !(score >= lowest && score <= highest));
  if (outside !== undefined) {
    throw new RangeError(
      `responseStyles: expected scores from ${lowest} to ${highest}, got ${outside.score} of rater ` +
        `'${outside.rater}'.`,
    );
  }
  const groups = placesBy(ratings.length, (place) => ratings[place]!.group);
  return [...groups].map(([group, places]) => {
    const raters = [...placesBy(places.length, (at) => ratings[places[at]!]!.rater).values()];
    const over = (measure: (score: number) => number) =>
      meanOverRaters(
        raters.map((rows) => rows.map((at) => measure(ratings[places[at]!]!.score))),
        level,
      );
    return {
      group,
      raters: raters.length,
      mean: over((score) => score),
      extremes: over((score) => Number(score === lowest || score === highest)),
      middle: over((score) => Number(score === (lowest + highest) / 2)),
    };
  });
}

function meanOverRaters(values: readonly (readonly number[])[], level: number): Estimate {
  const means = values.map((list) => list.reduce((sum, value) => sum + value, 0) / list.length);
  const value = means.reduce((sum, mean) => sum + mean, 0) / means.length;
  const squares = means.reduce((sum, mean) => sum + (mean - value) ** 2, 0);
  const half =
    means.length > 1
      ? normalQuantile(0.5 + level / 2) * Math.sqrt(squares / (means.length - 1) / means.length)
      : Number.POSITIVE_INFINITY;
  return { value, interval: { low: value - half, high: value + half, level } };
}

/**
 * Scores less the rater's mean, over the rater's standard deviation: without habits of using the scale.
 *
 * @returns one number a rating, in their order; 0 for raters who always answer the same
 *
 * @example
 * ```ts
 * import { standardiseWithinRaters } from '@ikat/culture';
 *
 * const scores = standardiseWithinRaters([
 *   { rater: 'a', group: 'n', score: 4 },
 *   { rater: 'a', group: 'n', score: 5 },
 * ]);
 * console.log(scores.map((score) => score.toFixed(2)).join(' ')); // -0.71 0.71
 * ```
 */
export function standardiseWithinRaters(ratings: readonly StyleRating[]): number[] {
  const standardised = new Array<number>(ratings.length).fill(0);
  for (const places of placesBy(ratings.length, (place) => ratings[place]!.rater).values()) {
    const scores = places.map((place) => ratings[place]!.score);
    const mean = scores.reduce((sum, score) => sum + score, 0) / scores.length;
    const squares = scores.reduce((sum, score) => sum + (score - mean) ** 2, 0);
    if (squares === 0) continue;
    const deviation = Math.sqrt(squares / (scores.length - 1));
    for (const [at, place] of places.entries())
      standardised[place] = (scores[at]! - mean) / deviation;
  }
  return standardised;
}
