import { findRoot } from './find-root.js';
import { logGamma, upperGamma } from './gamma.js';

/** P(X > x) for X of the chi-square distribution; exact in the tail, where 1 - cdf is not. */
export function chiSquareUpperTail(x: number, degreesOfFreedom: number): number {
  return upperGamma(degreesOfFreedom / 2, x / 2);
}

/** The x below which the chi-square distribution has the given probability. */
export function chiSquareQuantile(probability: number, degreesOfFreedom: number): number {
  let high = degreesOfFreedom + 10;
  while (chiSquareUpperTail(high, degreesOfFreedom) > 1 - probability) high *= 2;
  return findRoot((x) => 1 - probability - chiSquareUpperTail(x, degreesOfFreedom), 0, high);
}

/**
 * P(X > x) for X of the noncentral chi-square distribution: a Poisson(noncentrality / 2) mixture of
 * central ones with `degreesOfFreedom + 2 j`.
 */
export function noncentralChiSquareUpperTail(
  x: number,
  degreesOfFreedom: number,
  noncentrality: number,
): number {
  const mean = noncentrality / 2;
  if (mean === 0) return chiSquareUpperTail(x, degreesOfFreedom);
  const spread = 12 * Math.sqrt(mean) + 30;
  let total = 0;
  for (let j = Math.max(0, Math.floor(mean - spread)); j <= mean + spread; j++) {
    const weight = Math.exp(j * Math.log(mean) - mean - logGamma(j + 1));
    total += weight * upperGamma(degreesOfFreedom / 2 + j, x / 2);
  }
  return total;
}

/** The noncentrality at which a chi-square test has the given power. */
export function noncentralityForPower(
  power: number,
  degreesOfFreedom: number,
  alpha: number,
): number {
  const critical = chiSquareQuantile(1 - alpha, degreesOfFreedom);
  const excess = (noncentrality: number) =>
    noncentralChiSquareUpperTail(critical, degreesOfFreedom, noncentrality) - power;
  let high = 10;
  while (excess(high) < 0) high *= 2;
  return findRoot(excess, 0, high);
}
