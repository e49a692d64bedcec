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

/**
 * Fits robust z-scores: the median, and the median absolute deviation / 0.6745.
 *
 * Where more than half of a column is one value, the interquartile range / 1.349 serves instead, and
 * where that is 0 too, the standard deviation about the mean.
 *
 * @param rows the items to fit on, for example the training split; numbers of one length
 *
 * @example
 * ```ts
 * import { fitRobustScale, robustScores } from '@ikat/culture';
 *
 * const scale = fitRobustScale([[1], [2], [3], [4], [1000]]);
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
  const deviation = median(ascending.map((value) => Math.abs(value - centre)));
  if (deviation > 0) return [centre, deviation / deviationOfNormal];
  const range = sortedQuantile(ascending, 0.75) - sortedQuantile(ascending, 0.25);
  if (range > 0) return [centre, range / rangeOfNormal];
  const spread = ascending.length > 1 ? Math.sqrt(variance(ascending)) : 0;
  return spread > 0 ? [mean(ascending), spread] : [centre, 0];
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
