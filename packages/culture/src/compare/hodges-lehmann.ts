/** Values in ascending order with weights of their own. */
export interface WeightedSample {
  readonly values: ArrayLike<number>;
  readonly weights: ArrayLike<number>;
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
  return (lowerMedianShift(pairs, 1e-12) - lowerMedianShift(turned, 1e-12)) / 2;
}

/**
 * The lowest middle difference, by bisection on the weight of the differences below a value: a step
 * costs n + m instead of the n m differences.
 *
 * @param slack the share of the range at which to stop
 */
export function lowerMedianShift(pairs: readonly SamplePair[], slack: number): number {
  let [low, high, half] = [Infinity, -Infinity, 0];
  for (const [x, y] of pairs) {
    low = Math.min(low, y.values[0]! - x.values[x.values.length - 1]!);
    high = Math.max(high, y.values[y.values.length - 1]! - x.values[0]!);
    half += (sum(x.weights) * sum(y.weights)) / 2;
  }
  if (half === 0) return NaN;
  // Weight up to `low` may be above half where all differences are equal.
  const stop = Math.max((high - low) * slack, Number.MIN_VALUE);
  half -= half * 1e-12;
  for (let step = 0; step < 100 && high - low > stop; step++) {
    const middle = (low + high) / 2;
    let weight = 0;
    for (const pair of pairs) weight += weightUpTo(pair, middle);
    if (weight < half) low = middle;
    else high = middle;
  }
  return high;
}

/** The weight of all differences y - x <= limit. */
function weightUpTo([x, y]: SamplePair, limit: number): number {
  let place = 0;
  let below = 0;
  let total = 0;
  for (let i = 0; i < x.values.length; i++) {
    if (x.weights[i] === 0) continue;
    const reach = x.values[i]! + limit;
    while (place < y.values.length && y.values[place]! <= reach) below += y.weights[place++]!;
    total += x.weights[i]! * below;
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
