import { Matrix } from 'ml-matrix';

/** The mean of rows and their covariance, divisor n - 1. */
export interface Moments {
  readonly mean: readonly number[];
  readonly covariance: readonly (readonly number[])[];
}

/** The mean and covariance (divisor n - 1) of rows. */
export function moments(rows: readonly ArrayLike<number>[]): Moments {
  const width = rows[0]!.length;
  const mean = Array.from(
    { length: width },
    (_, k) => rows.reduce((sum, row) => sum + row[k]!, 0) / rows.length,
  );
  const centred = centre(rows, mean);
  const covariance = centred
    .transpose()
    .mmul(centred)
    .div(rows.length - 1)
    .to2DArray();
  return { mean, covariance };
}

function centre(rows: readonly ArrayLike<number>[], mean: readonly number[]): Matrix {
  return new Matrix(rows.map((row) => mean.map((middle, k) => row[k]! - middle)));
}

/**
 * The mean of rows and their covariance shrunken towards a multiple of the identity.
 *
 * Ledoit and Wolf 2004: `(1 - r) S + r m I`, S with divisor n, m the mean of its diagonal,
 * `r = min(1, b^2 / d^2)`, `d^2 = |S - m I|^2`, `b^2 = sum |x x^T - S|^2 / n^2`.
 */
export function shrunkenMoments(rows: readonly ArrayLike<number>[]): Moments & {
  /** The weight r of the identity, 0 to 1. */
  readonly shrinkage: number;
} {
  const { mean, covariance } = moments(rows);
  const count = rows.length;
  const sample = new Matrix(covariance.map((row) => [...row])).mul((count - 1) / count);
  const level = sample.trace() / mean.length;
  const spread = squaredNorm(Matrix.sub(sample, Matrix.eye(mean.length).mul(level)));
  const centred = centre(rows, mean);
  let noise = 0;
  for (let i = 0; i < count; i++) {
    const row = centred.getRowVector(i);
    noise += squaredNorm(Matrix.sub(row.transpose().mmul(row), sample));
  }
  const shrinkage = spread === 0 ? 0 : Math.min(1, noise / count / count / spread);
  const target = Matrix.eye(mean.length).mul(level * shrinkage);
  return {
    mean,
    covariance: sample
      .mul(1 - shrinkage)
      .add(target)
      .to2DArray(),
    shrinkage,
  };
}

function squaredNorm(matrix: Matrix): number {
  return matrix.norm('frobenius') ** 2;
}
