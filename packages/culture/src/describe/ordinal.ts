import type { Plane } from './picture.js';

/** What the orderings of neighbouring pixels say of a picture. */
export interface OrdinalPatterns {
  /** Normalised entropy H of the 24 orderings of 2 x 2 windows: 0 one ordering, 1 all alike. */
  readonly entropy: number;
  /** Statistical complexity C = H JS(P, U) / JSmax: 0 for order and for noise, larger between. */
  readonly complexity: number;
  /** Share of windows whose largest value lies across from the smallest, less 1/3: smooth slopes. */
  readonly smoothness: number;
  /** Share of windows with the second smallest across, less that with the second largest. */
  readonly curvature: number;
  /** Share of windows with equal values: these are put in order of place. */
  readonly tieShare: number;
}

const orderings = 24;

/**
 * Order and complexity of a picture from the orderings of its 2 x 2 windows.
 *
 * `H = -sum p ln p / ln 24`; `C = H JS(P, U) / JSmax` with the Jensen-Shannon divergence from uniform
 * and `JSmax = -1/2 [(n + 1)/n ln(n + 1) + ln n - 2 ln 2n]`, n = 24 (Ribeiro et al. 2012; Sigaki et al.
 * 2018). The types are after Bandt and Wittfeld 2023, as we read them: smoothness is their tau, curvature kappa.
 * Entropies of pictures compare only after one pipeline.
 *
 * @throws RangeError if the picture is smaller than 2 x 2
 *
 * @example
 * ```ts
 * import { ordinalPatterns } from '@ikat/culture';
 *
 * const values = Float32Array.from([1, 2, 1, 8, 3, 4, 6, 7, 5]);
 * const { entropy, complexity } = ordinalPatterns({ width: 3, height: 3, values });
 * console.log(entropy.toFixed(6), complexity.toFixed(6)); // 0.327156 0.270120
 * ```
 */
export function ordinalPatterns({ width, height, values }: Plane): OrdinalPatterns {
  if (width < 2 || height < 2) {
    throw new RangeError(
      `ordinalPatterns: expected 2 x 2 pixels or more, got ${width} x ${height}.`,
    );
  }
  const counts = new Uint32Array(256);
  const types = [0, 0, 0];
  let ties = 0;
  for (let y = 0; y + 1 < height; y++) {
    for (let x = 0; x + 1 < width; x++) {
      const at = y * width + x;
      const a = values[at]!;
      const b = values[at + 1]!;
      const c = values[at + width]!;
      const d = values[at + width + 1]!;
      if (a === b || a === c || a === d || b === c || b === d || c === d) ties++;
      // Ranks from 0; an earlier place ranks below an equal later one.
      const rankA = +(b < a) + +(c < a) + +(d < a);
      const rankB = +(a <= b) + +(c < b) + +(d < b);
      const rankC = +(a <= c) + +(b <= c) + +(d < c);
      const rankD = 6 - rankA - rankB - rankC;
      counts[rankA | (rankB << 2) | (rankC << 4) | (rankD << 6)]!++;
      const across = rankA === 3 ? rankD : rankB === 3 ? rankC : rankC === 3 ? rankB : rankA;
      types[across]!++;
    }
  }
  const total = (width - 1) * (height - 1);
  const shares = [...counts].filter((count) => count > 0).map((count) => count / total);
  return {
    ...entropyAndComplexity(shares, orderings),
    smoothness: types[0]! / total - 1 / 3,
    curvature: (types[1]! - types[2]!) / total,
    tieShare: ties / total,
  };
}

/** Normalised entropy and statistical complexity of the shares of `states` states; others are 0. */
export function entropyAndComplexity(
  shares: readonly number[],
  states: number,
): { entropy: number; complexity: number } {
  const uniform = 1 / states;
  const mixed =
    shares.map((share) => (share + uniform) / 2).reduce((sum, p) => sum + surprise(p), 0) +
    (states - shares.length) * surprise(uniform / 2);
  const own = shares.reduce((sum, p) => sum + surprise(p), 0);
  const divergence = mixed - own / 2 - Math.log(states) / 2;
  const largest =
    -0.5 *
    (((states + 1) / states) * Math.log(states + 1) + Math.log(states) - 2 * Math.log(2 * states));
  const entropy = own / Math.log(states);
  return { entropy, complexity: (entropy * divergence) / largest };
}

function surprise(share: number): number {
  return share > 0 ? -share * Math.log(share) : 0;
}
