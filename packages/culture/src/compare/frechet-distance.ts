import { childSeed, randomSource } from '@ikat/random';
import { EigenvalueDecomposition, Matrix } from 'ml-matrix';
import { type Moments, shrunkenMoments } from '../statistics/covariance.js';
import { type Refusal, refuse } from '../statistics/interval.js';
import { checkTwoSamples, type Rows } from './two-samples.js';

/** A Fréchet distance, and what halves of one sample have between them. */
export interface FrechetResult {
  readonly kind: 'measured';
  /** The squared distance of the two normal distributions, in squared units. */
  readonly value: number;
  /** The mean distance of random halves of one sample: what no difference at all would give. */
  readonly baseline: number;
  /** The items of each half. */
  readonly baselineItems: number;
}

/**
 * The squared Fréchet distance of two normal distributions.
 *
 * `|m1 - m2|^2 + tr(C1 + C2 - 2 (C1 C2)^1/2)`, through the symmetric `C1^1/2 C2 C1^1/2`.
 *
 * @example
 * ```ts
 * import { frechetOfMoments } from '@ikat/culture';
 *
 * const one = { mean: [0], covariance: [[1]] };
 * console.log(frechetOfMoments(one, { mean: [3], covariance: [[4]] }).toFixed(6)); // 10.000000
 * ```
 */
export function frechetOfMoments(first: Moments, second: Moments): number {
  const shift = first.mean.reduce((sum, m, k) => sum + (m - second.mean[k]!) ** 2, 0);
  const [c1, c2] = [toMatrix(first), toMatrix(second)];
  const root = symmetricRoot(c1);
  const product = root.mmul(c2).mmul(root);
  const cross = eigenvalues(product).reduce((sum, value) => sum + Math.sqrt(Math.max(0, value)), 0);
  return shift + c1.trace() + c2.trace() - 2 * cross;
}

/**
 * The Fréchet distance of two samples, where there are items enough to speak of it.
 *
 * Small samples of many numbers make it large by themselves: two samples of 50 of one 64-dimensional
 * normal distribution lie 44 apart. So each sample needs ten items a number, covariances are shrunken
 * (Ledoit and Wolf 2004), and the distance of random halves stands beside it.
 *
 * @returns `measured`, or `refused` with the reason `too few`
 *
 * @example
 * ```ts
 * import { frechetDistance } from '@ikat/culture';
 *
 * const result = frechetDistance([[0], [1], [2]], [[1], [3], [5]]);
 * console.log(result.kind); // refused
 * ```
 */
export function frechetDistance(
  x: Rows,
  y: Rows,
  { seed = 0 }: { readonly seed?: number | undefined } = {},
): FrechetResult | Refusal<'too few'> {
  checkTwoSamples('frechetDistance', [x, y], 2);
  const width = x[0]!.length;
  const fewest = Math.min(x.length, y.length);
  if (fewest < 10 * width) {
    return refuse(
      'too few',
      `A Fréchet distance of ${width} numbers needs ${10 * width} items in each sample, and one has ${fewest}. Use the energy distance, or fewer descriptors.`,
    );
  }
  const value = frechetOfMoments(shrunkenMoments(x), shrunkenMoments(y));
  return { kind: 'measured', value, ...baselineOf(x, y, seed) };
}

const baselineSplits = 10;

function baselineOf(x: Rows, y: Rows, seed: number) {
  const rows = x.length >= y.length ? x : y;
  const half = Math.floor(rows.length / 2);
  let sum = 0;
  for (let split = 0; split < baselineSplits; split++) {
    const order = randomSource(childSeed(seed, `split ${split}`)).shuffle(rows);
    const halves = [order.slice(0, half), order.slice(half, 2 * half)] as const;
    sum += frechetOfMoments(shrunkenMoments(halves[0]), shrunkenMoments(halves[1]));
  }
  return { baseline: sum / baselineSplits, baselineItems: half };
}

function toMatrix({ covariance }: Moments): Matrix {
  return new Matrix(covariance.map((row) => [...row]));
}

function eigenvalues(symmetric: Matrix): number[] {
  return new EigenvalueDecomposition(symmetric, { assumeSymmetric: true }).realEigenvalues;
}

function symmetricRoot(matrix: Matrix): Matrix {
  const { realEigenvalues, eigenvectorMatrix } = new EigenvalueDecomposition(matrix, {
    assumeSymmetric: true,
  });
  const roots = Matrix.diag(realEigenvalues.map((value) => Math.sqrt(Math.max(0, value))));
  return eigenvectorMatrix.mmul(roots).mmul(eigenvectorMatrix.transpose());
}
