/** Values in ascending order with weights of their own. */
export interface WeightedSample {
  readonly values: Float64Array;
  readonly weights: Float64Array;
}

/** Two samples that are compared with each other: one stratum. */
export type SamplePair = readonly [WeightedSample, WeightedSample];

/**
 * The Hodges-Lehmann shift of two samples: the median of all differences y - x (1963).
 *
 * How much larger the second sample is, in the units of the values; a few strange items hardly move
 * it.
 *
 * @example
 * ```ts
 * import { hodgesLehmann } from '@ikat/culture';
 *
 * console.log(hodgesLehmann([1, 2, 3], [4, 6, 9]).toFixed(6)); // 4.000000
 * ```
 */
export function hodgesLehmann(x: ArrayLike<number>, y: ArrayLike<number>): number {
  if (x.length === 0 || y.length === 0) {
    throw new RangeError(
      `hodgesLehmann: expected one number or more in each sample, got ${x.length} and ${y.length}.`,
    );
  }
  return medianShift([[weighted(x), weighted(y)]]);
}

/** The median of the differences y - x within each pair of samples, both middles averaged. */
export function medianShift(pairs: readonly SamplePair[]): number {
  const turned = pairs.map(([x, y]): SamplePair => [y, x]);
  return (lowerMedianShift(pairs) - lowerMedianShift(turned)) / 2;
}

/** The lowest middle difference, by bisection: a step costs n + m instead of the n m differences. */
function lowerMedianShift(pairs: readonly SamplePair[]): number {
  let { low, high, weight } = reachOf(pairs);
  // Less a hair, so that a middle which is met exactly counts as met.
  const half = (weight / 2) * (1 - 1e-12);
  const stop = (high - low) * 1e-13;
  while (high - low > stop) {
    const middle = (low + high) / 2;
    if (middle === low || middle === high) break;
    if (weightUpTo(pairs, middle) < half) low = middle;
    else high = middle;
  }
  return high;
}

/**
 * The median difference within a thousandth of the weight, in a few steps: for resamples.
 *
 * False position with Illinois' halving on the weight of the differences below a value.
 */
export function roughMedianShift(pairs: readonly SamplePair[]): number {
  let { low, high, weight } = reachOf(pairs);
  if (weight === 0) return Number.NaN;
  let below = -0.5;
  let above = 0.5;
  let middle = low;
  for (let step = 0; step < 60 && high > low; step++) {
    middle = low - (below * (high - low)) / (above - below);
    const excess = weightUpTo(pairs, middle) / weight - 0.5;
    if (Math.abs(excess) < 5e-4) break;
    if (excess < 0) {
      low = middle;
      below = excess;
      above /= 2;
    } else {
      high = middle;
      above = excess;
      below /= 2;
    }
    if (high - low < 1e-9 * (Math.abs(high) + Math.abs(low))) break;
  }
  return middle;
}

function reachOf(pairs: readonly SamplePair[]) {
  let [low, high, weight] = [Infinity, -Infinity, 0];
  for (const [x, y] of pairs) {
    low = Math.min(low, y.values[0]! - x.values[x.values.length - 1]!);
    high = Math.max(high, y.values[y.values.length - 1]! - x.values[0]!);
    weight += sum(x.weights) * sum(y.weights);
  }
  return { low, high, weight };
}

/** The weight of all differences y - x <= limit. */
function weightUpTo(pairs: readonly SamplePair[], limit: number): number {
  let total = 0;
  for (const [x, y] of pairs) {
    let place = 0;
    let below = 0;
    for (let i = 0; i < x.values.length; i++) {
      const reach = x.values[i]! + limit;
      while (place < y.values.length && y.values[place]! <= reach) below += y.weights[place++]!;
      total += x.weights[i]! * below;
    }
  }
  return total;
}

function weighted(values: ArrayLike<number>): WeightedSample {
  return {
    values: Float64Array.from(values).sort(),
    weights: new Float64Array(values.length).fill(1),
  };
}

function sum(weights: ArrayLike<number>): number {
  let total = 0;
  for (let i = 0; i < weights.length; i++) total += weights[i]!;
  return total;
}
