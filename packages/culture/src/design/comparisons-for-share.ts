import { findRoot } from '../statistics/find-root.js';
import { normalQuantile, normalUpperTail } from '../statistics/normal.js';

/** Options of {@link comparisonsForShare}. */
export interface ShareOptions {
  /** The share to tell from it; 0.5 by default. */
  readonly from?: number | undefined;
  /** Whether both shares are measured, each with so many comparisons; false by default. */
  readonly twoGroups?: boolean | undefined;
  readonly power?: number | undefined;
  readonly alpha?: number | undefined;
}

/**
 * How many independent comparisons (a group) tell a share from another one.
 *
 * With `h = 2 asin sqrt(p) - 2 asin sqrt(q)` (Cohen), the normal test of `h sqrt(n)` has the power asked
 * for, 0.8 at alpha 0.05 by default. Multiply by {@link designEffect} for raters who compare more than
 * once.
 *
 * @example
 * ```ts
 * import { comparisonsForShare } from '@ikat/culture';
 *
 * console.log(Math.ceil(comparisonsForShare(0.6))); // 194
 * ```
 */
export function comparisonsForShare(
  share: number,
  { from = 0.5, twoGroups = false, power = 0.8, alpha = 0.05 }: ShareOptions = {},
): number {
  if (!(share > 0 && share < 1) || share === from) {
    throw new RangeError(
      `comparisonsForShare: expected a share between 0 and 1 other than ${from}, got ${share}.`,
    );
  }
  const effect = Math.abs(2 * Math.asin(Math.sqrt(share)) - 2 * Math.asin(Math.sqrt(from)));
  const critical = normalQuantile(1 - alpha / 2);
  const excess = (shift: number) =>
    normalUpperTail(critical - shift) + normalUpperTail(critical + shift) - power;
  const shift = findRoot(excess, 0, 40);
  return (shift / effect) ** 2 * (twoGroups ? 2 : 1);
}

/**
 * How many times more comparisons it takes when each rater makes several: `1 + (m - 1) rho`.
 *
 * @param trials m, the comparisons of a rater
 * @param correlation rho; 0.09 by default, as in a published study of 301 raters
 */
export function designEffect(trials: number, correlation = 0.09): number {
  return 1 + (trials - 1) * correlation;
}
