import { type Refusal, refuse } from '../statistics/interval.js';
import {
  broaderCultures,
  type LabelOptions,
  type LabelShare,
  labelShares,
} from './label-shares.js';
import type { CultureManifest, ManifestItem } from './types.js';
import { SMALLEST_GROUP } from './warnings.js';

/** What a comparison of cultures may rest on. */
export interface AuditOptions {
  /** Lets labels count that rest on a maker's nationality alone; their share is told. */
  allowProxy?: boolean | undefined;
  /** Groups of fewer independent works are shown, not tested; 20 by default, and not less than 2. */
  smallest?: number | undefined;
}

/** An item with its cultures, and with all that it must be compared within. */
export interface AuditItem {
  readonly id: string;
  /** At least one; hybrids count in part for each of their cultures. */
  readonly culture: readonly LabelShare[];
  readonly institution: string;
  readonly capture: string;
  readonly medium: string;
  /** Of the middle of its dates, for example 17 or -2 (BCE); `unknown` without dates. */
  readonly century: number | 'unknown';
  /** Items that are one to a permutation: the leakage group, or the item by itself. */
  readonly cluster: string;
}

/** A culture in an audit. */
export interface AuditGroup {
  readonly culture: string;
  readonly items: number;
  /** Independent works: the items of one leakage group are one. */
  readonly units: number;
  /** The sum of the weights. */
  readonly weight: number;
  /** `false` for groups that are too small: shown, never tested. */
  readonly tested: boolean;
}

/** What an audit compares, and what it leaves out. */
export interface AuditItems {
  readonly kind: 'audit items';
  readonly items: readonly AuditItem[];
  readonly groups: readonly AuditGroup[];
  /** Items without a label that counts. */
  readonly unlabelled: number;
  /** The share of all weight that rests on nationality alone, in [0, 1]. */
  readonly proxyShare: number;
}

/**
 * The items that a comparison of cultures may rest on, with what their labels may be confounded with.
 *
 * Labels that a model predicted never enter. Labels by nationality enter only where allowed, and
 * their share is told. Hybrids count by their weights. Groups of fewer than `smallest`
 * independent works are shown but not tested; with no two groups to test there is a refusal.
 *
 * @throws RangeError if `smallest` is no whole number of at least 2.
 *
 * @example
 * ```ts
 * import { readFile } from 'node:fs/promises';
 * import { auditItems, readManifest } from '@ikat/culture';
 * import { samplesCultureManifest } from '@ikat/samples';
 *
 * const check = readManifest(await readFile(samplesCultureManifest, 'utf8'));
 * if (check.kind === 'valid') {
 *   const audit = auditItems(check.manifest);
 *   if (audit.kind === 'audit items') console.log(audit.groups.filter(({ tested }) => tested).length, audit.proxyShare); // 3 0
 * }
 * ```
 */
export function auditItems(
  { items, cultures }: Pick<CultureManifest, 'items' | 'cultures'>,
  { allowProxy = false, smallest = SMALLEST_GROUP }: AuditOptions = {},
): AuditItems | Refusal<'too few groups'> {
  if (!Number.isSafeInteger(smallest) || smallest < 2)
    throw new RangeError(
      `auditItems: expected smallest to be a whole number of at least 2, got ${smallest}.`,
    );
  const broader = broaderCultures(cultures);
  const labelled = items.flatMap((item) => auditItem(item, { allowProxy, broader }));
  const groups = groupsOf(labelled, smallest);
  const tested = groups.filter((group) => group.tested).length;
  if (tested < 2) {
    const got = groups.map(({ culture, units }) => `${culture} (${units})`).join(', ') || 'none';
    return refuse(
      'too few groups',
      `expected two cultures of at least ${smallest} independent works, got ${got}. Label more items, or lower smallest and say so.`,
    );
  }
  return {
    kind: 'audit items',
    items: labelled,
    groups,
    unlabelled: items.length - labelled.length,
    proxyShare: proxyShareOf(labelled),
  };
}

/** One item as an audit sees it; none without a label that counts. */
export function auditItem(item: ManifestItem, options: LabelOptions): AuditItem[] {
  const culture = labelShares(item, options);
  if (culture.length === 0) return [];
  return [
    {
      id: item.id,
      culture,
      institution: item.source.institution,
      capture: item.image.capture ?? 'unknown',
      medium: item.medium ?? item.objectType ?? 'unknown',
      century: centuryOf(item.date),
      cluster: item.leakageGroup ?? item.id,
    },
  ];
}

/** There is no year 0: 1 to 100 is the 1st century, -100 to -1 the -1st. */
function centuryOf(date: ManifestItem['date']): number | 'unknown' {
  const begin = date?.begin ?? date?.end;
  if (begin === undefined) return 'unknown';
  const middle = (begin + (date?.end ?? begin)) / 2;
  return middle > 0 ? Math.ceil(middle / 100) : Math.min(-1, Math.floor(middle / 100));
}

function groupsOf(items: readonly AuditItem[], smallest: number): AuditGroup[] {
  const groups = new Map<string, { items: number; weight: number; clusters: Set<string> }>();
  for (const { culture, cluster } of items) {
    for (const { id, weight } of culture) {
      const group = groups.get(id) ?? { items: 0, weight: 0, clusters: new Set() };
      groups.set(id, group);
      group.items++;
      group.weight += weight;
      group.clusters.add(cluster);
    }
  }
  return [...groups]
    .map(([culture, { clusters, ...counts }]) => ({
      culture,
      ...counts,
      units: clusters.size,
      tested: clusters.size >= smallest,
    }))
    .sort((a, b) => b.items - a.items || (a.culture < b.culture ? -1 : 1));
}

function proxyShareOf(items: readonly AuditItem[]): number {
  const shares = items.flatMap(({ culture }) => culture);
  const sum = (some: readonly LabelShare[]) =>
    some.reduce((total, { weight }) => total + weight, 0);
  const proxies = shares.filter(({ bases }) =>
    bases.every((basis) => basis === 'nationality-proxy'),
  );
  return shares.length === 0 ? 0 : sum(proxies) / sum(shares);
}
