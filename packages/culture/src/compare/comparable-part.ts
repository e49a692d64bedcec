import { placesBy } from '../statistics/group-by.js';
import { type Refusal, refuse } from '../statistics/interval.js';
import type { NoTest } from './comparison.js';
import type { Settings } from './study.js';
import { labelParts, restrictTable, type StyleTable } from './style-table.js';

/** The items on which labels can be compared. */
export interface ComparablePart {
  readonly kind: 'part';
  readonly table: StyleTable;
  readonly cultures: readonly string[];
  /** The share of the cultures' items that lie in strata with another culture. */
  readonly informativeShare: number;
}

/**
 * Keeps the cultures with independent works enough and, within strata, the strata that hold two.
 *
 * Which is which is found again after every culture that falls out.
 */
export function comparablePart(
  table: StyleTable,
  cultures: readonly string[],
  settings: Settings,
): ComparablePart | NoTest {
  const { stratified, minimumUnits } = settings;
  let kept = [...cultures];
  for (;;) {
    const all = restrictTable(table, kept);
    const enough = kept.filter((culture) => unitsIn(all, culture) >= minimumUnits);
    if (enough.length < 2) return tooFew(all, kept, settings);
    const part = stratified ? sharedStrata(all) : all;
    if (part.items.length === 0) return notIdentifiable();
    const left = enough.filter((culture) => unitsIn(part, culture) >= minimumUnits);
    if (left.length < 2) return tooFew(part, enough, settings);
    if (left.length === kept.length) {
      const informativeShare = part.items.length / all.items.length;
      return { kind: 'part', table: part, cultures: kept, informativeShare };
    }
    kept = left;
  }
}

/** The items of strata that hold two cultures or more. */
function sharedStrata(table: StyleTable): StyleTable {
  const groups = placesBy(table.items.length, (item) => table.items[item]!.stratum ?? '');
  const shared = [...groups.values()].filter((items) => {
    const found = items.flatMap((item) => labelParts(table.items[item]!.culture));
    return new Set(found.map((part) => part.id)).size > 1;
  });
  const places = shared.flat().sort((a, b) => a - b);
  return { ...table, items: places.map((item) => table.items[item]!) };
}

/** How many independent works of a culture a table holds. */
export function unitsIn({ items }: StyleTable, culture: string): number {
  const own = items.filter((item) => labelParts(item.culture).some((part) => part.id === culture));
  const clusters = new Set(own.flatMap((item) => item.cluster ?? []));
  return clusters.size + own.filter((item) => item.cluster === undefined).length;
}

function notIdentifiable(): Refusal<'not identifiable'> {
  return refuse(
    'not identifiable',
    'No stratum holds two cultures, so that a difference of cultures cannot be told from one of strata. Add works of both from one source.',
  );
}

function tooFew(
  table: StyleTable,
  cultures: readonly string[],
  { stratified, minimumUnits }: Settings,
): Refusal<'too few'> {
  const counts = cultures
    .map((culture) => `"${culture}" has ${unitsIn(table, culture)}`)
    .join(', ');
  const where = stratified ? ' in strata that hold another' : '';
  return refuse(
    'too few',
    `A test needs two cultures of ${minimumUnits} independent works${where}: ${counts}. Add works, or look at the distances only.`,
  );
}
