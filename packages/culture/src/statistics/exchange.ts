import { placesBy } from './group-by.js';

/**
 * Which labels may change places if the labels did not matter.
 *
 * - Items of one cluster (one album, one building photographed twice) are one unit and keep one label.
 * - Units change labels only within their stratum; a cluster that lies in several strata changes with
 *   clusters that lie in the same ones.
 * - A cluster whose items differ in label is a stratum of its own: its items change among themselves.
 */
export interface Exchange {
  /** The items of each unit. */
  readonly units: readonly (readonly number[])[];
  /** The label of each unit. */
  readonly labels: readonly number[];
  /** The units among which labels change. */
  readonly blocks: readonly (readonly number[])[];
  readonly items: number;
}

/**
 * Finds units and blocks.
 *
 * @param labels one number an item
 * @param strata a name for each item, or nothing: one stratum
 * @param clusters a name for each item, or `undefined` for an item on its own
 */
export function exchangeOf(
  labels: ArrayLike<number>,
  strata?: readonly string[] | undefined,
  clusters?: readonly (string | undefined)[] | undefined,
): Exchange {
  const groups = placesBy(labels.length, (item) => clusters?.[item] ?? item);
  const units: number[][] = [];
  const keys: string[] = [];
  for (const items of groups.values()) {
    const within = [...new Set(items.map((item) => strata?.[item] ?? ''))].sort();
    const mixed = items.some((item) => labels[item] !== labels[items[0]!]);
    const stratum = JSON.stringify(within);
    if (mixed) {
      for (const item of items) units.push([item]);
      keys.push(...items.map(() => `${stratum} in cluster of ${items[0]}`));
    } else {
      units.push(items);
      keys.push(stratum);
    }
  }
  return {
    units,
    labels: units.map((unit) => labels[unit[0]!]!),
    blocks: [...placesBy(units.length, (unit) => keys[unit]!).values()],
    items: labels.length,
  };
}

/** The blocks in which labels differ: the others say nothing about the labels. */
export function informativeBlocks({ blocks, labels }: Exchange): (readonly number[])[] {
  return blocks.filter((block) => block.some((unit) => labels[unit] !== labels[block[0]!]));
}

/** How many different labellings there are; Infinity beyond 1e15. */
export function arrangementCount(exchange: Exchange): number {
  let count = 1;
  for (const block of informativeBlocks(exchange)) {
    const seen = new Map<number, number>();
    for (const [before, unit] of block.entries()) {
      const label = exchange.labels[unit]!;
      seen.set(label, (seen.get(label) ?? 0) + 1);
      // A multinomial coefficient, one unit after the other: exact while below 2^53.
      count = (count * (before + 1)) / seen.get(label)!;
      if (count > 1e15) return Infinity;
    }
  }
  return Math.round(count);
}
