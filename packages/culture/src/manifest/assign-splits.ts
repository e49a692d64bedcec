import { childSeed, randomSource } from '@ikat/random';
import type { ManifestItem, Split } from './types.js';

/** How much goes where. */
export interface SplitOptions {
  /** The share for validation, in [0, 1); 0.1 by default. */
  val?: number | undefined;
  /** The share for testing, in [0, 1); 0.1 by default. */
  test?: number | undefined;
  seed?: number | undefined;
}

/**
 * Copies of the items with splits that cut no leakage group, drawn from a seed.
 *
 * Whole groups are dealt in a random order, each to the split that lacks most of its share; an item
 * without a group is a group by itself. A few large groups cannot meet the shares exactly.
 *
 * @throws RangeError if the shares are not in [0, 1) or leave nothing to train on.
 *
 * @example
 * ```ts
 * import { assignSplits } from '@ikat/culture';
 *
 * const item = (id: string) => ({ id, image: { path: id }, culture: [], rights: { image: 'cc0' as const }, source: { institution: 'M' } });
 * const items = assignSplits(Array.from({ length: 20 }, (_, index) => item(`${index}`)), { seed: 1 });
 * console.log(items.filter(({ split }) => split === 'test').length); // 2
 * ```
 */
export function assignSplits(
  items: readonly ManifestItem[],
  { val = 0.1, test = 0.1, seed = 0 }: SplitOptions = {},
): ManifestItem[] {
  if (!(val >= 0 && test >= 0 && val + test < 1))
    throw new RangeError(
      `assignSplits: expected shares of at least 0 with a sum below 1, got val ${val} and test ${test}.`,
    );
  const groups = new Map<string, ManifestItem[]>();
  for (const item of items) {
    const key = item.leakageGroup === undefined ? `item ${item.id}` : `group ${item.leakageGroup}`;
    const group = groups.get(key);
    if (group) group.push(item);
    else groups.set(key, [item]);
  }
  const splits = dealt(randomSource(childSeed(seed, 'splits')).shuffle([...groups.values()]), {
    train: 1 - val - test,
    val,
    test,
  });
  return items.map((item) => ({ ...item, split: splits.get(item)! }));
}

function dealt(
  groups: readonly (readonly ManifestItem[])[],
  shares: Record<Split, number>,
): Map<ManifestItem, Split> {
  const total = groups.reduce((sum, group) => sum + group.length, 0);
  const open = { train: shares.train * total, val: shares.val * total, test: shares.test * total };
  const splits = new Map<ManifestItem, Split>();
  for (const group of groups) {
    const split = (Object.keys(open) as Split[]).reduce((a, b) => (open[b] > open[a] ? b : a));
    open[split] -= group.length;
    for (const item of group) splits.set(item, split);
  }
  return splits;
}
