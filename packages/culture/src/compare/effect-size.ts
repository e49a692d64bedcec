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
 * `1 - V_within / V_total`, where `V_within` is the pooled mean square within cultures and
 * `V_total = 1/2 sum_ab p_a p_b E d^2(a, b)`, averaged over strata by weight. For groups of one size
 * it is exactly the classical `(SSA - (g - 1) MSW) / (SST + MSW)`. About 0, also below, where there is
 * nothing to explain; NaN where it cannot be known.
 */
export function omegaSquared(strata: readonly StratumSpread[]): number {
  let squares = 0;
  let degrees = 0;
  for (const { weights, withinSquares, withinPairs } of strata) {
    for (let c = 0; c < weights.length; c++) {
      if (!(weights[c]! > 0)) continue;
      squares += withinSquares[c]! / weights[c]!;
      degrees += (2 * withinPairs[c]!) / weights[c]!;
    }
  }
  const within = squares / degrees;
  let total = 0;
  let weight = 0;
  for (const stratum of strata) {
    const sum = totalWeight(stratum.weights);
    total += sum * totalVariance(stratum, within);
    weight += sum;
  }
  return 1 - within / (total / weight);
}

function totalVariance({ weights, between }: StratumSpread, within: number): number {
  const sum = totalWeight(weights);
  let variance = 0;
  for (let a = 0; a < weights.length; a++) {
    const share = weights[a]! / sum;
    variance += share * share * within;
    for (let b = 0; b < a; b++) {
      if (weights[a]! > 0 && weights[b]! > 0)
        variance += share * (weights[b]! / sum) * between(a, b);
    }
  }
  return variance;
}

function totalWeight(weights: ArrayLike<number>): number {
  let sum = 0;
  for (let c = 0; c < weights.length; c++) sum += weights[c]!;
  return sum;
}
