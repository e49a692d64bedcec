import { betaLowerTail, betaQuantile } from './beta.js';
import type { Interval } from './interval.js';
import { normalQuantile } from './normal.js';

/**
 * Wilson's score interval of a share (1927): keeps its coverage for few trials and for extreme shares.
 *
 * `trials` may be fractional: an effective number, after division by a design effect.
 */
export function wilsonInterval(share: number, trials: number, level = 0.95): Interval {
  const z = normalQuantile(0.5 + level / 2);
  const scale = 1 + (z * z) / trials;
  const centre = (share + (z * z) / (2 * trials)) / scale;
  const half =
    (z / scale) * Math.sqrt((share * (1 - share)) / trials + (z * z) / (4 * trials * trials));
  return { low: Math.max(0, centre - half), high: Math.min(1, centre + half), level };
}

/** The exact interval of Clopper and Pearson (1934): never below its level, and wider for it. */
export function exactInterval(successes: number, trials: number, level = 0.95): Interval {
  const tail = (1 - level) / 2;
  return {
    low: successes === 0 ? 0 : betaQuantile(tail, successes, trials - successes + 1),
    high: successes === trials ? 1 : betaQuantile(1 - tail, successes + 1, trials - successes),
    level,
  };
}

/** The exact two-sided p-value of a share of one half (twice the smaller tail). */
export function exactHalfTest(successes: number, trials: number): number {
  const more = Math.max(successes, trials - successes);
  if (more * 2 === trials) return 1;
  // P(X >= more) = I_{1/2}(more, trials - more + 1)
  return Math.min(1, 2 * betaLowerTail(0.5, more, trials - more + 1));
}
