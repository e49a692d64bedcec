import { findRoot } from './find-root.js';
import { logGamma } from './gamma.js';

// The continued fraction of the incomplete beta function, by Lentz's method.
function betaFraction(x: number, a: number, b: number): number {
  let c = 1;
  let d = 1 / (1 - ((a + b) * x) / (a + 1) || 1e-300);
  let fraction = d;
  const advance = (numerator: number) => {
    d = 1 / (1 + numerator * d || 1e-300);
    c = 1 + numerator / c || 1e-300;
    fraction *= c * d;
    return Math.abs(c * d - 1);
  };
  for (let n = 1; n < 10_000; n++) {
    advance((n * (b - n) * x) / ((a + 2 * n - 1) * (a + 2 * n)));
    const change = advance((-(a + n) * (a + b + n) * x) / ((a + 2 * n) * (a + 2 * n + 1)));
    if (change < 1e-16) break;
  }
  return fraction;
}

/** P(X < x) for X of the Beta(a, b) distribution: the regularised incomplete beta function. */
export function betaLowerTail(x: number, a: number, b: number): number {
  if (x <= 0) return 0;
  if (x >= 1) return 1;
  const logFront =
    logGamma(a + b) - logGamma(a) - logGamma(b) + a * Math.log(x) + b * Math.log1p(-x);
  return x < (a + 1) / (a + b + 2)
    ? (Math.exp(logFront) * betaFraction(x, a, b)) / a
    : 1 - (Math.exp(logFront) * betaFraction(1 - x, b, a)) / b;
}

/** The x below which Beta(a, b) has the given probability. */
export function betaQuantile(probability: number, a: number, b: number): number {
  return findRoot((x) => betaLowerTail(x, a, b) - probability, 0, 1);
}
