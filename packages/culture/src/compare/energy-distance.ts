import { squaredDistance } from '../statistics/distance-matrix.js';
import { checkTwoSamples, type Rows } from './two-samples.js';

/**
 * The energy distance of two samples: `2 E|X - Y| - E|X - X'| - E|Y - Y'|` (Székely and Rizzo 2004).
 *
 * Zero only for equal distributions; no bandwidth to choose. The plain form counts each item with
 * itself and is never negative, but grows with small samples; `unbiased` leaves such pairs out and
 * averages to zero for equal distributions.
 *
 * @param x items of one sample, numbers of one length
 * @param y items of the other
 * @throws RangeError if a sample is empty (unbiased: has less than two items), or widths differ
 *
 * @example
 * ```ts
 * import { energyDistance } from '@ikat/culture';
 *
 * console.log(energyDistance([[0], [1], [2]], [[1], [3], [5]]).toFixed(6)); // 1.777778
 * ```
 */
export function energyDistance(
  x: Rows,
  y: Rows,
  { unbiased = false }: { readonly unbiased?: boolean | undefined } = {},
): number {
  checkTwoSamples('energyDistance', [x, y], unbiased ? 2 : 1);
  const within = (rows: Rows) => {
    const pairs = rows.length * (unbiased ? rows.length - 1 : rows.length);
    return (2 * sumWithin(rows)) / pairs;
  };
  return (2 * sumBetween(x, y)) / (x.length * y.length) - within(x) - within(y);
}

function sumBetween(x: Rows, y: Rows): number {
  let sum = 0;
  for (const a of x) for (const b of y) sum += Math.sqrt(squaredDistance(a, b));
  return sum;
}

function sumWithin(rows: Rows): number {
  let sum = 0;
  for (let i = 1; i < rows.length; i++) {
    for (let j = 0; j < i; j++) sum += Math.sqrt(squaredDistance(rows[i]!, rows[j]!));
  }
  return sum;
}
