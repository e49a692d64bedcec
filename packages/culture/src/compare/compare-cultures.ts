import { childSeed } from '@ikat/random';
import { classicalMap } from '../statistics/classical-map.js';
import { percentileInterval } from '../statistics/cluster-resample.js';
import { exchangeOf } from '../statistics/exchange.js';
import { refuse } from '../statistics/interval.js';
import { permutationTest } from '../statistics/permutation-test.js';
import { type ComparablePart, comparablePart } from './comparable-part.js';
import type {
  CompareOptions,
  Comparison,
  CulturePair,
  LabelledVariation,
  LabelTest,
  NoTest,
} from './comparison.js';
import { culturePairs, noOtherLabelling, sumsOf } from './culture-pairs.js';
import { descriptorDifferences } from './descriptor-differences.js';
import { omegaSquaredOfSums, type SumsOfSquares, sumsOfSquares } from './permanova.js';
import { partOf, resamplesOf, type Study, scaleOf, settingsOf, studyOf, unitsOf } from './study.js';
import { checkTable, type StyleTable } from './style-table.js';

/**
 * Compares the styles of cultures: how far apart, how much of all variation, in what.
 *
 * Descriptors are scaled robustly. Distances are unbiased energy distances with intervals by
 * resampling whole clusters. The variation that goes with labels is a permutational analysis of
 * variance (Anderson 2001) with omega squared first. Every test gives labels away anew: whole
 * clusters, within strata if asked. Cultures with few works are shown and not tested.
 *
 * @throws RangeError if the table is malformed or holds less than two cultures
 *
 * @example
 * ```ts
 * import { compareCultures } from '@ikat/culture';
 *
 * const items = Array.from({ length: 60 }, (_, k) => ({
 *   id: `picture ${k}`,
 *   values: [(k % 2) * 3 + ((k * 7) % 10) / 5, (k * 3) % 7],
 *   culture: k % 2 === 0 ? 'prints' : 'paintings',
 * }));
 * const options = { permutations: 99, resamples: 49 };
 * const comparison = compareCultures({ descriptors: ['chroma', 'void'], items }, options);
 * console.log(comparison.descriptors[0]!.descriptor); // chroma
 * ```
 */
export function compareCultures(table: StyleTable, options: CompareOptions = {}): Comparison {
  checkTable('compareCultures', table);
  const settings = settingsOf(options);
  checkSettings(settings);
  const study = studyOf(table, scaleOf(table, options), settings);
  const { cultures } = study.coded;
  if (cultures.length < 2) {
    throw new RangeError(
      `compareCultures: expected two cultures or more, got ${cultures.length}. Label items of another.`,
    );
  }
  const counts = cultures.map((culture) => unitsOf(study, culture));
  const pairs = culturePairs(study);
  const part = comparablePart(table, cultures, settings);
  const tested = part.kind === 'part' ? part.cultures : [];
  return {
    kind: 'compared',
    cultures: cultures.map((culture, c) => ({
      culture,
      items: itemsOf(study, c),
      weight: weightOf(study, c),
      units: counts[c]!,
      tested: tested.includes(culture),
    })),
    variation: part.kind === 'part' ? variationOf(study, part) : part,
    pairs,
    ...(part.kind === 'part'
      ? descriptorDifferences(partOf(study, part.table))
      : { descriptors: [], hardlyVary: [] }),
    map: mapOf(cultures, pairs),
    stratified: settings.stratified,
    seed: settings.seed,
  };
}

function checkSettings(settings: ReturnType<typeof settingsOf>): void {
  const whole = (name: 'permutations' | 'resamples' | 'minimumUnits', least: number) => {
    if (!Number.isInteger(settings[name]) || settings[name] < least) {
      throw new RangeError(
        `compareCultures: expected ${name} to be a whole number of ${least} or more, got ${settings[name]}.`,
      );
    }
  };
  whole('permutations', 19);
  whole('resamples', 19);
  whole('minimumUnits', 2);
  if (!(settings.level > 0 && settings.level < 1)) {
    throw new RangeError(
      `compareCultures: expected a level between 0 and 1, got ${settings.level}.`,
    );
  }
}

