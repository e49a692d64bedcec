import { comparablePart } from '../compare/comparable-part.js';
import { variationOf } from '../compare/compare-cultures.js';
import type { CompareOptions, LabelledVariation, NoTest } from '../compare/comparison.js';
import { scaleOf, settingsOf, studyOf } from '../compare/study.js';
import { checkTable, labelParts, type StyleTable } from '../compare/style-table.js';
import { refuse } from '../statistics/interval.js';
import type { RobustScale } from '../statistics/robust-scale.js';
import type {
  ConfoundAudit,
  ConfoundItem,
  ConfoundTable,
  ConfoundVerdict,
  FactorAudit,
} from './confound-result.js';
import { cramersV } from './cramers-v.js';
import { distancesWithout } from './distances-without.js';
import { factorSentence, overallSentence } from './sentences.js';

/** Options of {@link confoundAudit}. */
export interface ConfoundOptions extends Omit<CompareOptions, 'stratified'> {
  /** The other explanations to look at; all that items have. */
  readonly factors?: readonly string[] | undefined;
  /** Up to which p-value a difference counts as detected; 0.05. */
  readonly alpha?: number | undefined;
}

// From strongest to weakest.
const strength: readonly ConfoundVerdict[] = [
  'supported',
  'no difference detected',
  'not supported after stratification',
  'too few',
  'not identifiable',
];

/**
 * Asks whether a difference of cultures could come from who photographed, kept or catalogued the works.
 *
 * For every factor: how strongly it goes with culture, how many works are in levels that hold two
 * cultures, and the variation that goes with culture among works of one level, with a test that gives
 * labels away within levels only. Where no level holds two cultures there is no p-value.
 *
 * @throws RangeError if the table is malformed, holds less than two cultures, or an item lacks a factor
 *
 * @example
 * ```ts
 * import { confoundAudit } from '@ikat/culture';
 *
 * const items = Array.from({ length: 60 }, (_, k) => ({
 *   id: `picture ${k}`,
 *   values: [(k % 2) * 3 + ((k * 7) % 10) / 5],
 *   culture: k % 2 === 0 ? 'prints' : 'paintings',
 *   factors: { institution: k % 2 === 0 ? 'one museum' : 'another' },
 * }));
 * const audit = confoundAudit({ descriptors: ['chroma'], items }, { permutations: 99, resamples: 49 });
 * console.log(audit.verdict); // not identifiable
 * ```
 */
export function confoundAudit(table: ConfoundTable, options: ConfoundOptions = {}): ConfoundAudit {
  checkTable('confoundAudit', table);
  const cultures = culturesOf(table);
  if (cultures.length < 2) {
    throw new RangeError(
      `confoundAudit: expected two cultures or more, got ${cultures.length}. Label items of another.`,
    );
  }
  const factors = options.factors ?? factorsOf(table);
  checkFactors(table, factors);
  const scale = scaleOf(table, options);
  const setup: Setup = { table, cultures, options, scale, overall: undefined };
  const overall = variationWithin(setup, undefined);
  const audits = factors.map(
    (factor): FactorAudit => ({
      ...auditLevels({ ...setup, overall }, factor, (item) => item.factors[factor]!),
      without: distancesWithout(table, scale, (item) => item.factors[factor]!),
    }),
  );
  const jointly =
    factors.length < 2
      ? undefined
      : auditLevels({ ...setup, overall }, factors.join(' and '), (item) =>
          JSON.stringify(factors.map((factor) => item.factors[factor])),
        );
  const verdict = audits.reduce<ConfoundVerdict>(
    (weakest, audit) =>
      strength.indexOf(audit.verdict) > strength.indexOf(weakest) ? audit.verdict : weakest,
    verdictOf(overall, overall, options.alpha),
  );
  return {
    kind: 'audited',
    overall,
    factors: audits,
    partitions: partitionsOf(table, factors),
    jointly,
    verdict,
    sentence: overallSentence(verdict, overall, { audits, jointly }),
  };
}

interface Setup {
  readonly table: ConfoundTable;
  readonly cultures: readonly string[];
  readonly options: ConfoundOptions;
  readonly scale: RobustScale;
  readonly overall: LabelledVariation | NoTest | undefined;
}

