/**
 * Distances between items: those of item i to items 0 .. i - 1 stand from `i (i - 1) / 2` on.
 */
export interface DistanceMatrix {
  readonly size: number;
  readonly values: Float64Array;
}

/** The Euclidean distances between rows. */
export function euclideanDistances(rows: readonly ArrayLike<number>[]): DistanceMatrix {
  return distancesBy(rows.length, (i, j) => Math.sqrt(squaredDistance(rows[i]!, rows[j]!)));
}

/** Distances by a function of two places, called once for each pair. */
export function distancesBy(
  size: number,
  distance: (i: number, j: number) => number,
): DistanceMatrix {
  const values = new Float64Array((size * (size - 1)) / 2);
  for (let i = 1, at = 0; i < size; i++) {
    for (let j = 0; j < i; j++) values[at++] = distance(i, j);
  }
  return { size, values };
}

/** The squared Euclidean distance |x - y|^2. */
export function squaredDistance(x: ArrayLike<number>, y: ArrayLike<number>): number {
  let sum = 0;
  for (let k = 0; k < x.length; k++) sum += (x[k]! - y[k]!) ** 2;
  return sum;
}
