import { differenceCiede2000 } from 'culori';
import { transportCost } from '../statistics/transport.js';
import type { PaletteColour } from './palette.js';

/**
 * How different two colours look: CIEDE2000 of CIELAB colours at D65, about 1 just noticeable.
 *
 * @example
 * ```ts
 * import { colourDifference } from '@ikat/culture';
 *
 * console.log(colourDifference([50, 2.6772, -79.7751], [50, 0, -82.7485]).toFixed(4)); // 2.0425
 * ```
 */
export function colourDifference(
  first: readonly [number, number, number],
  second: readonly [number, number, number],
): number {
  return difference(toCulori(first), toCulori(second));
}

const difference = /* @__PURE__ */ differenceCiede2000();

// Only as lab65 are the numbers taken as they are; lab would be D50.
function toCulori([l, a, b]: readonly [number, number, number]) {
  return { mode: 'lab65', l, a, b } as const;
}

/**
 * The distance of two palettes: the least mean CIEDE2000 by which one is turned into the other.
 *
 * Exact transport of the weights, which are taken as shares.
 *
 * @throws RangeError if a palette is empty
 *
 * @example
 * ```ts
 * import { paletteDistance } from '@ikat/culture';
 *
 * const black = [{ lab: [0, 0, 0], weight: 1 }] as const;
 * const white = [{ lab: [100, 0, 0], weight: 1 }] as const;
 * console.log(paletteDistance(black, white).toFixed(6)); // 100.000000
 * ```
 */
export function paletteDistance(
  first: readonly PaletteColour[],
  second: readonly PaletteColour[],
): number {
  if (first.length === 0 || second.length === 0) {
    throw new RangeError(
      `paletteDistance: expected one colour or more in each palette, got ${first.length} and ${second.length}.`,
    );
  }
  const shares = (palette: readonly PaletteColour[]) => {
    const total = palette.reduce((sum, colour) => sum + colour.weight, 0);
    return palette.map((colour) => colour.weight / total);
  };
  const costs = first.map((a) => second.map((b) => colourDifference(a.lab, b.lab)));
  return transportCost(shares(first), shares(second), costs);
}
