/** The order of the p-values, smallest first. */
function ascending(pValues: readonly number[]): number[] {
  return pValues.map((_, index) => index).sort((a, b) => pValues[a]! - pValues[b]!);
}

/**
 * Benjamini and Hochberg's adjusted p-values: those up to q have at most the share q of false finds.
 *
 * The adjusted value of the k-th smallest of n is `min_{j >= k} p_j n / j` (1995).
 *
 * @example
 * ```ts
 * import { benjaminiHochberg } from '@ikat/culture';
 *
 * console.log(benjaminiHochberg([0.01, 0.04, 0.03]).map((p) => p.toFixed(2)).join(' ')); // 0.03 0.04 0.04
 * ```
 */
export function benjaminiHochberg(pValues: readonly number[]): number[] {
  const adjusted = [...pValues];
  let smallest = 1;
  for (const [back, index] of ascending(pValues).reverse().entries()) {
    const rank = pValues.length - back;
    smallest = Math.min(smallest, (pValues[index]! * pValues.length) / rank);
    adjusted[index] = smallest;
  }
  return adjusted;
}

/**
 * Holm's adjusted p-values: rejecting those up to alpha errs at all with probability alpha at most.
 *
 * The adjusted value of the k-th smallest of n is `max_{j <= k} min(1, (n - j + 1) p_j)` (1979).
 *
 * @example
 * ```ts
 * import { holm } from '@ikat/culture';
 *
 * console.log(holm([0.01, 0.04, 0.03]).map((p) => p.toFixed(2)).join(' ')); // 0.03 0.06 0.06
 * ```
 */
export function holm(pValues: readonly number[]): number[] {
  const adjusted = [...pValues];
  let largest = 0;
  for (const [before, index] of ascending(pValues).entries()) {
    largest = Math.max(largest, Math.min(1, (pValues.length - before) * pValues[index]!));
    adjusted[index] = largest;
  }
  return adjusted;
}
