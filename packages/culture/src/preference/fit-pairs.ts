import { Matrix } from 'ml-matrix';
import { type SymmetricInverse, symmetricInverse } from '../statistics/symmetric-inverse.js';
import type { PairLaw, PairOutcomes } from './pair-outcomes.js';

/** Cells of comparisons that have one distribution, and what is to be fitted to them. */
export interface PairDesign {
  readonly law: PairLaw;
  /** Parameters. */
  readonly columns: number;
  /** A row for each cell: how the difference depends on the parameters. */
  readonly difference: readonly Float64Array[];
  /** A row for each cell: how ln nu does; nothing where ties are not modelled. */
  readonly logTie?: readonly Float64Array[] | undefined;
  /** For each cell how often left, none, right. */
  readonly counts: readonly Float64Array[];
}

/** A fitted design. */
export interface PairFit {
  readonly coefficients: Float64Array;
  readonly information: Matrix;
  readonly inverse: SymmetricInverse;
  /** The outcomes of each cell under the fit. */
  readonly outcomes: readonly PairOutcomes[];
  /** The sum of `count ln P`, without the penalty. */
  readonly logLikelihood: number;
  readonly converged: boolean;
}

/** Options of {@link fitPairs}. */
export interface FitPairsOptions {
  /** Whether to add `ln |I| / 2`, Jeffreys's prior: estimates stay finite (Firth 1993). */
  readonly penalised?: boolean | undefined;
}

interface State extends Omit<PairFit, 'converged'> {
  readonly score: Float64Array;
  readonly objective: number;
}

/** Fits a design by Fisher scoring with halved steps: at most 100 of them, to 1e-11. */
export function fitPairs(design: PairDesign, { penalised = false }: FitPairsOptions = {}): PairFit {
  let state = evaluate(design, new Float64Array(design.columns), penalised);
  for (let iteration = 0; iteration < 100; iteration++) {
    const step = product(state.inverse.inverse, state.score);
    // The squared length of the step in standard errors.
    const decrement = step.reduce((sum, value, at) => sum + value * state.score[at]!, 0);
    if (decrement < 1e-22) return { ...state, converged: true };
    const next = improve(design, state, step, penalised);
    if (next === undefined) return { ...state, converged: decrement < 1e-8 };
    state = next;
  }
  return { ...state, converged: false };
}

function improve(
  design: PairDesign,
  state: State,
  step: Float64Array,
  penalised: boolean,
): State | undefined {
  for (let share = 1; share > 1e-6; share /= 2) {
    const candidate = state.coefficients.map((value, at) => value + share * step[at]!);
    const next = evaluate(design, candidate, penalised);
    if (next.objective >= state.objective - 1e-12 * Math.abs(state.objective)) return next;
  }
  return undefined;
}

function evaluate(design: PairDesign, coefficients: Float64Array, penalised: boolean): State {
  const { law, difference, logTie, counts, columns } = design;
  const outcomes = difference.map((row, cell) =>
    law.outcomes(dot(row, coefficients), logTie ? dot(logTie[cell]!, coefficients) : -Infinity),
  );
  const information = pairInformation(design, outcomes);
  const inverse = symmetricInverse(information);
  const score = new Float64Array(columns);
  let logLikelihood = 0;
  for (const [cell, count] of counts.entries()) {
    const { probabilities, slopes, tieSlopes } = outcomes[cell]!;
    for (let outcome = 0; outcome < 3; outcome++) {
      const times = count[outcome]!;
      if (times === 0) continue;
      logLikelihood += times * Math.log(probabilities[outcome]!);
      add(score, times * slopes[outcome]!, difference[cell]!);
      if (logTie) add(score, times * tieSlopes[outcome]!, logTie[cell]!);
    }
  }
  if (penalised) addPenaltySlope(design, outcomes, inverse.inverse, score);
  const objective = logLikelihood + (penalised ? inverse.logDeterminant / 2 : 0);
  return { coefficients, information, inverse, outcomes, logLikelihood, score, objective };
}

/** The expected information of all cells, or of some comparisons by cell. */
export function pairInformation(
  { difference, logTie, counts, columns }: PairDesign,
  outcomes: readonly PairOutcomes[],
): Matrix {
  const information = Matrix.zeros(columns, columns);
  for (const [cell, row] of difference.entries()) {
    const total = counts[cell]![0]! + counts[cell]![1]! + counts[cell]![2]!;
    addInformation(information, total, outcomes[cell]!, row, logTie?.[cell]);
  }
  return information;
}

/** Adds the information of `times` comparisons of one cell. */
export function addInformation(
  information: Matrix,
  times: number,
  { information: [whole, mixed, tie] }: PairOutcomes,
  row: Float64Array,
  tieRow: Float64Array | undefined,
): void {
  if (times === 0) return;
  for (let i = 0; i < row.length; i++) {
    for (let j = 0; j < row.length; j++) {
      let value = whole * row[i]! * row[j]!;
      if (tieRow) {
        value += mixed * (row[i]! * tieRow[j]! + tieRow[i]! * row[j]!);
        value += tie * tieRow[i]! * tieRow[j]!;
      }
      if (value !== 0) information.set(i, j, information.get(i, j) + times * value);
    }
  }
}

// d/db ln|I|/2 = tr(I^-1 dI/db)/2, cell by cell.
function addPenaltySlope(
  { difference, logTie, counts }: PairDesign,
  outcomes: readonly PairOutcomes[],
  inverse: Matrix,
  score: Float64Array,
): void {
  for (const [cell, row] of difference.entries()) {
    const total = counts[cell]![0]! + counts[cell]![1]! + counts[cell]![2]!;
    const { bends } = outcomes[cell]!;
    const tieRow = logTie?.[cell];
    const leverage = [quadratic(inverse, row, row), 0, 0];
    if (tieRow) {
      leverage[1] = quadratic(inverse, row, tieRow);
      leverage[2] = quadratic(inverse, tieRow, tieRow);
    }
    const slope = (bend: readonly [number, number, number]) =>
      (total / 2) * (leverage[0]! * bend[0] + 2 * leverage[1]! * bend[1] + leverage[2]! * bend[2]);
    add(score, slope(bends[0]), row);
    if (tieRow) add(score, slope(bends[1]), tieRow);
  }
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i]! * b[i]!;
  return sum;
}

function add(target: Float64Array, factor: number, row: Float64Array): void {
  for (let i = 0; i < row.length; i++) target[i]! += factor * row[i]!;
}

function product(matrix: Matrix, vector: Float64Array): Float64Array {
  return Float64Array.from({ length: matrix.rows }, (_, i) => {
    let sum = 0;
    for (let j = 0; j < vector.length; j++) sum += matrix.get(i, j) * vector[j]!;
    return sum;
  });
}

/** `a^T M b`. */
export function quadratic(matrix: Matrix, a: Float64Array, b: Float64Array): number {
  return dot(a, product(matrix, b));
}
