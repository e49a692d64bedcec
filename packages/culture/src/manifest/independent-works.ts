import type { ManifestItem } from './types.js';

/** Counts independent works: the items of one leakage group are one, an item of none is its own. */
export function independentWorks() {
  const groups = new Set<string>();
  let alone = 0;
  return {
    add({ leakageGroup }: Pick<ManifestItem, 'leakageGroup'>): void {
      if (leakageGroup === undefined) alone++;
      else groups.add(leakageGroup);
    },
    count: () => groups.size + alone,
  };
}

/** What {@link independentWorks} gives. */
export type IndependentWorks = ReturnType<typeof independentWorks>;
