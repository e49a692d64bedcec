import { betaLowerTail } from './beta.js';
import { findRoot } from './find-root.js';

/** The two-sided p-value of Student's t. */
export function studentTwoSided(t: number, degreesOfFreedom: number): number {
  const square = t * t;
  return betaLowerTail(degreesOfFreedom / (degreesOfFreedom + square), degreesOfFreedom / 2, 0.5);
}

/** How many standard errors an interval of the given level reaches to either side. */
export function studentReach(level: number, degreesOfFreedom: number): number {
  let high = 10;
  while (studentTwoSided(high, degreesOfFreedom) > 1 - level) high *= 2;
  return findRoot((t) => 1 - level - studentTwoSided(t, degreesOfFreedom), 0, high);
}
