import { type Refusal, refuse } from '../statistics/interval.js';
import { studentReach } from '../statistics/student.js';
import { clusterDegrees, clusteredCovariance } from './clustered-covariance.js';
import type { ScoreTest } from './clustered-score-test.js';
import type { PairDesign } from './fit-pairs.js';
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

/** Why there is no estimate; `separated`: nearly all answers fell on one side. */
export type InGroupRefusal = Refusal<'not identifiable' | 'separated'>;

// Near separation the errors, also those by rater, are far too small.
const LEAST_CHOSEN = 5;

/** How often one's own was chosen over another's, and the reverse; no preference counts for both. */
function chosenSides({ difference, counts, columns }: PairDesign): { own: number; other: number } {
  let [own, other] = [0, 0];
  for (const [cell, row] of difference.entries()) {
    const [won, tied, lost] = counts[cell]! as unknown as [number, number, number];
    const side = row[columns - 1]!;
    if (side === 0) continue;
    own += tied + (side > 0 ? won : lost);
    other += tied + (side > 0 ? lost : won);
  }
  return { own, other };
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
): InGroupPreference | InGroupRefusal {
  if (test.degreesOfFreedom === 0) {
    return refuse(
      'not identifiable',
      'No group saw an item of its own beside one that is not in a way that other groups did not.',
    );
  }
  const design = contrastDesign(cells, countCells(coded, cells), contrasts);
  const { own, other } = chosenSides(design);
  if (Math.min(own, other) < LEAST_CHOSEN) {
    return refuse(
      'separated',
      `Raters chose what is their own ${own} times and what is not ${other} times; with fewer than ${LEAST_CHOSEN} ` +
        'on one side there is no telling how strong the preference is. Ask more raters, or compare closer pairs.',
    );
  }
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
