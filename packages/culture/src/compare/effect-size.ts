/** What an effect size needs of one stratum: culture by culture, and pair by pair. */
export interface StratumSpread {
  /** The weight of each culture. */
  readonly weights: ArrayLike<number>;
  /** The sum of squared distances within each culture, over unordered independent pairs. */
  readonly withinSquares: ArrayLike<number>;
  /** The weight of these pairs. */
  readonly withinPairs: ArrayLike<number>;
  /** The mean squared distance of two items of different cultures. */
  between(a: number, b: number): number;
}

/**
 * The share of variation that labels explain, without the part that chance explains: omega squared.
 *
 * `B / (B + V)`: V is the pooled mean square within cultures, `sum_c SSW_c / sum_c (n_c - 1)`, and B
 * averages `1/2 sum_{a != b} p_a p_b (E d^2(a, b) - V_a - V_b)` over strata by weight, the squared
 * distances of centroids freed of noise. For groups of one size it is exactly the classical
 * `(SSA - (g - 1) MSW) / (SST + MSW)`. About 0, also below, where there is nothing to explain; NaN
 * where it cannot be known.
 */
export function omegaSquared(strata: readonly StratumSpread[]): number {
  let squares = 0;
  let degrees = 0;
  let weight = 0;
  for (const { weights, withinSquares, withinPairs } of strata) {
    for (let c = 0; c < weights.length; c++) {
      if (!(weights[c]! > 0)) continue;
      squares += withinSquares[c]! / weights[c]!;
      degrees += (2 * withinPairs[c]!) / weights[c]!;
      weight += weights[c]!;
    }
  }
  const within = squares / degrees;
  const between =
    strata.reduce((sum, stratum) => sum + centroidSpread(stratum, within), 0) / weight;
  return between / (between + within);
}

/** The stratum's part of B, times its weight. */
function centroidSpread(
  { weights, withinSquares, withinPairs, between }: StratumSpread,
  pooled: number,
): number {
  let total = 0;
  let spread = 0;
  // Of a single work, the variance is taken to be that of all.
  const variance = (c: number) =>
    withinPairs[c]! > 0 ? withinSquares[c]! / (2 * withinPairs[c]!) : pooled;
  for (let a = 0; a < weights.length; a++) {
    total += weights[a]!;
    for (let b = 0; b < a; b++) {
      if (!(weights[a]! > 0 && weights[b]! > 0)) continue;
      spread += weights[a]! * weights[b]! * (between(a, b) - variance(a) - variance(b));
    }
  }
  return total > 0 ? spread / total : 0;
}
