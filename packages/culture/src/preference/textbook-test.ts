import { chiSquareUpperTail } from '../statistics/chi-square.js';
import type { ScoreTest } from './clustered-score-test.js';
import type { CodedComparisons } from './comparison.js';
import { fitPairs } from './fit-pairs.js';
import { baseDesign, countCells, type PairCells } from './pair-cells.js';
import { fitSafely } from './prepare-pairs.js';
import { contrastDesign, groupContrasts, type RaterKinds } from './rater-kinds.js';

/** Comparisons, the kinds of their raters, and cells by kind. */
export interface GroupData {
  readonly coded: CodedComparisons;
  readonly kinds: RaterKinds;
  readonly cells: PairCells;
}

/** The likelihood-ratio test that takes all comparisons as independent. */
export function textbookTest({
  coded,
  kinds,
  cells,
}: GroupData): ScoreTest & { readonly warning: string } {
  const counts = countCells(coded, cells);
  const pooled = fitPairs(baseDesign(cells, counts));
  const design = contrastDesign(cells, counts, groupContrasts(cells.base, kinds));
  const grouped = fitSafely(design, cells).fit;
  const statistic = Math.max(0, 2 * (grouped.logLikelihood - pooled.logLikelihood));
  const degreesOfFreedom = grouped.inverse.rank - pooled.inverse.rank;
  return {
    statistic,
    degreesOfFreedom,
    pValue: chiSquareUpperTail(statistic, degreesOfFreedom),
    warning:
      'Not valid for raters who compare more than once. Of groups drawn by lot from the 301 raters of ' +
      'one published study it called 39 % different at the level of 5 %.',
  };
}
