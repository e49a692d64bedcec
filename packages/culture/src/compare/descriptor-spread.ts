import { placesBy } from '../statistics/group-by.js';
import { omegaSquared, type StratumSpread } from './effect-size.js';
import type { CodedTable } from './style-table.js';

/** The sums of one unit's items of one culture in one stratum. */
interface Cell {
  readonly unit: number;
  readonly stratum: number;
  readonly culture: number;
  readonly weight: number;
}

/** The cells of a table: which unit has how much weight in which culture and stratum. */
export interface Cells {
  readonly cells: readonly Cell[];
  /** The items of each cell with their weight. */
  readonly items: readonly (readonly (readonly [item: number, weight: number])[])[];
  readonly cultures: number;
  readonly strata: number;
}

/** Sorts the items into cells. */
export function cellsOf(
  coded: CodedTable,
  strata: readonly (readonly number[])[],
  units: Int32Array,
): Cells {
  const entries = strata.flatMap((members, stratum) =>
    members.flatMap((item) =>
      [...coded.profiles[coded.labels[item]!]!].flatMap((weight, culture) =>
        weight > 0 ? [{ item, weight, stratum, culture, unit: units[item]! }] : [],
      ),
    ),
  );
  const groups = placesBy(entries.length, (place) => {
    const { unit, stratum, culture } = entries[place]!;
    return `${unit} ${stratum} ${culture}`;
  });
  const lists = [...groups.values()].map((places) => places.map((place) => entries[place]!));
  return {
    cells: lists.map((list) => ({
      ...list[0]!,
      weight: list.reduce((sum, entry) => sum + entry.weight, 0),
    })),
    items: lists.map((list) => list.map(({ item, weight }) => [item, weight] as const)),
    cultures: coded.cultures.length,
    strata: strata.length,
  };
}

/**
 * The effect size of one descriptor as a function of how often each unit was drawn.
 *
 * Uses `sum_{i<j} w_i w_j (x_i - x_j)^2 = W sum w x^2 - (sum w x)^2`, less the pairs within a unit.
 */
export function descriptorEffect(
  values: ArrayLike<number>,
  { cells, items, cultures, strata }: Cells,
): (draws: ArrayLike<number>) => number {
  const first = items.map((list) => list.reduce((sum, [item, w]) => sum + w * values[item]!, 0));
  const second = items.map((list) =>
    list.reduce((sum, [item, w]) => sum + w * values[item]! ** 2, 0),
  );
  const size = cultures * strata;
  return (draws) => {
    const [w, x, xx, own, ownPairs] = Array.from({ length: 5 }, () => new Float64Array(size)) as [
      Float64Array,
      Float64Array,
      Float64Array,
      Float64Array,
      Float64Array,
    ];
    for (let k = 0; k < cells.length; k++) {
      const cell = cells[k]!;
      const count = draws[cell.unit]!;
      if (count === 0) continue;
      const at = cell.stratum * cultures + cell.culture;
      w[at]! += count * cell.weight;
      x[at]! += count * first[k]!;
      xx[at]! += count * second[k]!;
      own[at]! += count * count * (cell.weight * second[k]! - first[k]! ** 2);
      ownPairs[at]! += (count * cell.weight) ** 2;
    }
    return omegaSquared(
      Array.from({ length: strata }, (_, s) => spread(s * cultures, [w, x, xx, own, ownPairs])),
    );
  };

  function spread(
    start: number,
    [w, x, xx, own, ownPairs]: readonly [
      Float64Array,
      Float64Array,
      Float64Array,
      Float64Array,
      Float64Array,
    ],
  ): StratumSpread {
    const part = (sums: Float64Array) => sums.subarray(start, start + cultures);
    const [weights, sums, squares] = [part(w), part(x), part(xx)];
    return {
      weights,
      withinSquares: weights.map((W, c) => W * squares[c]! - sums[c]! ** 2 - part(own)[c]!),
      withinPairs: weights.map((W, c) => (W * W - part(ownPairs)[c]!) / 2),
      between: (a, b) =>
        squares[a]! / weights[a]! +
        squares[b]! / weights[b]! -
        (2 * sums[a]! * sums[b]!) / (weights[a]! * weights[b]!),
    };
  }
}

/**
 * Between and within sums of squares of every descriptor for given labels: what a permutation needs.
 *
 * @returns SSA / SSW, one a descriptor
 */
export function descriptorRatios(
  rows: readonly ArrayLike<number>[],
  strata: readonly (readonly number[])[],
  { labels, profiles }: { readonly labels: Int32Array; readonly profiles: readonly Float64Array[] },
): Float64Array {
  const width = rows[0]!.length;
  const cultures = profiles[0]!.length;
  const between = new Float64Array(width);
  const within = new Float64Array(width);
  for (const members of strata) {
    const weights = new Float64Array(cultures);
    const sums = new Float64Array(cultures * width);
    const squares = new Float64Array(width);
    for (const item of members) {
      const profile = profiles[labels[item]!]!;
      const row = rows[item]!;
      for (let c = 0; c < cultures; c++) {
        const weight = profile[c]!;
        if (weight === 0) continue;
        weights[c]! += weight;
        for (let k = 0; k < width; k++) {
          const part = weight * row[k]!;
          sums[c * width + k]! += part;
          squares[k]! += part * row[k]!;
        }
      }
    }
    addStratum(weights, sums, squares);
  }
  return between.map((value, k) =>
    within[k]! > 0 ? value / within[k]! : value > 0 ? Infinity : 0,
  );

  function addStratum(weights: Float64Array, sums: Float64Array, squares: Float64Array): void {
    const total = weights.reduce((sum, weight) => sum + weight, 0);
    for (let k = 0; k < width; k++) {
      let [explained, all] = [0, 0];
      for (let c = 0; c < cultures; c++) {
        if (weights[c]! <= 0) continue;
        explained += sums[c * width + k]! ** 2 / weights[c]!;
        all += sums[c * width + k]!;
      }
      between[k]! += explained - (all * all) / total;
      within[k]! += Math.max(0, squares[k]! - explained);
    }
  }
}
