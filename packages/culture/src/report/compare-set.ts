import { compareCultures } from '../compare/compare-cultures.js';
import type { CompareOptions, Comparison, NoTest } from '../compare/comparison.js';
import { confoundAudit } from '../confound/confound-audit.js';
import type { ConfoundAudit, ConfoundItem, ConfoundVerdict } from '../confound/confound-result.js';
import { ethicsNotes } from '../manifest/ethics-notes.js';
import { type Estimate, type Refusal, refuse } from '../statistics/interval.js';
import { fitRobustScale, type RobustScale } from '../statistics/robust-scale.js';
import type { DescribedItem, DescribedSet, DescribedSource, LeftOut } from './described-set.js';
import { fragileDescriptors } from './fragile-descriptors.js';
import { type PairOverlap, pairOverlaps } from './pair-overlaps.js';
import {
  type CultureMakers,
  cultureMakers,
  type FactorCells,
  factorCells,
  type LabelBasisShare,
  labelBases,
  type Tally,
  tally,
} from './set-tables.js';

/** Options of {@link compareSet}. */
export interface CompareSetOptions extends Omit<CompareOptions, 'stratified' | 'scale'> {
  /** Only these cultures; all with works enough. */
  readonly cultures?: readonly string[] | undefined;
}

/** Whether something that could explain style is recorded well enough to be looked at. */
export interface FactorRecord {
  readonly factor: string;
  readonly levels: number;
  /** The share of works that it is known of. */
  readonly known: number;
  /** Whether it was audited: known of at least half the works, and not the same for all. */
  readonly audited: boolean;
}

/** All that a report on a comparison is made from. */
export interface SetComparison {
  readonly kind: 'compared set';
  readonly format: 'culture-comparison';
  readonly version: '1.0';
  readonly source: DescribedSource | undefined;
  readonly pipeline: string;
  readonly descriptors: readonly string[];
  readonly works: {
    readonly described: number;
    /** Works that the comparison rests on. */
    readonly compared: number;
    readonly unlabelled: number;
    /** Works with more than one label. */
    readonly hybrid: number;
    readonly enlarged: number;
    /** Works with ties in more than a tenth of their windows, whose entropy is doubtful. */
    readonly tied: number;
    readonly leftOut: readonly LeftOut[];
  };
  /** Cultures with too few works to be shown by themselves. */
  readonly small: { readonly cultures: number; readonly works: number };
  readonly bases: readonly LabelBasisShare[];
  readonly institutions: readonly Tally[];
  readonly rights: readonly Tally[];
  readonly factors: readonly FactorRecord[];
  readonly cells: readonly FactorCells[];
  /** Of all works, whatever else differs: a description, without p-values. */
  readonly comparison: Comparison;
  readonly confound: ConfoundAudit | Refusal<'not recorded' | 'too few'>;
  /** The same among works of one kind, where there are enough: only here are there p-values. */
  readonly within:
    | {
        readonly kind: 'compared within';
        readonly factors: readonly string[];
        readonly comparison: Comparison;
      }
    | Refusal<'not identifiable'>;
  /** The variation again without the descriptors that re-encoding moves most. */
  readonly steady:
    | {
        readonly kind: 'measured';
        readonly omegaSquared: Estimate;
        readonly without: readonly string[];
      }
    | Refusal;
  /** For pairs of cultures with works enough: whether they overlap in what else explains style. */
  readonly overlaps: readonly PairOverlap[];
  readonly makers: readonly CultureMakers[];
  readonly settings: {
    readonly permutations: number;
    readonly resamples: number;
    readonly minimumUnits: number;
    readonly level: number;
    readonly seed: number;
  };
  readonly notes: readonly string[];
}

/** Fewer works than this are not shown by themselves. */
export const SMALLEST_SHOWN = 5;
const KNOWN_ENOUGH = 0.5;
const TIED = 0.1;

/**
 * Compares the cultures of a described set and asks what else could explain their differences.
 *
 * All works together are only described: effects with intervals, no p-values, since they would be read as
 * tests of culture. Tests are made among works that share what else could explain a difference, and only
 * where the difference stands among them.
 *
 * @returns the comparison, or `refused` where fewer than two cultures have five works
 *
 * @example
 * ```ts
 * import { compareSet } from '@ikat/culture';
 *
 * const items = Array.from({ length: 48 }, (_, k) => ({
 *   id: `${k}`,
 *   file: `${k}.png`,
 *   values: [(k % 2) * 3 + ((k * 7) % 10) / 5],
 *   tieShare: 0,
 *   enlarged: false,
 *   culture: [{ id: k % 2 === 0 ? 'ink' : 'oil', weight: 1, bases: ['culture-field' as const] }],
 *   factors: { medium: k % 2 === 0 ? 'paper' : 'canvas' },
 * }));
 * const set = { format: 'culture-descriptors', version: '1.0', pipeline: 'mine', descriptors: ['chroma'], items, leftOut: [] } as const;
 * const result = compareSet(set, { permutations: 99, resamples: 49 });
 * if (result.kind === 'compared set') console.log(result.within.kind); // refused
 * ```
 */
