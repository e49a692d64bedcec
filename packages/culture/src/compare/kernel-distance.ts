import { median } from '../statistics/describe-numbers.js';
import { squaredDistance } from '../statistics/distance-matrix.js';
import { checkTwoSamples, type Rows } from './two-samples.js';

/** A similarity of two items. */
export type Kernel = (x: ArrayLike<number>, y: ArrayLike<number>) => number;

/**
 * The Gaussian kernel `exp(-|x - y|^2 / 2 s^2)`.
 *
 * @param bandwidth s, in the units of the items; see {@link medianBandwidth}
 */
export function gaussianKernel(bandwidth: number): Kernel {
  if (!(bandwidth > 0)) {
    throw new RangeError(`gaussianKernel: expected a bandwidth above 0, got ${bandwidth}.`);
  }
  return (x, y) => Math.exp(-squaredDistance(x, y) / (2 * bandwidth * bandwidth));
}

/** The cubic kernel of the kernel inception distance: `(x . y / d + 1)^3` (Bińkowski et al. 2018). */
export const cubicKernel: Kernel = (x, y) => {
  let product = 0;
  for (let k = 0; k < x.length; k++) product += x[k]! * y[k]!;
  return (product / x.length + 1) ** 3;
};

/** The median distance between the items of both samples: the usual bandwidth (Gretton et al. 2012). */
export function medianBandwidth(x: Rows, y: Rows): number {
  checkTwoSamples('medianBandwidth', [x, y], 1);
  const rows = [...x, ...y];
  const distances = rows.flatMap((a, i) =>
    rows.slice(0, i).map((b) => Math.sqrt(squaredDistance(a, b))),
  );
  return median(distances);
}

/**
 * The squared maximum mean discrepancy of two samples: `E k(X, X') + E k(Y, Y') - 2 E k(X, Y)`.
 *
 * Unbiased (Gretton et al. 2012, eq. 3) unless asked: pairs of an item with itself are left out, and
 * equal distributions average to zero, so that it may be negative.
 *
 * @param kernel {@link gaussianKernel} of a bandwidth, or {@link cubicKernel}
 * @throws RangeError if a sample has less than two items, or widths differ
 *
 * @example
 * ```ts
 * import { gaussianKernel, kernelDistance } from '@ikat/culture';
 *
 * const [x, y] = [[[0], [1], [2]], [[1], [3], [5]]];
 * console.log(kernelDistance(x, y, { kernel: gaussianKernel(1) }).toFixed(6)); // -0.121862
 * ```
 */
export function kernelDistance(
  x: Rows,
  y: Rows,
  { kernel, biased = false }: { readonly kernel: Kernel; readonly biased?: boolean | undefined },
): number {
  checkTwoSamples('kernelDistance', [x, y], biased ? 1 : 2);
  const within = (rows: Rows) => {
    let sum = 0;
    for (const [i, a] of rows.entries()) {
      for (const [j, b] of rows.entries()) if (biased || i !== j) sum += kernel(a, b);
    }
    return sum / (rows.length * (biased ? rows.length : rows.length - 1));
  };
  let between = 0;
  for (const a of x) for (const b of y) between += kernel(a, b);
  return within(x) + within(y) - (2 * between) / (x.length * y.length);
}
