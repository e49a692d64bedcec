import { normalQuantile, normalUpperTail } from '../statistics/normal.js';

/** Items on Thurstone's scale. */
export interface ThurstoneScale {
  /** In standard deviations of a difference; the lowest item is 0. */
  readonly scale: readonly number[];
  /** 1 less the squared misses of the shares over the squared shares: 1 is a perfect fit. */
  readonly goodnessOfFit: number;
}

/**
 * Scales items from a table of shares by Thurstone's case V (1927): the mean of the normal quantiles of
 * each column.
 *
 * @param shares at [i][j] how often item j was preferred over item i, strictly between 0 and 1;
 *   the diagonal counts as 1/2
 *
 * @example
 * ```ts
 * import { thurstoneScale } from '@ikat/culture';
 *
 * const { scale } = thurstoneScale([
 *   [0.5, 0.8],
 *   [0.2, 0.5],
 * ]);
 * console.log(scale.map((value) => value.toFixed(2)).join(' ')); // 0.00 0.84
 * ```
 */
export function thurstoneScale(shares: readonly (readonly number[])[]): ThurstoneScale {
  const size = shares.length;
  for (const [i, row] of shares.entries()) {
    if (row.length !== size) {
      throw new RangeError(
        `thurstoneScale: expected a square table of ${size} rows, got ${row.length} shares in row ${i}.`,
      );
    }
    const bad = row.findIndex((share, j) => i !== j && !(share > 0 && share < 1));
    if (bad >= 0) {
      throw new RangeError(
        `thurstoneScale: expected shares between 0 and 1, got ${row[bad]} at [${i}][${bad}]. ` +
          'Where an item always wins, use preferenceModel.',
      );
    }
  }
  const share = (i: number, j: number) => (i === j ? 0.5 : shares[i]![j]!);
  const means = shares.map((_, j) => {
    let sum = 0;
    for (let i = 0; i < size; i++) sum += normalQuantile(share(i, j));
    return sum / size;
  });
  const least = Math.min(...means);
  let [missed, total] = [0, 0];
  for (let i = 0; i < size; i++) {
    for (let j = 0; j < size; j++) {
      missed += (share(i, j) - normalUpperTail(means[i]! - means[j]!)) ** 2;
      total += share(i, j) ** 2;
    }
  }
  return { scale: means.map((mean) => mean - least), goodnessOfFit: 1 - missed / total };
}
