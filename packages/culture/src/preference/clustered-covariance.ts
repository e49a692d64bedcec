import { EigenvalueDecomposition, Matrix } from 'ml-matrix';
import type { CodedComparisons } from './comparison.js';
import type { PairDesign, PairFit } from './fit-pairs.js';

/**
 * The degrees of freedom of Student's t for intervals from clustered errors: one less than there are
 * raters, or contents where errors allow for them and they are fewer.
 */
export function clusterDegrees(
  { raters, contents }: Pick<CodedComparisons, 'raters' | 'contents'>,
  twoWay: boolean,
): number {
  return Math.max(1, (twoWay ? Math.min(raters.length, contents.length) : raters.length) - 1);
}

/** Sums the score of each comparison over clusters. */
export function clusterScores(
  design: PairDesign,
  fit: PairFit,
  rows: {
    readonly coded: CodedComparisons;
    readonly cellOf: Int32Array;
    readonly clusterOf: ArrayLike<number>;
    readonly clusters: number;
  },
): Float64Array[] {
  const { coded, cellOf, clusterOf, clusters } = rows;
  const scores = Array.from({ length: clusters }, () => new Float64Array(design.columns));
  for (let row = 0; row < cellOf.length; row++) {
    const cell = cellOf[row]!;
    if (cell < 0) continue;
    const target = scores[clusterOf[row]!]!;
    const outcome = coded.outcome[row]!;
    const { slopes, tieSlopes } = fit.outcomes[cell]!;
    const times = coded.count[row]!;
    const difference = design.difference[cell]!;
    const logTie = design.logTie?.[cell];
    for (let column = 0; column < target.length; column++) {
      target[column]! += times * slopes[outcome]! * difference[column]!;
      if (logTie) target[column]! += times * tieSlopes[outcome]! * logTie[column]!;
    }
  }
  return scores;
}

/** `C/(C-1) I^-1 (sum u u^T) I^-1` for the scores u of C clusters. */
export function sandwich(inverse: Matrix, scores: readonly Float64Array[]): Matrix {
  const clusters = scores.length;
  const meat = Matrix.zeros(inverse.rows, inverse.rows);
  for (const score of scores) addOuter(meat, score);
  return inverse
    .mmul(meat)
    .mmul(inverse)
    .mul(clusters / (clusters - 1));
}

function addOuter(target: Matrix, vector: Float64Array): void {
  for (let i = 0; i < vector.length; i++) {
    for (let j = 0; j < vector.length; j++) {
      target.set(i, j, target.get(i, j) + vector[i]! * vector[j]!);
    }
  }
}

/**
 * The covariance of estimates whose comparisons hang together by rater, and by content if contents are
 * a sample too: `V_rater + V_content - V_both` (Cameron, Gelbach and Miller 2011), with negative
 * directions set to 0.
 */
export function clusteredCovariance(
  design: PairDesign,
  fit: PairFit,
  rows: {
    readonly coded: CodedComparisons;
    readonly cellOf: Int32Array;
    readonly contents: boolean;
  },
): Matrix {
  const { coded, cellOf } = rows;
  const along = (clusterOf: ArrayLike<number>, clusters: number) =>
    sandwich(
      fit.inverse.inverse,
      clusterScores(design, fit, { coded, cellOf, clusterOf, clusters }),
    );
  const byRater = along(coded.rater, coded.raters.length);
  if (!rows.contents) return byRater;
  const both = new Map<number, number>();
  const bothOf = Int32Array.from(coded.rater, (rater, row) => {
    const key = rater * coded.contents.length + coded.content[row]!;
    if (!both.has(key)) both.set(key, both.size);
    return both.get(key)!;
  });
  const sum = byRater
    .add(along(coded.content, coded.contents.length))
    .sub(along(bothOf, both.size));
  return nonNegative(sum);
}

function nonNegative(matrix: Matrix): Matrix {
  const { realEigenvalues, eigenvectorMatrix } = new EigenvalueDecomposition(matrix, {
    assumeSymmetric: true,
  });
  if (realEigenvalues.every((value) => value >= 0)) return matrix;
  const kept = Matrix.diag(realEigenvalues.map((value) => Math.max(0, value)));
  return eigenvectorMatrix.mmul(kept).mmul(eigenvectorMatrix.transpose());
}
