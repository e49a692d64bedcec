import { type Refusal, refuse } from '../statistics/interval.js';
import { studentReach } from '../statistics/student.js';
import { clusterDegrees, clusteredCovariance } from './clustered-covariance.js';
import type { ScoreTest } from './clustered-score-test.js';
import { countCells } from './pair-cells.js';
import type { EstimateWithError } from './preference-model.js';
import { fitSafely } from './prepare-pairs.js';
import { contrastDesign, type KindContrasts } from './rater-kinds.js';
import type { GroupData } from './textbook-test.js';

/** A test that holds however alike the answers of one rater are. */
export interface GroupTest extends ScoreTest {
  /** By giving the groups to the raters anew, within strata. */
  readonly permutationPValue: number;
  readonly permutations: number;
  /** Whether these were all relabellings that there are. */
  readonly exact: boolean;
}

/** How much more raters like what is their own. */
export interface InGroupPreference extends EstimateWithError {
  readonly kind: 'estimated';
  /** How often one's own is chosen over an equal that is not: `1 / (1 + e^-value)`. */
  readonly choiceShare: number;
  readonly test: GroupTest;
}

/** Estimates theta, with errors by rater, and by content where contents are a sample. */
export function inGroupEstimate(
  { coded, cells }: GroupData,
  contrasts: KindContrasts,
  {
    test,
    level,
    contents,
  }: { readonly test: GroupTest; readonly level: number; readonly contents: boolean },
): InGroupPreference | Refusal<'not identifiable'> {
  if (test.degreesOfFreedom === 0) {
    return refuse(
      'not identifiable',
      'No group saw an item of its own beside one that is not in a way that other groups did not.',
    );
  }
  const design = contrastDesign(cells, countCells(coded, cells), contrasts);
  const { fit } = fitSafely(design, cells);
  const covariance = clusteredCovariance(design, fit, { coded, cellOf: cells.cellOf, contents });
  const last = design.columns - 1;
  const value = fit.coefficients[last]!;
  const standardError = Math.sqrt(Math.max(0, covariance.get(last, last)));
  const half = studentReach(level, clusterDegrees(coded, contents)) * standardError;
  return {
    kind: 'estimated',
    value,
    standardError,
    interval: { low: value - half, high: value + half, level },
    choiceShare: 1 / (1 + Math.exp(-value)),
    test,
  };
}
