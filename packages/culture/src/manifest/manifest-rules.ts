import type { ManifestFault } from './fault.js';
import { itemRuleFaults } from './item-rules.js';
import { schemaFaults } from './schema-faults.js';
import type { Culture, ManifestHead, ManifestItem, Split } from './types.js';
import { itemWarnings } from './warnings.js';

/** Where an item stands in the text it was read from. */
export interface ItemPlace {
  index: number;
  line?: number | undefined;
}

/** Checks the items of one manifest one after another, so that they need not be held together. */
export interface ItemChecker {
  /** The faults of one item, beside those that came before it. */
  check(item: unknown, place: ItemPlace): ManifestFault[];
  /** The warnings about all items together. */
  finish(): ManifestFault[];
}

/** The faults of what is true of all items. */
export function headFaults(head: unknown): ManifestFault[] {
  const faults = schemaFaults('head', head);
  return faults.length > 0 ? faults : headRuleFaults(head as ManifestHead);
}

function headRuleFaults({ cultures, datePublished }: ManifestHead): ManifestFault[] {
  const ids = new Map(cultures.map((culture) => [culture.id, culture]));
  const faults = cultures.flatMap(({ id, broader }, index): ManifestFault[] => {
    const path = `cultures[${index}]`;
    if (ids.get(id) !== cultures[index])
      return [error('unique-culture', path, `expected each id once, got "${id}" again.`)];
    if (broader !== undefined && !ids.has(broader))
      return [error('broader', path, `expected broader to name a culture, got "${broader}".`)];
    if (isItsOwnAncestor(id, ids))
      return [error('broader', path, `expected broader to lead upwards, got back to "${id}".`)];
    return [];
  });
  if (!isRealDate(datePublished))
    faults.push(
      error('real-date', 'datePublished', `expected a day of the calendar, got ${datePublished}.`),
    );
  return faults;
}

const error = (rule: string, path: string, message: string): ManifestFault => ({
  severity: 'error',
  rule,
  path,
  message,
});

function isItsOwnAncestor(id: string, cultures: ReadonlyMap<string, Culture>): boolean {
  let above = cultures.get(id)?.broader;
  for (let step = 0; above !== undefined && step < cultures.size; step++) {
    if (above === id) return true;
    above = cultures.get(above)?.broader;
  }
  return false;
}

const isRealDate = (text: string) => {
  const date = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text);
};

/** A checker of the items under a head that was found right. */
export function itemChecker(head: ManifestHead): ItemChecker {
  const cultures = new Set(head.cultures.map(({ id }) => id));
  const together = [uniqueIds(), splitsOfGroups(), splitsOfImages()];
  const warnings = itemWarnings(head);
  return {
    check(item, { index, line }) {
      const faults = schemaFaults('item', item);
      if (faults.length === 0) {
        const right = item as ManifestItem;
        faults.push(...itemRuleFaults(right, cultures));
        for (const rule of together) faults.push(...rule(right, index));
        warnings.add(right);
      }
      const id = (item as { id?: unknown } | null)?.id;
      return faults.map((fault) => ({
        ...fault,
        path: joined(`items[${index}]`, fault.path),
        ...(typeof id === 'string' ? { item: id } : {}),
        ...(line === undefined ? {} : { line }),
      }));
    },
    finish: warnings.finish,
  };
}

const joined = (parent: string, path: string) =>
  path === '' || path.startsWith('[') ? parent + path : `${parent}.${path}`;

type RuleAcrossItems = (item: ManifestItem, index: number) => ManifestFault[];

function uniqueIds(): RuleAcrossItems {
  const seen = new Map<string, number>();
  return ({ id }, index) => {
    const first = seen.get(id);
    if (first === undefined) {
      seen.set(id, index);
      return [];
    }
    return [
      error(
        'unique-id',
        'id',
        `expected each id once, got "${id}" again (first in items[${first}]).`,
      ),
    ];
  };
}

/** Works that give each other away stay on one side of the split. */
function splitsOfGroups(): RuleAcrossItems {
  const splits = new Map<string, Split | 'no split'>();
  return ({ leakageGroup, split: given }) => {
    const split: Split | 'no split' = given ?? 'no split';
    if (leakageGroup === undefined) return [];
    const first = splits.get(leakageGroup) ?? split;
    splits.set(leakageGroup, first);
    if (first === split) return [];
    const message = `expected one split for the leakage group "${leakageGroup}", got ${first} and ${split}.`;
    return [error('split-leakage', 'split', message)];
  };
}

/** So does one and the same image under two ids. */
function splitsOfImages(): RuleAcrossItems {
  const seen = new Map<string, { id: string; split: Split | undefined }>();
  return ({ id, image, split }) => {
    const key = image.sha256 ?? image.path;
    const first = seen.get(key);
    if (first === undefined) {
      seen.set(key, { id, split });
      return [];
    }
    if (first.split !== split)
      return [
        error(
          'split-leakage',
          'image',
          `expected one split for one image, got it in ${first.split ?? 'no split'} (${first.id}) and in ${split ?? 'no split'}.`,
        ),
      ];
    return [
      {
        severity: 'warning',
        rule: 'same-image',
        path: 'image',
        message: `the same image as ${first.id}: it counts twice.`,
      },
    ];
  };
}
