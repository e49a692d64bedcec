import { compareCultures } from '../compare/compare-cultures.js';
import type { CompareOptions, Comparison, NoTest } from '../compare/comparison.js';
import { confoundAudit } from '../confound/confound-audit.js';
import type { ConfoundAudit, ConfoundItem } from '../confound/confound-result.js';
import { ethicsNotes } from '../manifest/ethics-notes.js';
import { type Refusal, refuse } from '../statistics/interval.js';
import type { DescribedItem, DescribedSet, DescribedSource, LeftOut } from './described-set.js';
import {
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
  readonly comparison: Comparison;
  readonly confound: ConfoundAudit | Refusal<'not recorded' | 'too few'>;
  /** The factor within whose levels all was compared; none where works of one level are too few. */
  readonly within: string | undefined;
  /** Why p-values were taken out of the comparison, if they were. */
  readonly withheld: Refusal<'not identifiable'> | undefined;
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
 * The confounds come first. Where the difference stands among works that share them, all is compared
 * within the levels of the one that goes with culture most closely. Where it does not, or cannot be told,
 * effects are shown and every p-value is taken out: it would be read as one of culture.
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
 * if (result.kind === 'compared set') console.log(result.withheld?.reason); // not identifiable
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
  const { factors, confound, within, withheld } = explanations(items, { descriptors, settings });
  const comparison = compareCultures(
    {
      descriptors,
      items: items.map((item) => ({ ...item, stratum: within && item.factors[within] })),
    },
    { ...settings, stratified: within !== undefined },
  );
  return {
    kind: 'compared set',
    format: 'culture-comparison',
    version: '1.0',
    source: set.source,
    pipeline: set.pipeline,
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
    bases: labelBases(items),
    institutions: tally(items.map(({ factors: { institution = 'unknown' } }) => institution)),
    rights: tally(items.map(({ rights = 'unknown' }) => rights)),
    factors,
    cells: factorCells(items, { cultures: shown, smallest: SMALLEST_SHOWN }),
    comparison: withheld ? withoutTests(comparison, withheld) : comparison,
    confound,
    within,
    withheld,
    settings,
    notes: ethicsNotes,
  };
}

const defaults = { permutations: 999, resamples: 499, minimumUnits: 20, level: 0.95, seed: 0 };

type Settings = typeof defaults;
type LabelledItem = DescribedItem & ConfoundItem & Required<Pick<DescribedItem, 'culture'>>;

function defined(options: Omit<CompareSetOptions, 'cultures'>): Partial<Settings> {
  return Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined));
}

function labelledItems(set: DescribedSet, wanted: readonly string[] | undefined): LabelledItem[] {
  return set.items.flatMap(({ culture = [], factors = {}, ...item }) => {
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

/** What else could explain the differences, and what follows for the tests. */
function explanations(
  items: readonly LabelledItem[],
  { descriptors, settings }: { descriptors: readonly string[]; settings: Settings },
) {
  const factors = factorRecords(items);
  const audited = factors.filter((record) => record.audited).map(({ factor }) => factor);
  const confound = auditOf(items, { descriptors, settings, audited });
  const [within, withheld] = consequence(confound);
  return { factors, confound, within, withheld };
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

function consequence(
  confound: SetComparison['confound'],
): [within: string | undefined, withheld: Refusal<'not identifiable'> | undefined] {
  if (confound.kind === 'refused') return [undefined, refuse('not identifiable', confound.message)];
  if (confound.verdict !== 'supported' && confound.verdict !== 'no difference detected') {
    return [undefined, refuse('not identifiable', confound.sentence)];
  }
  const strength = ({ association }: (typeof confound.factors)[number]) =>
    association.kind === 'measured' ? association.cramersV : 0;
  const [closest] = [...confound.factors].sort((a, b) => strength(b) - strength(a));
  return [closest?.factor, undefined];
}

function withoutTests(comparison: Comparison, test: NoTest): Comparison {
  const { variation } = comparison;
  return {
    ...comparison,
    variation: variation.kind === 'measured' ? { ...variation, test } : variation,
    pairs: comparison.pairs.map((pair) => ({ ...pair, test })),
    descriptors: comparison.descriptors.map((one) => ({ ...one, test })),
  };
}