/** Gathers the factors that split the items alike: one of them tells the other. */
function partitionsOf({ items }: ConfoundTable, factors: readonly string[]): string[][] {
  const kinds = (names: readonly string[]) =>
    new Set(items.map((item) => JSON.stringify(names.map((name) => item.factors[name])))).size;
  const groups: string[][] = [];
  for (const factor of factors) {
    const alike = groups.find(([first]) => {
      const both = kinds([first!, factor]);
      return kinds([first!]) === both && kinds([factor]) === both;
    });
    if (alike) alike.push(factor);
    else groups.push([factor]);
  }
  return groups;
}

type LevelOf = (item: ConfoundItem) => string;

/** The variation that goes with culture among items of one level. */
function variationWithin(setup: Setup, level: LevelOf | undefined): LabelledVariation | NoTest {
  const settings = settingsOf({ ...setup.options, stratified: level !== undefined });
  const items = setup.table.items.map((item) => ({ ...item, stratum: level?.(item) }));
  const table: StyleTable = { ...setup.table, items };
  const part = comparablePart(table, setup.cultures, settings);
  if (part.kind === 'refused') return part;
  return variationOf(studyOf(table, setup.scale, settings), part);
}

function auditLevels(setup: Setup, factor: string, level: LevelOf): Omit<FactorAudit, 'without'> {
  const { table, cultures, options } = setup;
  const levels = [...new Set(table.items.map(level))];
  const within = levels.length === 1 ? setup.overall! : variationWithin(setup, level);
  const verdict = verdictOf(setup.overall!, within, options.alpha);
  const counts = cultures.map((culture) =>
    levels.map((name) =>
      table.items
        .filter((item) => level(item) === name)
        .flatMap((item) => labelParts(item.culture))
        .reduce((sum, part) => sum + (part.id === culture ? part.weight : 0), 0),
    ),
  );
  const association = cramersV(counts);
  const audit = {
    factor,
    levels: levels.length,
    association: Number.isNaN(association)
      ? refuse('one level', `All items have one ${factor}, which cannot go with culture.`)
      : ({ kind: 'measured', cramersV: association } as const),
    informativeShare: sharedShare(table, level),
    within,
    verdict,
  };
  return { ...audit, sentence: factorSentence(audit) };
}

function verdictOf(
  overall: LabelledVariation | NoTest,
  within: LabelledVariation | NoTest,
  alpha = 0.05,
): ConfoundVerdict {
  const detected = (found: LabelledVariation | NoTest) =>
    found.kind === 'measured' && found.test.kind === 'tested' && found.test.p <= alpha;
  const refusal = within.kind === 'refused' ? within : within.test;
  if (refusal.kind === 'refused' && refusal.reason !== 'no variation') return refusal.reason;
  if (detected(within)) return 'supported';
  return detected(overall) ? 'not supported after stratification' : 'no difference detected';
}

/** The share of items in levels that hold two cultures. */
function sharedShare({ items }: ConfoundTable, level: LevelOf): number {
  const held = new Map<string, Set<string>>();
  for (const item of items) {
    const cultures = held.get(level(item)) ?? new Set();
    for (const part of labelParts(item.culture)) cultures.add(part.id);
    held.set(level(item), cultures);
  }
  return items.filter((item) => held.get(level(item))!.size > 1).length / items.length;
}

function culturesOf({ items }: ConfoundTable): string[] {
  return [
    ...new Set(items.flatMap((item) => labelParts(item.culture).map((part) => part.id))),
  ].sort();
}

function factorsOf({ items }: ConfoundTable): string[] {
  return [...new Set(items.flatMap((item) => Object.keys(item.factors)))];
}

function checkFactors({ items }: ConfoundTable, factors: readonly string[]): void {
  if (factors.length === 0) {
    throw new RangeError('confoundAudit: expected one factor or more, got none.');
  }
  for (const factor of factors) {
    const item = items.find(
      ({ factors: own }) => !Object.hasOwn(own, factor) || own[factor] === undefined,
    );
    if (item) {
      throw new RangeError(
        `confoundAudit: item "${item.id}": expected a ${factor}, got none. Name what is not known "unknown".`,
      );
    }
  }
}
