import { childSeed, randomSource } from '@ikat/random';
import { placesBy } from '../statistics/group-by.js';
import type { Estimate } from '../statistics/interval.js';
import { studentReach } from '../statistics/student.js';
import type { CodedComparisons } from './comparison.js';
import { fitPairs, type PairDesign } from './fit-pairs.js';
import { countCells, type PairCells } from './pair-cells.js';

/** How well a model predicts raters that it has not seen. */
export interface RaterValidation {
  /** Mean over raters of `-ln P(what they said)`, with one set of abilities for all. */
  readonly pooledLoss: number;
  /** The loss with abilities of each group. */
  readonly groupedLoss: number;
  /** How much lower the loss is with groups; above 0: knowing the group helps. */
  readonly improvement: Estimate;
  /** The same with one number for all, the preference for what is one's own, if it was asked for. */
  readonly inGroupImprovement?: Estimate | undefined;
  readonly folds: number;
}

/** The designs to set beside each other, on the same cells. */
export interface ValidatedDesigns {
  readonly pooled: PairDesign;
  readonly grouped: PairDesign;
  readonly inGroup?: PairDesign | undefined;
}

/** Leaves out a tenth of the raters at a time (or each, if they are fewer than 20). */
export function validateByRaters(
  coded: CodedComparisons,
  cells: PairCells,
  designs: ValidatedDesigns,
  { kindOf, seed, level }: { kindOf: ArrayLike<number>; seed: number; level: number },
): RaterValidation {
  const folds = coded.raters.length < 20 ? coded.raters.length : 10;
  const foldOf = dealFolds(kindOf, coded.raters.length, { folds, seed });
  const losses = (design: PairDesign) => heldOutLosses(coded, cells, design, { foldOf, folds });
  const pooled = losses(designs.pooled);
  const grouped = losses(designs.grouped);
  const inGroup = designs.inGroup && losses(designs.inGroup);
  return {
    pooledLoss: meanOf(pooled),
    groupedLoss: meanOf(grouped),
    improvement: meanDifference(pooled, grouped, level),
    ...(inGroup && { inGroupImprovement: meanDifference(pooled, inGroup, level) }),
    folds,
  };
}

function dealFolds(
  kindOf: ArrayLike<number>,
  raters: number,
  { folds, seed }: { readonly folds: number; readonly seed: number },
): Int32Array {
  const source = randomSource(childSeed(seed, 'folds'));
  const foldOf = new Int32Array(raters);
  let next = 0;
  for (const places of placesBy(raters, (rater) => kindOf[rater]!).values()) {
    for (const rater of source.shuffle(places)) foldOf[rater] = next++ % folds;
  }
  return foldOf;
}

function heldOutLosses(
  coded: CodedComparisons,
  cells: PairCells,
  design: PairDesign,
  { foldOf, folds }: { readonly foldOf: Int32Array; readonly folds: number },
): Float64Array {
  const losses = new Float64Array(coded.raters.length);
  const totals = new Float64Array(coded.raters.length);
  for (let fold = 0; fold < folds; fold++) {
    const weights = foldOf.map((of) => Number(of !== fold));
    const counts = countCells(coded, cells, weights);
    // The penalty keeps a fold finite in which someone's favourite never lost.
    const { outcomes } = fitPairs({ ...design, counts }, { penalised: true });
    for (let row = 0; row < cells.cellOf.length; row++) {
      const [cell, rater, times] = [cells.cellOf[row]!, coded.rater[row]!, coded.count[row]!];
      if (cell < 0 || foldOf[rater] !== fold) continue;
      losses[rater]! -= times * Math.log(outcomes[cell]!.probabilities[coded.outcome[row]!]!);
      totals[rater]! += times;
    }
  }
  return losses.map((loss, rater) => (totals[rater]! > 0 ? loss / totals[rater]! : Number.NaN));
}

function meanOf(values: Float64Array): number {
  const present = values.filter(Number.isFinite);
  return present.reduce((sum, value) => sum + value, 0) / present.length;
}

function meanDifference(before: Float64Array, after: Float64Array, level: number): Estimate {
  const differences = before.map((value, rater) => value - after[rater]!).filter(Number.isFinite);
  const value = meanOf(differences);
  const squares = differences.reduce((sum, difference) => sum + (difference - value) ** 2, 0);
  const raters = differences.length;
  const half = studentReach(level, raters - 1) * Math.sqrt(squares / (raters - 1) / raters);
  return { value, interval: { low: value - half, high: value + half, level } };
}
