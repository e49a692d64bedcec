import type { CodedComparisons } from './comparison.js';
import type { PairDesign } from './fit-pairs.js';
import type { PairLaw } from './pair-outcomes.js';

/** What the abilities and the rest are called in the columns of a design. */
export interface BaseColumns {
  readonly items: readonly string[];
  /** The item whose ability is 0. */
  readonly reference: number;
  readonly side: boolean;
  readonly ties: boolean;
  readonly columns: number;
}

/** Comparisons gathered by left item, right item and kind of rater. */
export interface PairCells {
  readonly base: BaseColumns;
  readonly law: PairLaw;
  readonly left: readonly number[];
  readonly right: readonly number[];
  readonly kind: readonly number[];
  /** The cell of each comparison, -1 for one that is left out. */
  readonly cellOf: Int32Array;
  /** The base columns of each cell. */
  readonly difference: readonly Float64Array[];
  readonly logTie: readonly Float64Array[] | undefined;
}

/** Names the columns: abilities without the reference, then the left side, then ln nu. */
export function baseColumns(
  items: readonly string[],
  reference: number,
  { side, ties }: { readonly side: boolean; readonly ties: boolean },
): BaseColumns {
  const columns = items.length - 1 + Number(side) + Number(ties);
  return { items, reference, side, ties, columns };
}

/** The column of an item, -1 for the reference. */
export function itemColumn({ reference }: BaseColumns, item: number): number {
  if (item === reference) return -1;
  return item < reference ? item : item - 1;
}

/**
 * Gathers comparisons into cells.
 *
 * @param kindOf a number for each rater; raters of one kind share their parameters
 */
export function gatherCells(
  coded: CodedComparisons,
  base: BaseColumns,
  { law, kindOf }: { readonly law: PairLaw; readonly kindOf?: ArrayLike<number> | undefined },
): PairCells {
  const cells = new Map<string, number>();
  const [left, right, kind]: [number[], number[], number[]] = [[], [], []];
  const cellOf = new Int32Array(coded.count.length).fill(-1);
  for (let row = 0; row < cellOf.length; row++) {
    if (coded.outcome[row] === 1 && !base.ties) continue;
    const kindHere = kindOf?.[coded.rater[row]!] ?? 0;
    const key = `${coded.left[row]} ${coded.right[row]} ${kindHere}`;
    let cell = cells.get(key);
    if (cell === undefined) {
      cell = cells.size;
      cells.set(key, cell);
      left.push(coded.left[row]!);
      right.push(coded.right[row]!);
      kind.push(kindHere);
    }
    cellOf[row] = cell;
  }
  const difference = left.map((_, cell) => differenceRow(base, left[cell]!, right[cell]!));
  const tie = new Float64Array(base.columns);
  if (base.ties) tie[base.columns - 1] = 1;
  const logTie = base.ties ? left.map(() => tie) : undefined;
  return { base, law, left, right, kind, cellOf, difference, logTie };
}

function differenceRow(base: BaseColumns, left: number, right: number): Float64Array {
  const row = new Float64Array(base.columns);
  const [leftColumn, rightColumn] = [itemColumn(base, left), itemColumn(base, right)];
  if (leftColumn >= 0) row[leftColumn] = 1;
  if (rightColumn >= 0) row[rightColumn] = -1;
  if (base.side) row[base.items.length - 1] = 1;
  return row;
}

/**
 * Counts outcomes by cell.
 *
 * @param weightOf a weight for each rater, for resamples and folds; 1 by default
 */
export function countCells(
  coded: CodedComparisons,
  { cellOf, left }: PairCells,
  weightOf?: ArrayLike<number> | undefined,
): Float64Array[] {
  const counts = left.map(() => new Float64Array(3));
  for (let row = 0; row < cellOf.length; row++) {
    const cell = cellOf[row]!;
    if (cell < 0) continue;
    const weight = weightOf ? weightOf[coded.rater[row]!]! : 1;
    counts[cell]![coded.outcome[row]!]! += weight * coded.count[row]!;
  }
  return counts;
}

/** The design of the base columns alone. */
export function baseDesign(cells: PairCells, counts: readonly Float64Array[]): PairDesign {
  const { law, base, difference, logTie } = cells;
  return { law, columns: base.columns, difference, logTie, counts };
}

/**
 * The log-likelihood of the model that gives each cell shares of its own, and its free parameters.
 */
export function saturatedFit(
  counts: readonly Float64Array[],
  ties: boolean,
): { logLikelihood: number; parameters: number } {
  let logLikelihood = 0;
  let parameters = 0;
  for (const count of counts) {
    const total = count[0]! + count[1]! + count[2]!;
    if (total === 0) continue;
    parameters += ties ? 2 : 1;
    for (const times of count) {
      if (times > 0) logLikelihood += times * Math.log(times / total);
    }
  }
  return { logLikelihood, parameters };
}
