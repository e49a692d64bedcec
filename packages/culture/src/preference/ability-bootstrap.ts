import { clusterResamples, percentileInterval } from '../statistics/cluster-resample.js';
import type { Interval } from '../statistics/interval.js';
import type { CodedComparisons } from './comparison.js';
import { baseDesign, countCells, itemColumn, type PairCells } from './pair-cells.js';
import { fitSafely } from './prepare-pairs.js';

/** Percentile intervals of all abilities from resampled raters, drawn within their groups. */
export function abilityBootstrap(
  coded: CodedComparisons,
  cells: PairCells,
  options: { readonly repetitions: number; readonly seed: number; readonly level: number },
): Interval[] {
  const units = coded.raters.map((_, rater) => [rater]);
  const layers = coded.groupsOf.map((groups) => groups.join('\n'));
  const draws = cells.base.items.map((): number[] => []);
  for (const weights of clusterResamples(units, layers, options)) {
    const { fit } = fitSafely(baseDesign(cells, countCells(coded, cells, weights)), cells);
    for (const [item, list] of draws.entries()) {
      const column = itemColumn(cells.base, item);
      list.push(column < 0 ? 0 : fit.coefficients[column]!);
    }
  }
  return draws.map((list) => percentileInterval(list, options.level));
}
