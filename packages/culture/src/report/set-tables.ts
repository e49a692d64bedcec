import type { LabelShare } from '../manifest/label-shares.js';
import type { LabelAuthor, LabelBasis, LabelCertainty } from '../manifest/types.js';
import type { DescribedItem } from './described-set.js';

/** How many works have a name. */
export interface Tally {
  readonly name: string;
  readonly works: number;
}

/** How many labels rest on something, of what certainty and by whom. */
export interface LabelBasisShare {
  readonly basis: LabelBasis;
  readonly certainty: LabelCertainty;
  readonly by: LabelAuthor;
  readonly labels: number;
}

/** How many makers a culture's works are by. */
export interface CultureMakers {
  readonly culture: string;
  readonly makers: number;
  /** Works whose maker is recorded. */
  readonly known: number;
}

/** Counts makers by culture. */
export function cultureMakers(
  items: readonly DescribedItem[],
  cultures: readonly string[],
): CultureMakers[] {
  return cultures.map((culture) => {
    const own = items.filter((item) => item.culture?.some(({ id }) => id === culture));
    const named = own.flatMap(({ maker }) => (maker === undefined ? [] : [maker]));
    return { culture, makers: new Set(named).size, known: named.length };
  });
}

/** Works by culture and by something else. */
export interface FactorCells {
  readonly factor: string;
  readonly rows: readonly {
    readonly level: string;
    /** For each culture of `cultures` the number of works. */
    readonly works: readonly number[];
  }[];
  readonly cultures: readonly string[];
}

/** Counts names, most frequent first. */
export function tally(names: readonly string[]): Tally[] {
  const counts = new Map<string, number>();
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1);
  return [...counts]
    .map(([name, works]) => ({ name, works }))
    .sort((a, b) => b.works - a.works || (a.name < b.name ? -1 : 1));
}

/** What the labels of items rest on, most frequent first; labels of cultures left out do not count. */
export function labelBases(items: readonly DescribedItem[]): LabelBasisShare[] {
  const found = new Map<string, LabelBasisShare>();
  for (const { labels = [], culture = [] } of items) {
    for (const { id, basis, certainty, by } of labels) {
      if (!culture.some((share) => share.id === id)) continue;
      const key = `${basis} ${certainty} ${by}`;
      found.set(key, { basis, certainty, by, labels: (found.get(key)?.labels ?? 0) + 1 });
    }
  }
  return [...found.values()].sort((a, b) => b.labels - a.labels);
}

/** Counts works by culture and level of each factor. */
export function factorCells(
  items: readonly (DescribedItem & { readonly culture: readonly LabelShare[] })[],
  cultures: readonly string[],
): FactorCells[] {
  const factors = [...new Set(items.flatMap((item) => Object.keys(item.factors ?? {})))];
  return factors.map((factor) => {
    const levelOf = (item: DescribedItem) => item.factors?.[factor] ?? 'unknown';
    const rows = tally(items.map(levelOf)).map(({ name: level }) => ({
      level,
      works: cultures.map(
        (culture) =>
          items.filter(
            (item) => levelOf(item) === level && item.culture.some(({ id }) => id === culture),
          ).length,
      ),
    }));
    return { factor, cultures, rows };
  });
}
