import { mean, median, sortedQuantile, variance } from './describe-numbers.js';

/** A fitted scaling: value to (value - centre) / spread, column by column. */
export interface RobustScale {
  readonly centre: readonly number[];
  /** 0 where a column does not vary: such a column scales to 0. */
  readonly spread: readonly number[];
}

// The median absolute deviation and the interquartile range of N(0, 1).
const deviationOfNormal = 0.6744897501960817;
const rangeOfNormal = 2 * deviationOfNormal;
const rounding = 1e-9;

/**
 * Fits robust z-scores: the median, and the median absolute deviation / 0.6745.
 *
 * Where that is under a tenth of the standard deviation, as where most of a column is nearly one value
 * and the rest is elsewhere, the interquartile range / 1.349 serves instead, and where that is under a
 * tenth too, the standard deviation about the mean. What differs by rounding only does not vary.
 *
 * @param rows the items to fit on, for example the training split; numbers of one length
 *
 * @example
 * ```ts
 * import { fitRobustScale, robustScores } from '@ikat/culture';
 *
 * const scale = fitRobustScale([[1], [2], [3], [4], [10]]);
 * console.log(scale.centre[0], scale.spread[0]!.toFixed(4)); // 3 1.4826
 * console.log(robustScores([[3]], scale)[0]![0]); // 0
 * ```
 */
export function fitRobustScale(rows: readonly ArrayLike<number>[]): RobustScale {
  if (rows.length === 0) {
    throw new RangeError('fitRobustScale: expected one row or more, got none.');
  }
  const width = rows[0]!.length;
  const fits = Array.from({ length: width }, (_, column) =>
    fitColumn(Float64Array.from(rows, (row) => row[column]!).sort()),
  );
  return { centre: fits.map((fit) => fit[0]), spread: fits.map((fit) => fit[1]) };
}

function fitColumn(ascending: Float64Array): [centre: number, spread: number] {
  const centre = sortedQuantile(ascending, 0.5);
  const deviation = ascending.length > 1 ? Math.sqrt(variance(ascending)) : 0;
  const largest = Math.max(Math.abs(ascending[0]!), Math.abs(ascending[ascending.length - 1]!));
  if (deviation <= rounding * largest) return [centre, 0];
  const least = deviation / 10;
  const middle = median(ascending.map((value) => Math.abs(value - centre))) / deviationOfNormal;
  if (middle >= least) return [centre, middle];
  const range = sortedQuantile(ascending, 0.75) - sortedQuantile(ascending, 0.25);
  if (range / rangeOfNormal >= least) return [centre, range / rangeOfNormal];
  return [mean(ascending), deviation];
}

/** Applies a scaling to rows: robust z-scores. */
export function robustScores(
  rows: readonly ArrayLike<number>[],
  { centre, spread }: RobustScale,
): Float64Array[] {
  return rows.map((row) =>
    Float64Array.from(centre, (middle, column) =>
      spread[column]! > 0 ? (row[column]! - middle) / spread[column]! : 0,
    ),
  );
}
