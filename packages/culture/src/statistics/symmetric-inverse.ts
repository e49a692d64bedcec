import { EigenvalueDecomposition, Matrix } from 'ml-matrix';

/** The inverse of a symmetric positive semidefinite matrix, on the space where it has one. */
export interface SymmetricInverse {
  readonly inverse: Matrix;
  /** In how many directions the matrix is not 0. */
  readonly rank: number;
  /** ln of the product of the eigenvalues that are not 0. */
  readonly logDeterminant: number;
}

/**
 * The Moore-Penrose inverse of a symmetric positive semidefinite matrix.
 *
 * Rows and columns are first divided by the root of the diagonal, so that units do not decide what
 * counts as 0 (eigenvalues below 1e-10 of the largest).
 */
export function symmetricInverse(matrix: Matrix): SymmetricInverse {
  const size = matrix.rows;
  const scale = Array.from({ length: size }, (_, i) => {
    const root = Math.sqrt(Math.max(matrix.get(i, i), 0));
    return root > 0 ? root : 1;
  });
  const scaled = new Matrix(size, size);
  for (let i = 0; i < size; i++) {
    for (let j = 0; j < size; j++) scaled.set(i, j, matrix.get(i, j) / (scale[i]! * scale[j]!));
  }
  const { realEigenvalues, eigenvectorMatrix } = new EigenvalueDecomposition(scaled, {
    assumeSymmetric: true,
  });
  const least = 1e-10 * Math.max(0, ...realEigenvalues);
  const kept = realEigenvalues.map((value) => value > least && value > 0);
  const inverse = new Matrix(size, size);
  for (let i = 0; i < size; i++) {
    for (let j = 0; j <= i; j++) {
      let sum = 0;
      for (let k = 0; k < size; k++) {
        if (!kept[k]) continue;
        sum += (eigenvectorMatrix.get(i, k) * eigenvectorMatrix.get(j, k)) / realEigenvalues[k]!;
      }
      inverse.set(i, j, sum / (scale[i]! * scale[j]!));
      inverse.set(j, i, sum / (scale[i]! * scale[j]!));
    }
  }
  let logDeterminant = 0;
  for (let k = 0; k < size; k++) {
    logDeterminant += 2 * Math.log(scale[k]!) + (kept[k] ? Math.log(realEigenvalues[k]!) : 0);
  }
  return { inverse, rank: kept.filter(Boolean).length, logDeterminant };
}
