import type { DistanceMatrix } from '../statistics/distance-matrix.js';
import { omegaSquared } from './effect-size.js';
import { byCulture, type PairSums, profileSums } from './pair-sums.js';

/** Sums of squares of a one-way analysis on distances (Anderson 2001). */
export interface SumsOfSquares {
  /** `SSA = SST - SSW`: between cultures, within strata. */
  readonly between: number;
  /** `SSW = sum_c sum_{i<j in c} d^2 / n_c`. */
  readonly within: number;
  readonly betweenDegrees: number;
  readonly withinDegrees: number;
}

/**
 * The sums of squares of labels, summed over strata.
 *
 * @param squared squared distances
 * @param strata the items of each stratum
 */
export function sumsOfSquares(
  squared: DistanceMatrix,
  strata: readonly (readonly number[])[],
  { labels, profiles }: { readonly labels: Int32Array; readonly profiles: readonly Float64Array[] },
): SumsOfSquares {
  let [between, within, betweenDegrees, withinDegrees] = [0, 0, 0, 0];
  for (const members of strata) {
    const sums = byCulture(
      profileSums(squared, members, { labels, profiles: profiles.length }),
      profiles,
    );
    const weights = cultureWeights(members, labels, profiles);
    const cultures = weights.length;
    let all = 0;
    let weight = 0;
    let stratumWithin = 0;
    let present = 0;
    for (let a = 0; a < cultures; a++) {
      if (weights[a]! <= 0) continue;
      present++;
      weight += weights[a]!;
      stratumWithin += sums[a * cultures + a]! / weights[a]!;
      for (let b = 0; b <= a; b++) all += sums[a * cultures + b]!;
    }
    between += all / weight - stratumWithin;
    within += stratumWithin;
    betweenDegrees += present - 1;
    withinDegrees += weight - present;
  }
  return { between, within, betweenDegrees, withinDegrees };
}

function cultureWeights(
  members: readonly number[],
  labels: Int32Array,
  profiles: readonly Float64Array[],
): Float64Array {
  const weights = new Float64Array(profiles[0]!.length);
  for (const item of members) {
    const profile = profiles[labels[item]!]!;
    for (let c = 0; c < weights.length; c++) weights[c]! += profile[c]!;
  }
  return weights;
}

/** The effect size of sums that leave dependent pairs out. */
export function omegaSquaredOfSums(strata: readonly PairSums[]): number {
  return omegaSquared(
    strata.map(({ squares, pairs, weights }) => {
      const count = weights.length;
      const diagonal = (sums: Float64Array) =>
        Float64Array.from(weights, (_, c) => sums[c * count + c]!);
      return {
        weights,
        withinSquares: diagonal(squares),
        withinPairs: diagonal(pairs),
        between: (a, b) => squares[a * count + b]! / pairs[a * count + b]!,
      };
    }),
  );
}
