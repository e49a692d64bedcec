import { Matrix } from 'ml-matrix';
import type { CodedComparisons } from './comparison.js';
import type { PairDesign } from './fit-pairs.js';
import { type BaseColumns, itemColumn, type PairCells } from './pair-cells.js';

/** The sets of groups that raters belong to: raters of one kind are exchangeable. */
export interface RaterKinds {
  readonly groups: readonly string[];
  /** The groups of each kind. */
  readonly kinds: readonly (readonly string[])[];
  /** The kind of each rater. */
  readonly kindOf: Int32Array;
  readonly overlap: boolean;
}

/** Finds groups and kinds; groups in alphabetic order, so that no rater decides on the baseline. */
export function raterKinds({ groupsOf }: CodedComparisons): RaterKinds {
  const kinds = new Map<string, { place: number; groups: readonly string[] }>();
  const kindOf = Int32Array.from(groupsOf, (list) => {
    const groups = [...list].sort();
    const key = JSON.stringify(groups);
    if (!kinds.has(key)) kinds.set(key, { place: kinds.size, groups });
    return kinds.get(key)!.place;
  });
  const lists = [...kinds.values()].map(({ groups }) => groups);
  return {
    groups: [...new Set(lists.flat())].sort(),
    kinds: lists,
    kindOf,
    overlap: lists.some((list) => list.length > 1),
  };
}

/**
 * How tested parameters enter for a kind of rater: the base columns times a matrix, one a kind.
 */
export type KindContrasts = readonly Matrix[];

/**
 * The contrast of `theta`: 1 for an item of one of the rater's own groups, less that of the reference.
 *
 * @param owners the group that an item belongs to
 */
export function inGroupContrasts(
  base: BaseColumns,
  { kinds }: RaterKinds,
  owners: Readonly<Record<string, string>>,
): KindContrasts {
  return kinds.map((groups) => {
    const own = base.items.map((item) =>
      Number(Object.hasOwn(owners, item) && groups.includes(owners[item]!)),
    );
    const contrast = Matrix.zeros(base.columns, 1);
    for (const [place, value] of own.entries()) {
      const column = itemColumn(base, place);
      if (column >= 0) contrast.set(column, 0, value - own[base.reference]!);
    }
    return contrast;
  });
}

/** The contrasts of abilities (and of ties) of each group against the first one. */
export function groupContrasts(base: BaseColumns, { groups, kinds }: RaterKinds): KindContrasts {
  const abilities = base.items.length - 1;
  const width = abilities + Number(base.ties);
  return kinds.map((list) => {
    const contrast = Matrix.zeros(base.columns, width * (groups.length - 1));
    for (const [place, group] of groups.slice(1).entries()) {
      if (!list.includes(group)) continue;
      for (let column = 0; column < abilities; column++) {
        contrast.set(column, place * width + column, 1);
      }
      if (base.ties) contrast.set(base.columns - 1, place * width + abilities, 1);
    }
    return contrast;
  });
}

/** The base columns, and behind them those that contrasts add for each kind of rater. */
export function contrastDesign(
  cells: PairCells,
  counts: readonly Float64Array[],
  contrasts: KindContrasts,
): PairDesign {
  const width = contrasts[0]!.columns;
  const extend = (row: Float64Array, cell: number) => {
    const extended = new Float64Array(row.length + width);
    extended.set(row);
    const contrast = contrasts[cells.kind[cell]!]!;
    for (let column = 0; column < width; column++) {
      for (let at = 0; at < row.length; at++) {
        extended[row.length + column]! += row[at]! * contrast.get(at, column);
      }
    }
    return extended;
  };
  return {
    law: cells.law,
    columns: cells.base.columns + width,
    difference: cells.difference.map(extend),
    logTie: cells.logTie?.map(extend),
    counts,
  };
}
