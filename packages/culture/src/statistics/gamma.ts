const epsilon = 1e-16;
const tiny = 1e-300;

/** ln Γ(x) for x > 0: recurrence up to 15, then Stirling's series. */
export function logGamma(x: number): number {
  let shift = 0;
  let z = x;
  for (; z < 15; z++) shift -= Math.log(z);
  const square = 1 / (z * z);
  // B_2k / (2k (2k - 1) z^(2k - 1))
  const series =
    (1 / 12 - square * (1 / 360 - square * (1 / 1260 - square * (1 / 1680 - square / 1188)))) / z;
  return shift + (z - 0.5) * Math.log(z) - z + 0.5 * Math.log(2 * Math.PI) + series;
}

/** The lower series: P(a, x) = x^a e^-x / Γ(a + 1) sum x^n / ((a + 1) ... (a + n)). */
function lowerSeries(a: number, x: number): number {
  let term = 1;
  let sum = 1;
  for (let n = 1; n < 10_000 && term > sum * epsilon; n++) {
    term *= x / (a + n);
    sum += term;
  }
  return sum * Math.exp(a * Math.log(x) - x - logGamma(a + 1));
}

/** The continued fraction of Q(a, x) by Lentz's method, for x > a + 1. */
function upperFraction(a: number, x: number): number {
  let b = x + 1 - a;
  let c = 1 / tiny;
  let d = 1 / b;
  let value = d;
  for (let n = 1; n < 10_000; n++) {
    const factor = -n * (n - a);
    b += 2;
    d = 1 / nonZero(factor * d + b);
    c = nonZero(b + factor / c);
    const change = c * d;
    value *= change;
    if (Math.abs(change - 1) < epsilon * 4) break;
  }
  return value * Math.exp(a * Math.log(x) - x - logGamma(a));
}

/** The upper tail of the gamma distribution, Q(a, x) = Γ(a, x) / Γ(a), exact far out. */
export function upperGamma(a: number, x: number): number {
  if (x <= 0) return 1;
  return x < a + 1 ? 1 - lowerSeries(a, x) : upperFraction(a, x);
}

function nonZero(value: number): number {
  return Math.abs(value) < tiny ? tiny : value;
}
