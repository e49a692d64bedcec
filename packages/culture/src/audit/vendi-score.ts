import { EigenvalueDecomposition, Matrix } from 'ml-matrix';
import type { Kernel } from '../compare/kernel-distance.js';
import type { Rows } from '../compare/two-samples.js';

/**
 * The Vendi score: how many different items there are, in effect (Friedman and Dieng 2023).
 *
 * `exp(-sum l ln l)` over the eigenvalues l of `K / n`, with similarities `K_ij = k(x_i, x_j)`,
 * `k(x, x) = 1`: 1 for n equal items, n for n unlike ones.
 *
 * @param kernel a similarity that is 1 of an item with itself, for example a gaussianKernel
 *
 * @example
 * ```ts
 * import { gaussianKernel, vendiScore } from '@ikat/culture';
 *
 * console.log(vendiScore([[0], [0], [9], [9]], gaussianKernel(1)).toFixed(3)); // 2.000
 * ```
 */
export function vendiScore(items: Rows, kernel: Kernel): number {
  if (items.length === 0) throw new RangeError('vendiScore: expected one item or more, got none.');
  return vendiOfSimilarities(items.map((a) => items.map((b) => kernel(a, b))));
}

/** The Vendi score of a matrix of similarities with ones on the diagonal. */
export function vendiOfSimilarities(similarities: readonly (readonly number[])[]): number {
  const size = similarities.length;
  const off = similarities.findIndex((row, item) => Math.abs(row[item]! - 1) > 1e-9);
  if (off >= 0) {
    throw new RangeError(
      `vendiScore: expected a similarity of 1 of an item with itself, got ${similarities[off]![off]} ` +
        `of item ${off}. Divide by the root of both own similarities.`,
    );
  }
  const matrix = new Matrix(similarities.map((row) => row.map((value) => value / size)));
  const { realEigenvalues } = new EigenvalueDecomposition(matrix, { assumeSymmetric: true });
  const entropy = realEigenvalues.reduce(
    (sum, value) => (value > 1e-15 ? sum - value * Math.log(value) : sum),
    0,
  );
  return Math.exp(entropy);
}
