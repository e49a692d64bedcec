import { type IndependentWorks, independentWorks } from './independent-works.js';
import { broaderCultures, labelShares } from './label-shares.js';
import type { Attribution, Culture, ManifestItem } from './types.js';

/** Numbers of items, by value; the largest first when listed. */
export type Counts = Map<string, number>;

/** What can be counted of one culture. */
export interface CultureSummary {
  items: number;
  independent: IndependentWorks;
  /** The sum of the weights of its items. */
  weight: number;
  /** How many items rest on each basis. */
  bases: Counts;
  certainties: Counts;
}

/** What can be counted in a manifest without holding its items. */
export interface ManifestSummary {
  /** What each culture is part of. */
  broader: ReadonlyMap<string, string>;
  items: number;
  images: { withChecksum: number; extensions: Counts };
  cultures: Map<string, CultureSummary>;
  unlabelled: number;
  hybrids: number;
  /** Attributions by what they rest on, and by who gave them. */
  bases: Counts;
  authors: Counts;
  rights: Counts;
  protocols: Counts;
  communityLabels: number;
  institutions: Counts;
  splits: Counts;
  groups: Set<string>;
  years: { begin: number; end: number } | undefined;
}

/** An empty summary, to add items to. */
export function emptySummary(cultures: readonly Culture[]): ManifestSummary {
  return {
    broader: broaderCultures(cultures),
    items: 0,
    images: { withChecksum: 0, extensions: new Map() },
    cultures: new Map(),
    unlabelled: 0,
    hybrids: 0,
    bases: new Map(),
    authors: new Map(),
    rights: new Map(),
    protocols: new Map(),
    communityLabels: 0,
    institutions: new Map(),
    splits: new Map(),
    groups: new Set(),
    years: undefined,
  };
}

const count = (counts: Counts, value: string) => counts.set(value, (counts.get(value) ?? 0) + 1);

/** Counts one item in. */
export function addToSummary(summary: ManifestSummary, item: ManifestItem): void {
  const { image, rights, source, split, leakageGroup } = item;
  summary.items++;
  if (image.sha256 !== undefined) summary.images.withChecksum++;
  count(summary.images.extensions, /\.[^./]+$/.exec(image.path)?.[0].toLowerCase() ?? 'none');
  count(summary.rights, rights.image);
  count(summary.protocols, rights.protocol ?? 'none-known');
  if (rights.labels && rights.labels.length > 0) summary.communityLabels++;
  count(summary.institutions, source.institution);
  count(summary.splits, split ?? 'none');
  if (leakageGroup !== undefined) summary.groups.add(leakageGroup);
  for (const label of item.culture) {
    count(summary.bases, label.basis);
    count(summary.authors, label.by);
  }
  addCultures(summary, item);
  addYears(summary, item.date);
}

function addCultures(summary: ManifestSummary, item: ManifestItem): void {
  const shares = labelShares(item, { broader: summary.broader });
  if (shares.length === 0) summary.unlabelled++;
  if (shares.length > 1) summary.hybrids++;
  for (const { id, weight, bases } of shares) {
    const culture = summary.cultures.get(id) ?? {
      items: 0,
      independent: independentWorks(),
      weight: 0,
      bases: new Map(),
      certainties: new Map(),
    };
    culture.items++;
    culture.independent.add(item);
    culture.weight += weight;
    for (const basis of bases) count(culture.bases, basis);
    for (const certainty of certaintiesOf(item.culture, id)) count(culture.certainties, certainty);
    summary.cultures.set(id, culture);
  }
}

const certaintiesOf = (labels: readonly Attribution[], id: string) =>
  new Set(labels.filter((label) => label.id === id).map(({ certainty }) => certainty));

function addYears(summary: ManifestSummary, date: ManifestItem['date']): void {
  const begin = date?.begin ?? date?.end;
  const end = date?.end ?? date?.begin;
  if (begin === undefined || end === undefined) return;
  summary.years ??= { begin, end };
  summary.years.begin = Math.min(summary.years.begin, begin);
  summary.years.end = Math.max(summary.years.end, end);
}

/** Counts as a list, the largest first: `cc0 12, unknown 3`. */
export function countsText(counts: Counts, most = 12): string {
  const sorted = [...counts].sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1));
  const shown = sorted.slice(0, most).map(([value, number]) => `${value} ${number}`);
  if (sorted.length > most) shown.push(`and ${sorted.length - most} more`);
  return shown.join(', ') || 'none';
}

/** A summary of items that are held, or that come one by one. */
export async function summaryOf(
  items: Iterable<ManifestItem> | AsyncIterable<ManifestItem>,
  cultures: readonly Culture[],
): Promise<ManifestSummary> {
  const summary = emptySummary(cultures);
  for await (const item of items) addToSummary(summary, item);
  return summary;
}
