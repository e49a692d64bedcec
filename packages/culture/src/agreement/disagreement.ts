import type { RatingScale } from './rating-scale.js';
import type { RatingTable } from './rating-table.js';

/** The squared difference of two values, by place. */
export type Difference = (first: number, second: number) => number;

/** How much raters disagree, beside how much values drawn by lot would. */
export interface Disagreement {
  readonly observed: number;
  readonly expected: number;
  /** Units that two raters or more rated. */
  readonly units: number;
  readonly ratings: number;
}

interface Tally {
  /** The weight of each value in a unit. */
  readonly counts: Float64Array;
  total: number;
  /** The sum of squared weights: pairs of a rater with a copy of himself. */
  squares: number;
}

/** Adds up the ratings of a unit by raters of weight above 0. */
function tally(table: RatingTable, weights: ArrayLike<number>, unit: number): Tally {
  const result: Tally = { counts: new Float64Array(table.values.length), total: 0, squares: 0 };
  for (const [rater, row] of table.places.entries()) {
    const [place, weight] = [row[unit]!, weights[rater]!];
    if (place < 0 || weight === 0) continue;
    result.counts[place]! += weight;
    result.total += weight;
    result.squares += weight * weight;
  }
  return result;
}

/**
 * Krippendorff's observed and expected disagreement.
 *
 * With weights (how often a resample drew a rater) pairs of copies of one rater do not count as
 * agreement.
 */
export function disagreement(
  table: RatingTable,
  scale: RatingScale,
  weights: ArrayLike<number>,
): Disagreement & { readonly difference: Difference } {
  const tallies = Array.from({ length: table.units }, (_, unit) =>
    tally(table, weights, unit),
  ).filter(({ total, squares }) => total * total - squares > 1e-9);
  const margins = new Float64Array(table.values.length);
  let [ratings, squares] = [0, 0];
  for (const unit of tallies) {
    for (let place = 0; place < margins.length; place++) margins[place]! += unit.counts[place]!;
    ratings += unit.total;
    squares += unit.squares;
  }
  const difference = scale.differences(table.values, margins);
  return {
    observed: observedDisagreement(tallies, difference),
    expected: spread(margins, margins, difference) / (ratings * ratings - squares),
    units: tallies.length,
    ratings,
    difference,
  };
}

// The mean over ratings of the mean difference from the other ratings of the unit.
function observedDisagreement(tallies: readonly Tally[], difference: Difference): number {
  let [sum, ratings] = [0, 0];
  for (const { counts, total, squares } of tallies) {
    const pairs = total * total - squares;
    sum += (total * spread(counts, counts, difference)) / pairs;
    ratings += total;
  }
  return sum / ratings;
}

function spread(first: Float64Array, second: Float64Array, difference: Difference): number {
  let sum = 0;
  for (let c = 0; c < first.length; c++) {
    if (first[c] === 0) continue;
    for (let k = 0; k < second.length; k++) {
      if (second[k] !== 0) sum += first[c]! * second[k]! * difference(c, k);
    }
  }
  return sum;
}

/** The disagreement within each group and between groups, with one measure of difference. */
export function splitDisagreement(
  table: RatingTable,
  difference: Difference,
  rows: {
    readonly groupOf: ArrayLike<number>;
    readonly groups: number;
    readonly weights: ArrayLike<number>;
  },
): { within: number[]; between: number } {
  const within = Array.from({ length: rows.groups }, () => [0, 0] as [number, number]);
  const between: [number, number] = [0, 0];
  const masks = within.map((_, group) =>
    Float64Array.from(rows.weights, (weight, rater) =>
      rows.groupOf[rater] === group ? weight : 0,
    ),
  );
  for (let unit = 0; unit < table.units; unit++) {
    const tallies = masks.map((mask) => tally(table, mask, unit));
    for (const [group, { counts, total, squares }] of tallies.entries()) {
      const pairs = total * total - squares;
      if (pairs > 1e-9) {
        within[group]![0] += (total * spread(counts, counts, difference)) / pairs;
        within[group]![1] += total;
      }
      for (const other of tallies.slice(group + 1)) {
        if (total === 0 || other.total === 0) continue;
        const both = total + other.total;
        between[0] += (both * spread(counts, other.counts, difference)) / (total * other.total);
        between[1] += both;
      }
    }
  }
  return { within: within.map(([sum, weight]) => sum / weight), between: between[0] / between[1] };
}
