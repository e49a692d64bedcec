import { findRoot } from './find-root.js';
import { upperGamma } from './gamma.js';

/** P(Z > z) for Z of N(0, 1), exact in the upper tail. */
export function normalUpperTail(z: number): number {
  const tail = upperGamma(0.5, (z * z) / 2) / 2;
  return z >= 0 ? tail : 1 - tail;
}

/** The density of N(0, 1). */
export function normalDensity(z: number): number {
  return Math.exp((-z * z) / 2) / Math.sqrt(2 * Math.PI);
}

/** The z below which N(0, 1) has the given probability. */
export function normalQuantile(probability: number): number {
  if (!(probability > 0 && probability < 1)) {
    throw new RangeError(
      `normalQuantile: expected a probability between 0 and 1, got ${probability}.`,
    );
  }
  if (probability > 0.5) return -normalQuantile(1 - probability);
  // Upper tails are the exact ones: find the z > 0 with P(Z > z) = probability.
  return -findRoot((z) => probability - normalUpperTail(z), 0, 40);
}
