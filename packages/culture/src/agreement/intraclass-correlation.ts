import { type Refusal, refuse } from '../statistics/interval.js';

/** The six coefficients of Shrout and Fleiss (1979): of one rating, and of the mean of all raters. */
export interface IntraclassCorrelation {
  readonly kind: 'estimated';
  /** ICC(1,1) and ICC(1,k): each target has raters of its own. */
  readonly oneWay: { readonly single: number; readonly average: number };
  /** ICC(2,1) and ICC(2,k): raters are a sample, and their levels count as error. */
  readonly agreement: { readonly single: number; readonly average: number };
  /** ICC(3,1) and ICC(3,k): these raters only, whatever their levels. */
  readonly consistency: { readonly single: number; readonly average: number };
}

/**
 * How much of the variance of ratings lies between the targets (Shrout and Fleiss 1979).
 *
 * @param ratings rows of targets, columns of raters, nothing missing
 * @returns the coefficients, or a refusal: `no variation` between the means of the targets
 *
 * @example
 * ```ts
 * import { intraclassCorrelation } from '@ikat/culture';
 *
 * const found = intraclassCorrelation([
 *   [1, 2],
 *   [2, 3],
 *   [3, 4],
 * ]);
 * if (found.kind === 'estimated') console.log(found.consistency.single); // 1
 * ```
 */
export function intraclassCorrelation(
  ratings: readonly (readonly number[])[],
): IntraclassCorrelation | Refusal<'no variation'> {
  const [n, k] = [ratings.length, ratings[0]?.length ?? 0];
  if (n < 2 || k < 2 || ratings.some((row) => row.length !== k)) {
    throw new RangeError(
      `intraclassCorrelation: expected a full table of two targets and two raters or more, got ${n} ` +
        `rows of ${k}. For ratings that are missing use krippendorffAlpha.`,
    );
  }
  const grand = ratings.flat().reduce((sum, value) => sum + value, 0) / (n * k);
  const rowMeans = ratings.map((row) => row.reduce((sum, value) => sum + value, 0) / k);
  const columnMeans = Array.from(
    { length: k },
    (_, rater) => ratings.reduce((sum, row) => sum + row[rater]!, 0) / n,
  );
  const squares = (values: readonly number[]) =>
    values.reduce((sum, value) => sum + (value - grand) ** 2, 0);
  const [rows, columns, total] = [
    k * squares(rowMeans),
    n * squares(columnMeans),
    squares(ratings.flat()),
  ];
  // What rounding leaves of the means is not variation.
  const size = ratings.flat().reduce((sum, value) => sum + value ** 2, 0);
  if (!(rows > 1e-24 * size)) {
    return refuse(
      'no variation',
      'All targets have the same mean, so no share of variance lies between them. Rate targets that differ.',
    );
  }
  const between = rows / (n - 1);
  const within = (total - rows) / (n * (k - 1));
  const raters = columns / (k - 1);
  const error = (total - rows - columns) / ((n - 1) * (k - 1));
  return {
    kind: 'estimated',
    oneWay: {
      single: (between - within) / (between + (k - 1) * within),
      average: (between - within) / between,
    },
    agreement: {
      single: (between - error) / (between + (k - 1) * error + (k * (raters - error)) / n),
      average: (between - error) / (between + (raters - error) / n),
    },
    consistency: {
      single: (between - error) / (between + (k - 1) * error),
      average: (between - error) / between,
    },
  };
}
