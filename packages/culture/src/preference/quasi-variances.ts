import { Matrix, solve } from 'ml-matrix';

/**
 * One variance an item, such that those of two items add up to about the variance of their difference
 * (Firth and de Menezes 2004): bars in a plot that may be compared by eye.
 *
 * Minimises the sum over pairs of `(ln(q_i + q_j) - ln Var(l_i - l_j))^2` by Gauss and Newton's method.
 *
 * @param covariance of all items, with a row and column of zeros for the reference
 * @returns nothing where there are fewer than three items or the steps do not converge
 */
export function quasiVariances(covariance: readonly (readonly number[])[]): number[] | undefined {
  const size = covariance.length;
  const pairs: { i: number; j: number; variance: number }[] = [];
  for (let i = 0; i < size; i++) {
    for (let j = 0; j < i; j++) {
      const variance = covariance[i]![i]! + covariance[j]![j]! - 2 * covariance[i]![j]!;
      pairs.push({ i, j, variance });
    }
  }
  if (size < 3 || pairs.some(({ variance }) => !(variance > 0))) return undefined;
  let q = start(size, pairs);
  for (let iteration = 0; iteration < 200; iteration++) {
    const slopes = new Matrix(
      pairs.map(({ i, j }) =>
        q.map((_, item) => (item === i || item === j ? 1 / (q[i]! + q[j]!) : 0)),
      ),
    );
    const misses = pairs.map(({ i, j, variance }) => [Math.log(variance / (q[i]! + q[j]!))]);
    const step = solve(slopes, new Matrix(misses), true).to1DArray();
    q = shortened(q, step, pairs);
    if (step.every((value, item) => Math.abs(value) < 1e-12 * Math.abs(q[item]!))) return q;
  }
  return undefined;
}

type Pair = { readonly i: number; readonly j: number; readonly variance: number };

function start(size: number, pairs: readonly Pair[]): number[] {
  const sums = new Array<number>(size).fill(0);
  for (const { i, j, variance } of pairs) {
    sums[i]! += variance / 2 / (size - 1);
    sums[j]! += variance / 2 / (size - 1);
  }
  return sums;
}

// A variance may be negative, a sum of two may not.
function shortened(q: readonly number[], step: readonly number[], pairs: readonly Pair[]) {
  for (let share = 1; share > 1e-6; share /= 2) {
    const next = q.map((value, item) => value + share * step[item]!);
    if (pairs.every(({ i, j }) => next[i]! + next[j]! > 0)) return next;
  }
  return [...q];
}
