import { percentileInterval } from '../statistics/cluster-resample.js';
import type { Estimate } from '../statistics/interval.js';
import type { DescriptorDifference } from './comparison.js';
import { medianShift, roughMedianShift, type SamplePair } from './hodges-lehmann.js';
import type { Study } from './study.js';

/**
 * How much larger each culture's values are than all others', within strata.
 *
 * @param column the descriptor
 * @param counts how often each item was drawn, one a resample
 */
export function shiftsOf(
  study: Study,
  column: number,
  counts: readonly Float64Array[],
): DescriptorDifference['shifts'] {
  const { cultures } = study.coded;
  const first = shiftOf(study, { column, culture: 0 }, counts);
  // Of two cultures, the second lies as far from the first as the first from the second.
  const others =
    cultures.length === 2
      ? [mirrored(first)]
      : cultures.slice(1).map((_, k) => shiftOf(study, { column, culture: k + 1 }, counts));
  return [first, ...others].map((shift, c) => ({ culture: cultures[c]!, shift }));
}

function mirrored({ value, interval: { low, high, level } }: Estimate): Estimate {
  return { value: -value, interval: { low: -high, high: -low, level } };
}

function shiftOf(
  study: Study,
  which: { readonly column: number; readonly culture: number },
  counts: readonly Float64Array[],
): Estimate {
  const sides = study.strata
    .map((members) => sidesOf(study, members, which))
    .filter((two) => two.every((side) => side.items.length > 0));
  const pairs = sides.map(([rest, own]): SamplePair => [weighted(rest), weighted(own)]);
  const value = medianShift(pairs);
  const draws = counts.map((drawn) => {
    for (const [p, two] of sides.entries()) {
      for (const [s, side] of two.entries()) reweigh(side, drawn, pairs[p]![s]!.weights);
    }
    return roughMedianShift(pairs);
  });
  return { value, interval: percentileInterval(draws, study.settings.level) };
}

/** Items in order of their values. */
interface Side {
  readonly items: Int32Array;
  readonly values: Float64Array;
  /** How much of each item is on this side. */
  readonly shares: Float64Array;
}

function weighted({ values, shares }: Side) {
  return { values, weights: shares.slice() };
}

function reweigh({ items, shares }: Side, drawn: Float64Array, weights: Float64Array): void {
  for (let k = 0; k < items.length; k++) weights[k] = shares[k]! * drawn[items[k]!]!;
}

/** The others and the culture: items in order of their values, with their share in the side. */
function sidesOf(
  { table, coded }: Study,
  members: readonly number[],
  { column, culture }: { readonly column: number; readonly culture: number },
): readonly [Side, Side] {
  const value = (item: number) => table.items[item]!.values[column]!;
  const own = (item: number) => coded.profiles[coded.labels[item]!]![culture]!;
  const rest = (item: number) =>
    coded.profiles[coded.labels[item]!]!.reduce((sum, weight) => sum + weight, 0) - own(item);
  const sorted = [...members].sort((i, j) => value(i) - value(j));
  const side = (share: (item: number) => number): Side => {
    const items = Int32Array.from(sorted.filter((item) => share(item) > 1e-12));
    return {
      items,
      values: Float64Array.from(items, value),
      shares: Float64Array.from(items, share),
    };
  };
  return [side(rest), side(own)];
}
