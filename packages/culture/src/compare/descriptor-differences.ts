import { childSeed } from '@ikat/random';
import { percentileInterval } from '../statistics/cluster-resample.js';
import { exchangeOf } from '../statistics/exchange.js';
import { placesBy } from '../statistics/group-by.js';
import type { Estimate } from '../statistics/interval.js';
import { benjaminiHochberg } from '../statistics/multiplicity.js';
import { permutationTest } from '../statistics/permutation-test.js';
import type { Comparison, LabelTest, NoTest } from './comparison.js';
import { adjust, noOtherLabelling } from './culture-pairs.js';
import { shiftsOf } from './descriptor-shifts.js';
import { cellsOf, descriptorEffect, descriptorRatios } from './descriptor-spread.js';
import { hardlyVarying } from './hardly-varying.js';
import { resamplesOf, type Study } from './study.js';

/** The differences of all descriptors that vary, the largest first, and the names of those that hardly do. */
export function descriptorDifferences(
  study: Study,
): Pick<Comparison, 'descriptors' | 'hardlyVary'> {
  const { table, settings } = study;
  const { tests, ratios } = testDescriptors(study);
  const counts: Float64Array[] = [];
  for (const weights of resamplesOf(study, childSeed(settings.seed, 'descriptor intervals'))) {
    counts.push(Float64Array.from(weights));
  }
  const effects = effectsOf(study, counts);
  const constant = hardlyVarying(study);
  const varying = [...table.descriptors.keys()].filter((column) => !constant.has(column));
  const adjusted = adjust(
    varying.map((k) => tests[k]!),
    benjaminiHochberg,
  );
  const found = varying.map((k, place) => ({
    descriptor: table.descriptors[k]!,
    omegaSquared: effects(k),
    etaSquared: ratios[k]! === Infinity ? 1 : ratios[k]! / (1 + ratios[k]!),
    shifts: shiftsOf(study, k, counts),
    test: adjusted[place]!,
  }));
  return {
    descriptors: found.sort((a, b) => order(b.omegaSquared.value) - order(a.omegaSquared.value)),
    hardlyVary: [...constant].map((k) => table.descriptors[k]!),
  };
}

function order(value: number): number {
  return Number.isNaN(value) ? -Infinity : value;
}

function testDescriptors({ coded, rows, strata, settings }: Study) {
  const exchange = exchangeOf(coded.labels, coded.strata, coded.clusters);
  const { profiles } = coded;
  const statistic = (labels: Int32Array) => descriptorRatios(rows, strata, { labels, profiles });
  const ratios = statistic(coded.labels);
  const fixed = noOtherLabelling(exchange);
  if (fixed) return { ratios, tests: Array.from(ratios, (): NoTest => fixed) };
  const { pValues, permutations, exact } = permutationTest(exchange, statistic, {
    permutations: settings.permutations,
    seed: childSeed(settings.seed, 'descriptors'),
  });
  const tests = pValues.map(
    (p): LabelTest => ({ kind: 'tested', p, adjusted: p, permutations, exact }),
  );
  return { ratios, tests };
}

function effectsOf(study: Study, counts: readonly Float64Array[]): (column: number) => Estimate {
  const { rows, coded, strata, units, settings } = study;
  const cells = cellsOf(coded, strata, units);
  const firstItems = [...placesBy(units.length, (item) => units[item]!).values()].map((m) => m[0]!);
  const draws = counts.map((weights) => firstItems.map((item) => weights[item]!));
  const once = firstItems.map(() => 1);
  return (column) => {
    const effect = descriptorEffect(
      rows.map((row) => row[column]!),
      cells,
    );
    return {
      value: effect(once),
      interval: percentileInterval(draws.map(effect), settings.level),
    };
  };
}
