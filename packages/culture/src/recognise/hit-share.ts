import type { Estimate } from '../statistics/interval.js';
import { wilsonInterval } from '../statistics/proportion-interval.js';

/** How often something was recognised. */
export interface HitShare extends Estimate {
  readonly answers: number;
  readonly raters: number;
  /** How much larger the variance is than that of independent answers; at least 1. */
  readonly designEffect: number;
}

/**
 * A share with Wilson's interval for `answers / design effect` answers, since those of one rater hang
 * together.
 *
 * @param byRater for each rater how many answers were right, and how many there were
 */
export function hitShare(
  byRater: readonly (readonly [hits: number, answers: number])[],
  level = 0.95,
): HitShare {
  const present = byRater.filter(([, answers]) => answers > 0);
  const hits = present.reduce((sum, [right]) => sum + right, 0);
  const answers = present.reduce((sum, [, count]) => sum + count, 0);
  const value = hits / answers;
  const raters = present.length;
  // The variance of a ratio of sums over raters, beside p (1 - p) / n.
  const squares = present.reduce((sum, [right, count]) => sum + (right - value * count) ** 2, 0);
  const independent = value * (1 - value) * answers;
  const clustered = raters > 1 ? (squares * raters) / (raters - 1) : independent;
  const single = present.every(([, count]) => count === 1);
  const designEffect = single || independent === 0 ? 1 : Math.max(1, clustered / independent);
  const interval = wilsonInterval(value, answers / designEffect, level);
  return { value, interval, answers, raters, designEffect };
}
