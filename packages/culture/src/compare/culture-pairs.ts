import { childSeed } from '@ikat/random';
import { percentileInterval } from '../statistics/cluster-resample.js';
import { type Exchange, exchangeOf, informativeBlocks } from '../statistics/exchange.js';
import { type Estimate, type Refusal, refuse } from '../statistics/interval.js';
import { holm } from '../statistics/multiplicity.js';
import { permutationTest } from '../statistics/permutation-test.js';
import { comparablePart } from './comparable-part.js';
import type { CulturePair, LabelTest, NoTest } from './comparison.js';
import { byCulture, type PairSums, profileSums, weightedPairSums } from './pair-sums.js';
import { partOf, resamplesOf, type Study, unitsOf } from './study.js';

// Fewer independent works than this carry no interval.
export const fewestForInterval = 5;

/** The distances of all pairs of cultures with intervals and tests. */
export function culturePairs(study: Study): CulturePair[] {
  const { cultures } = study.coded;
  const places = cultures.flatMap((_, a) => cultures.slice(a + 1).map((__, k) => [a, a + 1 + k]));
  const distances = estimates(study, places as [number, number][]);
  const tests = places.map(([a, b]) => testPair(study, cultures[a!]!, cultures[b!]!));
  const adjusted = adjust(tests, holm);
  return places.map(([a, b], k) => ({
    cultures: [cultures[a!]!, cultures[b!]!],
    ...distances[k]!,
    test: adjusted[k]!,
  }));
}

/** Adjusts the p-values of those tests that took place. */
export function adjust(
  tests: readonly (LabelTest | NoTest)[],
  method: (pValues: readonly number[]) => number[],
): (LabelTest | NoTest)[] {
  const adjusted = method(tests.flatMap((test) => (test.kind === 'tested' ? [test.p] : [])));
  return tests.map((test) =>
    test.kind === 'tested' ? { ...test, adjusted: adjusted.shift()! } : test,
  );
}

/** Energy distance and its share of the mean distance, averaged over strata that hold both. */
export function energyOfSums(
  strata: readonly PairSums[],
  a: number,
  b: number,
): readonly [distance: number, share: number] {
  let [distance, between, weight] = [0, 0, 0];
  for (const { distances, pairs, weights } of strata) {
    const count = weights.length;
    const average = (c: number, d: number) => distances[c * count + d]! / pairs[c * count + d]!;
    const energy = 2 * average(a, b) - average(a, a) - average(b, b);
    if (!Number.isFinite(energy)) continue;
    const part = (weights[a]! * weights[b]!) / (weights[a]! + weights[b]!);
    distance += part * energy;
    between += part * 2 * average(a, b);
    weight += part;
  }
  // Where no work differs from any other, nothing of nothing is 0.
  return [distance / weight, between === 0 && weight > 0 ? 0 : distance / between];
}

/** The sums of every stratum for items drawn so often. */
export function sumsOf(study: Study, weights: ArrayLike<number>): PairSums[] {
  const { coded, distances, strata, units } = study;
  return strata.map((members) =>
    weightedPairSums(distances, members, { ...coded, clusters: units, weights }),
  );
}

type PairEstimates = Pick<CulturePair, 'distance' | 'share'>;

function estimates(study: Study, places: readonly [number, number][]): PairEstimates[] {
  const { cultures } = study.coded;
  const counts = cultures.map((culture) => unitsOf(study, culture));
  const all = sumsOf(study, new Float64Array(study.rows.length).fill(1));
  const values = places.map(([a, b]) => energyOfSums(all, a, b));
  const draws = places.map((): [number[], number[]] => [[], []]);
  for (const weights of resamplesOf(study, childSeed(study.settings.seed, 'pair intervals'))) {
    const sums = sumsOf(study, weights);
    for (const [k, [a, b]] of places.entries()) {
      for (const [which, value] of energyOfSums(sums, a, b).entries())
        draws[k]![which]!.push(value);
    }
  }
  return places.map((place, k) => {
    const poor = place.find((c) => counts[c]! < fewestForInterval);
    const refusal =
      poor !== undefined ? tooFewForInterval(cultures[poor]!, counts[poor]!) : undefined;
    const made = (which: 0 | 1): Estimate | Refusal<'too few'> => {
      if (refusal) return refusal;
      if (!Number.isFinite(values[k]![which])) return neverTogether(cultures, place);
      const interval = percentileInterval(draws[k]![which], study.settings.level);
      return { value: values[k]![which], interval };
    };
    return { distance: made(0), share: made(1) };
  });
}

function tooFewForInterval(culture: string, units: number): Refusal<'too few'> {
  return refuse(
    'too few',
    `"${culture}" has ${units} independent works; an interval needs ${fewestForInterval}.`,
  );
}

function neverTogether(cultures: readonly string[], [a, b]: readonly [number, number]) {
  return refuse(
    'too few',
    `No stratum holds two independent works of "${cultures[a]}" and two of "${cultures[b]}".`,
  );
}

/** Refuses where labels cannot change places, as where every culture is one cluster a stratum. */
export function noOtherLabelling(exchange: Exchange): NoTest | undefined {
  if (informativeBlocks(exchange).length > 0) return undefined;
  return refuse(
    'not identifiable',
    'No two independent works of one stratum have different labels, so that labels cannot change places. Add works of both cultures from one source.',
  );
}

function testPair(study: Study, a: string, b: string): LabelTest | NoTest {
  const part = comparablePart(study.table, [a, b], study.settings);
  if (part.kind === 'refused') return part;
  const { coded, distances, strata, settings } = partOf(study, part.table);
  const exchange = exchangeOf(coded.labels, coded.strata, coded.clusters);
  const fixed = noOtherLabelling(exchange);
  if (fixed) return fixed;
  const { profiles } = coded;
  const seed = childSeed(settings.seed, `pair ${a} ${b}`);
  const { pValues, permutations, exact } = permutationTest(
    exchange,
    (labels) => [strata.reduce((sum, members) => sum + scaledEnergy(members, labels), 0)],
    { permutations: settings.permutations, seed },
  );
  return { kind: 'tested', p: pValues[0]!, adjusted: pValues[0]!, permutations, exact };

  // n m / (n + m) times the energy distance that counts items with themselves.
  function scaledEnergy(members: readonly number[], labels: Int32Array): number {
    const sums = byCulture(
      profileSums(distances, members, { labels, profiles: profiles.length }),
      profiles,
    );
    let [first, second] = [0, 0];
    for (const item of members) {
      first += profiles[labels[item]!]![0]!;
      second += profiles[labels[item]!]![1]!;
    }
    if (first === 0 || second === 0) return 0;
    const energy =
      (2 * sums[1]!) / (first * second) -
      (2 * sums[0]!) / (first * first) -
      (2 * sums[3]!) / (second * second);
    return (energy * first * second) / (first + second);
  }
}
