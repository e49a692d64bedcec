import type { DistanceMatrix } from '../statistics/distance-matrix.js';
import { placesBy } from '../statistics/group-by.js';
import type { CodedTable } from './style-table.js';

/**
 * Sums of a stratum's distances over pairs of items, by the pair's cultures.
 *
 * Entry `[a * cultures + b]` is the sum over unordered pairs of items of
 * `(w_ia w_jb + w_ib w_ja) f(d_ij)` for a != b, and of `w_ia w_ja f(d_ij)` for a = b.
 */
export interface PairSums {
  /** f(d) = d. */
  readonly distances: Float64Array;
  /** f(d) = d^2. */
  readonly squares: Float64Array;
  /** f(d) = 1. */
  readonly pairs: Float64Array;
  /** The weight of each culture. */
  readonly weights: Float64Array;
}

/** The items of each stratum in ascending order. */
export function strataOf(coded: Pick<CodedTable, 'labels' | 'strata'>): number[][] {
  return [...placesBy(coded.labels.length, (item) => coded.strata?.[item] ?? '').values()];
}

/** A number for the cluster of each item; items on their own have numbers of their own. */
export function clusterNumbers(clusters: readonly (string | undefined)[]): Int32Array {
  const numbers = new Int32Array(clusters.length);
  const groups = placesBy(clusters.length, (item) => clusters[item] ?? item);
  for (const [number, items] of [...groups.values()].entries()) {
    for (const item of items) numbers[item] = number;
  }
  return numbers;
}

/** Sums of squares by pairs of profiles only: the inner loop of a permutation. */
export function profileSums(
  { values }: DistanceMatrix,
  members: readonly number[],
  { labels, profiles }: { readonly labels: Int32Array; readonly profiles: number },
): Float64Array {
  const sums = new Float64Array(profiles * profiles);
  for (let m = 1; m < members.length; m++) {
    const i = members[m]!;
    const start = (i * (i - 1)) / 2;
    const row = labels[i]! * profiles;
    for (let k = 0; k < m; k++) {
      const j = members[k]!;
      sums[row + labels[j]!]! += values[start + j]!;
    }
  }
  return sums;
}

/** Sums by pairs of profiles to sums by pairs of cultures. */
export function byCulture(sums: Float64Array, profiles: readonly Float64Array[]): Float64Array {
  const count = profiles[0]!.length;
  const result = new Float64Array(count * count);
  for (const [p, first] of profiles.entries()) {
    for (const [q, second] of profiles.entries()) {
      const sum = sums[p * profiles.length + q]!;
      if (sum === 0) continue;
      for (let a = 0; a < count; a++) {
        result[a * count + a]! += first[a]! * second[a]! * sum;
        for (let b = 0; b < count; b++) {
          if (a === b) continue;
          result[a * count + b]! += (first[a]! * second[b]! + first[b]! * second[a]!) * sum;
        }
      }
    }
  }
  return result;
}

/**
 * All sums of a stratum, items weighted (a resample), pairs of one cluster left out: those are not
 * two independent works.
 */
export function weightedPairSums(
  distances: DistanceMatrix,
  members: readonly number[],
  parts: {
    readonly labels: Int32Array;
    readonly profiles: readonly Float64Array[];
    readonly clusters: Int32Array;
    readonly weights: ArrayLike<number>;
  },
): PairSums {
  const { labels, profiles, clusters, weights } = parts;
  const size = profiles.length;
  const sums = [0, 1, 2].map(() => new Float64Array(size * size));
  const [plain, squares, pairs] = sums as [Float64Array, Float64Array, Float64Array];
  const totals = new Float64Array(profiles[0]!.length);
  const present = members.filter((item) => weights[item]! > 0);
  for (const [m, i] of present.entries()) {
    const start = (i * (i - 1)) / 2;
    const row = labels[i]! * size;
    for (let k = 0; k < m; k++) {
      const j = present[k]!;
      if (clusters[i] === clusters[j]) continue;
      const weight = weights[i]! * weights[j]!;
      const distance = distances.values[start + j]!;
      const cell = row + labels[j]!;
      plain[cell]! += weight * distance;
      squares[cell]! += weight * distance * distance;
      pairs[cell]! += weight;
    }
    for (const [c, share] of profiles[labels[i]!]!.entries()) totals[c]! += weights[i]! * share;
  }
  return {
    distances: byCulture(plain, profiles),
    squares: byCulture(squares, profiles),
    pairs: byCulture(pairs, profiles),
    weights: totals,
  };
}
