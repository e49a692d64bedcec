import { clusterResamples } from '../statistics/cluster-resample.js';
import { type DistanceMatrix, euclideanDistances } from '../statistics/distance-matrix.js';
import { placesBy } from '../statistics/group-by.js';
import { fitRobustScale, type RobustScale, robustScores } from '../statistics/robust-scale.js';
import type { CompareOptions } from './comparison.js';
import { clusterNumbers, strataOf } from './pair-sums.js';
import { type CodedTable, codeTable, type StyleTable } from './style-table.js';

/** A table made ready: scaled, coded, with distances and independent units. */
export interface Study {
  readonly table: StyleTable;
  readonly coded: CodedTable;
  readonly rows: readonly Float64Array[];
  readonly scale: RobustScale;
  readonly distances: DistanceMatrix;
  readonly squared: DistanceMatrix;
  /** The items of each stratum. */
  readonly strata: readonly (readonly number[])[];
  /** The unit of each item. */
  readonly units: Int32Array;
  readonly settings: Settings;
}

/** Options with their defaults. */
export type Settings = {
  readonly [Name in Exclude<keyof CompareOptions, 'scale'>]-?: NonNullable<CompareOptions[Name]>;
};

/** Fills in the defaults. */
export function settingsOf(options: CompareOptions): Settings {
  return {
    stratified: options.stratified ?? false,
    minimumUnits: options.minimumUnits ?? 20,
    permutations: options.permutations ?? 999,
    resamples: options.resamples ?? 499,
    level: options.level ?? 0.95,
    seed: options.seed ?? 0,
  };
}

/** Makes a table ready. */
export function studyOf(table: StyleTable, scale: RobustScale, settings: Settings): Study {
  const coded = codeTable(table, settings.stratified);
  const rows = robustScores(
    table.items.map((item) => item.values),
    scale,
  );
  const distances = euclideanDistances(rows);
  const squared = { ...distances, values: distances.values.map((value) => value * value) };
  const units = clusterNumbers(coded.clusters);
  return {
    table,
    coded,
    rows,
    scale,
    distances,
    squared,
    strata: strataOf(coded),
    units,
    settings,
  };
}

/** The scaling that options give, or one fitted to the table. */
export function scaleOf(table: StyleTable, options: CompareOptions): RobustScale {
  return options.scale ?? fitRobustScale(table.items.map((item) => item.values));
}

/** The items of some of the cultures, scaled as before. */
export function partOf(study: Study, table: StyleTable): Study {
  return studyOf(table, study.scale, study.settings);
}

/** Resamples of whole units within their labels and strata: counts an item. */
export function resamplesOf({ coded, units, settings }: Study, seed: number) {
  const members = [...placesBy(units.length, (item) => units[item]!).values()];
  const layers = members.map((items) =>
    JSON.stringify([
      ...new Set(items.map((item) => `${coded.labels[item]} ${coded.strata?.[item] ?? ''}`)),
    ]),
  );
  return clusterResamples(members, layers, { repetitions: settings.resamples, seed });
}

/** How many independent units a culture has. */
export function unitsOf({ coded, units }: Study, culture: string): number {
  const which = coded.cultures.indexOf(culture);
  const found = new Set<number>();
  for (const [item, label] of coded.labels.entries()) {
    if (coded.profiles[label]![which]! > 0) found.add(units[item]!);
  }
  return found.size;
}