export function compareSet(
  set: DescribedSet,
  { cultures: wanted, ...options }: CompareSetOptions = {},
): SetComparison | Refusal<'too few groups'> {
  const settings = { ...defaults, ...defined(options) };
  const labelled = labelledItems(set, wanted);
  const counts = new Map<string, number>();
  for (const { id } of labelled.flatMap(({ culture }) => culture)) {
    counts.set(id, (counts.get(id) ?? 0) + 1);
  }
  const shown = [...counts].filter(([, works]) => works >= SMALLEST_SHOWN).map(([id]) => id);
  if (shown.length < 2) {
    const got = [...counts].map(([id, works]) => `${id} (${works})`).join(', ') || 'none';
    return refuse(
      'too few groups',
      `Expected two cultures of ${SMALLEST_SHOWN} works or more, got ${got}. A comparison needs labels with their basis: give a manifest.`,
    );
  }
  const items = restrict(labelled, shown);
  const { descriptors } = set;
  const factors = factorRecords(items);
  const audited = auditedFactors(factors);
  // One scale for all, so that numbers of different parts can be laid side by side.
  const scale = fitRobustScale(items.map(({ values }) => values));
  const confound = auditOf(items, { descriptors, settings: { ...settings, scale }, audited });
  const comparison = compareCultures({ descriptors, items }, { ...settings, scale });
  const within = comparedWithin(items, confound, {
    descriptors,
    settings: { ...settings, scale },
  });
  return {
    kind: 'compared set',
    format: 'culture-comparison',
    version: '1.0',
    source: set.source,
    pipeline: set.pipeline,
    descriptors,
    works: {
      described: set.items.length,
      compared: items.length,
      unlabelled: set.items.filter(({ culture = [] }) => culture.length === 0).length,
      hybrid: items.filter(({ culture }) => culture.length > 1).length,
      enlarged: items.filter(({ enlarged }) => enlarged).length,
      tied: items.filter(({ tieShare }) => tieShare > TIED).length,
      leftOut: set.leftOut,
    },
    small: {
      cultures: counts.size - shown.length,
      works: labelled.length - items.length,
    },
    makers: cultureMakers(items, shown),
    bases: labelBases(items),
    institutions: tally(items.map(({ factors: { institution = 'unknown' } }) => institution)),
    rights: tally(items.map(({ rights = 'unknown' }) => rights)),
    factors,
    cells: factorCells(items, shown),
    comparison: withoutTests(
      comparison,
      refuse('not identifiable', 'What else goes with the labels is not held constant here.'),
    ),
    confound,
    within,
    steady: steadyVariation(items, within, { descriptors, settings }),
    overlaps: pairOverlaps(items, {
      cultures: comparison.cultures.filter(({ tested }) => tested).map(({ culture }) => culture),
      factors: audited,
    }),
    settings,
    notes: ethicsNotes,
  };
}

const defaults = { permutations: 999, resamples: 499, minimumUnits: 20, level: 0.95, seed: 0 };

type Settings = typeof defaults & { readonly scale?: RobustScale | undefined };
type LabelledItem = DescribedItem & ConfoundItem & Required<Pick<DescribedItem, 'culture'>>;

function defined(options: Omit<CompareSetOptions, 'cultures'>): Partial<Settings> {
  return Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined));
}

function labelledItems(set: DescribedSet, wanted: readonly string[] | undefined): LabelledItem[] {
  // Resamples and labellings are drawn by place, so the order of files must not decide.
  const ordered = [...set.items].sort((a, b) => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0));
  return ordered.flatMap(({ culture = [], factors = {}, ...item }) => {
    const own = culture.filter(({ id }) => wanted === undefined || wanted.includes(id));
    return own.length === 0 ? [] : [{ ...item, factors, culture: own }];
  });
}

function restrict(items: readonly LabelledItem[], cultures: readonly string[]): LabelledItem[] {
  return items.flatMap((item) => {
    const culture = item.culture.filter(({ id }) => cultures.includes(id));
    return culture.length === 0 ? [] : [{ ...item, culture }];
  });
}

/** What varies and is known; where nothing varies, what is known. */
function auditedFactors(factors: readonly FactorRecord[]): string[] {
  const varying = factors.filter(({ audited }) => audited);
  const known = factors.filter((record) => record.known >= KNOWN_ENOUGH);
  return (varying.length > 0 ? varying : known).map(({ factor }) => factor);
}

