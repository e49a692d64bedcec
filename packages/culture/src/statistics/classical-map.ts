import { EigenvalueDecomposition, Matrix } from 'ml-matrix';

/** Places on a map whose distances come near the given ones. */
export interface ClassicalMap {
  /** One place an item: `dimensions` coordinates. */
  readonly places: readonly (readonly number[])[];
  /** The share of the spread that the map shows: its eigenvalues / the sum of all magnitudes. */
  readonly shown: number;
}

/**
 * Classical multidimensional scaling (Torgerson 1952; Gower 1966).
 *
 * The eigenvectors of `B = -1/2 J D J`, `J = I - 11^T / n`, times the roots of their eigenvalues.
 * The sign of each axis is chosen so that its farthest place is positive.
 *
 * @param squared squared distances, symmetric, in rows
 * @param dimensions how many axes
 */
export function classicalMap(
  squared: readonly (readonly number[])[],
  dimensions = 2,
): ClassicalMap {
  const size = squared.length;
  const rowMeans = squared.map((row) => row.reduce((sum, value) => sum + value, 0) / size);
  const grandMean = rowMeans.reduce((sum, value) => sum + value, 0) / size;
  const inner = squared.map((row, i) =>
    row.map((value, j) => -0.5 * (value - rowMeans[i]! - rowMeans[j]! + grandMean)),
  );
  const { realEigenvalues, eigenvectorMatrix } = new EigenvalueDecomposition(new Matrix(inner), {
    assumeSymmetric: true,
  });
  const order = realEigenvalues.map((_, k) => k);
  order.sort((a, b) => realEigenvalues[b]! - realEigenvalues[a]!);
  const axes = order.slice(0, dimensions).map((k) => {
    const root = Math.sqrt(Math.max(0, realEigenvalues[k]!));
    return facing(eigenvectorMatrix.getColumn(k).map((value) => value * root));
  });
  const total = realEigenvalues.reduce((sum, value) => sum + Math.abs(value), 0);
  const kept = order.slice(0, dimensions);
  const shownSum = kept.reduce((sum, k) => sum + Math.max(0, realEigenvalues[k]!), 0);
  return {
    places: squared.map((_, i) => Array.from({ length: dimensions }, (__, k) => axes[k]?.[i] ?? 0)),
    shown: total > 0 ? shownSum / total : 1,
  };
}

function facing(axis: number[]): number[] {
  const farthest = axis.reduce(
    (far, value) => (Math.abs(value) > Math.abs(far) + 1e-12 ? value : far),
    0,
  );
  return farthest < 0 ? axis.map((value) => -value) : axis;
}