function itemsOf({ coded }: Study, culture: number): number {
  return coded.labels.filter((label) => coded.profiles[label]![culture]! > 0).length;
}

function weightOf({ coded }: Study, culture: number): number {
  return coded.labels.reduce((sum, label) => sum + coded.profiles[label]![culture]!, 0);
}

/** How much of the variation goes with the labels, and whether that could be chance. */
export function variationOf(whole: Study, part: ComparablePart): LabelledVariation | NoTest {
  const study = partOf(whole, part.table);
  const { coded, squared, strata, settings } = study;
  const exchange = exchangeOf(coded.labels, coded.strata, coded.clusters);
  const fixed = noOtherLabelling(exchange);
  if (fixed) return fixed;
  const sums = sumsOfSquares(squared, strata, coded);
  if (!(sums.between + sums.within > 0)) return noVariation(coded.strata !== undefined);
  const { profiles } = coded;
  const ratio = (labels: Int32Array) => {
    const drawn = sumsOfSquares(squared, strata, { labels, profiles });
    return drawn.between / (drawn.between + drawn.within);
  };
  const { pValues, permutations, exact } = permutationTest(exchange, (labels) => [ratio(labels)], {
    permutations: settings.permutations,
    seed: childSeed(settings.seed, 'variation'),
  });
  const test: LabelTest = {
    kind: 'tested',
    p: pValues[0]!,
    adjusted: pValues[0]!,
    permutations,
    exact,
  };
  return {
    kind: 'measured',
    cultures: coded.cultures,
    omegaSquared: omegaOf(study),
    rSquared: sums.between / (sums.between + sums.within),
    ...pseudoF(sums),
    degrees: [sums.betweenDegrees, sums.withinDegrees],
    informativeShare: part.informativeShare,
    test,
  };
}

function noVariation(stratified: boolean): NoTest {
  return refuse(
    'no variation',
    `The works${stratified ? ' of one stratum' : ''} do not differ at all in these descriptors. Check that they are not copies of one picture.`,
  );
}

function pseudoF({ between, within, betweenDegrees, withinDegrees }: SumsOfSquares) {
  const value = between / betweenDegrees / (within / withinDegrees);
  return Number.isFinite(value) ? { pseudoF: value } : {};
}

function omegaOf(study: Study) {
  const once = new Float64Array(study.rows.length).fill(1);
  const draws: number[] = [];
  for (const weights of resamplesOf(study, childSeed(study.settings.seed, 'variation interval'))) {
    draws.push(omegaSquaredOfSums(sumsOf(study, weights)));
  }
  return {
    value: omegaSquaredOfSums(sumsOf(study, once)),
    interval: percentileInterval(draws, study.settings.level),
  };
}

function mapOf(cultures: readonly string[], pairs: readonly CulturePair[]): Comparison['map'] {
  const known = measuredWithAll(cultures, pairs);
  if (known.length < 2) return { places: [], shown: 0 };
  const squared = known.map((a) => known.map((b) => Math.max(0, distanceOf(pairs, a, b) ?? 0)));
  const { places, shown } = classicalMap(squared);
  return { places: known.map((culture, k) => ({ culture, place: places[k]! })), shown };
}

/** Leaves out the cultures with most missing distances until none is missing. */
function measuredWithAll(cultures: readonly string[], pairs: readonly CulturePair[]): string[] {
  const known = [...cultures];
  for (;;) {
    const missing = known.map(
      (a) => known.filter((b) => a !== b && distanceOf(pairs, a, b) === undefined).length,
    );
    const most = Math.max(...missing);
    if (most <= 0) return known;
    known.splice(missing.indexOf(most), 1);
  }
}

function distanceOf(pairs: readonly CulturePair[], a: string, b: string): number | undefined {
  const pair = pairs.find(({ cultures }) => cultures.includes(a) && cultures.includes(b));
  return a !== b && pair && 'value' in pair.distance ? pair.distance.value : undefined;
}