function factorRecords(items: readonly LabelledItem[]): FactorRecord[] {
  const names = [...new Set(items.flatMap(({ factors }) => Object.keys(factors)))];
  return names.map((factor) => {
    const values = items.map(({ factors }) => factors[factor] ?? 'unknown');
    const known = values.filter((value) => value !== 'unknown').length / items.length;
    const levels = new Set(values.filter((value) => value !== 'unknown')).size;
    return { factor, levels, known, audited: known >= KNOWN_ENOUGH && levels > 1 };
  });
}

function auditOf(
  items: readonly LabelledItem[],
  context: { descriptors: readonly string[]; settings: Settings; audited: readonly string[] },
): SetComparison['confound'] {
  const { descriptors, settings, audited } = context;
  if (audited.length === 0) {
    return refuse(
      'not recorded',
      'Nothing that could explain the differences is recorded of half the works: neither institution, capture, medium nor century.',
    );
  }
  const units = new Map<string, Set<string>>();
  for (const { id, culture, cluster = id } of items) {
    for (const part of culture) {
      units.set(part.id, (units.get(part.id) ?? new Set()).add(cluster));
    }
  }
  const tested = [...units].filter(([, own]) => own.size >= settings.minimumUnits);
  if (tested.length < 2) {
    return refuse(
      'too few',
      `Fewer than two cultures have ${settings.minimumUnits} independent works.`,
    );
  }
  const testedItems = restrict(
    items,
    tested.map(([id]) => id),
  ).map((item) => ({
    ...item,
    factors: Object.fromEntries(audited.map((name) => [name, item.factors[name] ?? 'unknown'])),
  }));
  return confoundAudit({ descriptors, items: testedItems }, settings);
}

/** The comparison among works of one kind: of all factors at once if there are works enough. */
function comparedWithin(
  items: readonly LabelledItem[],
  confound: SetComparison['confound'],
  { descriptors, settings }: { descriptors: readonly string[]; settings: Settings },
): SetComparison['within'] {
  if (confound.kind === 'refused') return refuse('not identifiable', confound.message);
  const { jointly, factors: audits } = confound;
  if (!stands(confound)) return refuse('not identifiable', confound.sentence);
  const strength = ({ association }: (typeof audits)[number]) =>
    association.kind === 'measured' ? association.cramersV : 0;
  const closest = [...audits].sort((a, b) => strength(b) - strength(a)).slice(0, 1);
  const chosen = jointly === undefined || stands(jointly) ? audits : closest;
  const factors = chosen.map(({ factor }) => factor);
  const stratified = items.map((item) => ({
    ...item,
    stratum: JSON.stringify(factors.map((factor) => item.factors[factor] ?? 'unknown')),
  }));
  const options = { ...settings, stratified: true };
  const comparison = compareCultures({ descriptors, items: stratified }, options);
  return { kind: 'compared within', factors, comparison };
}

/** Whether what was found rests on descriptors that a change of file format moves as much. */
function steadyVariation(
  items: readonly LabelledItem[],
  within: SetComparison['within'],
  { descriptors, settings }: { descriptors: readonly string[]; settings: Settings },
): SetComparison['steady'] {
  const kept = descriptors.flatMap((name, at) => (fragileDescriptors.includes(name) ? [] : [at]));
  if (kept.length === descriptors.length || kept.length === 0)
    return refuse(
      'not measured',
      'No descriptor, or every one, is known to be moved by re-encoding.',
    );
  const factors = within.kind === 'compared within' ? within.factors : [];
  const { variation } = compareCultures(
    {
      descriptors: kept.map((at) => descriptors[at]!),
      items: items.map((item) => ({
        ...item,
        values: kept.map((at) => item.values[at]!),
        stratum: JSON.stringify(factors.map((factor) => item.factors[factor] ?? 'unknown')),
      })),
    },
    { ...settings, permutations: 19, stratified: factors.length > 0 },
  );
  if (variation.kind === 'refused') return variation;
  const without = descriptors.filter((name) => fragileDescriptors.includes(name));
  return { kind: 'measured', omegaSquared: variation.omegaSquared, without };
}

const stands = ({ verdict }: { readonly verdict: ConfoundVerdict }) =>
  verdict === 'supported' || verdict === 'no difference detected';

function withoutTests(comparison: Comparison, test: NoTest): Comparison {
  const { variation } = comparison;
  return {
    ...comparison,
    variation: variation.kind === 'measured' ? { ...variation, test } : variation,
    pairs: comparison.pairs.map((pair) => ({ ...pair, test })),
    descriptors: comparison.descriptors.map((one) => ({ ...one, test })),
  };
}
