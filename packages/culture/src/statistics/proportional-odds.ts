import { Matrix } from 'ml-matrix';
import { type SymmetricInverse, symmetricInverse } from './symmetric-inverse.js';

/** Ordered answers and what they may depend on. */
export interface OrderedData {
  /** The category of each row, from 0. */
  readonly category: ArrayLike<number>;
  readonly categories: number;
  readonly rows: readonly Float64Array[];
  /** How often each row occurs; once by default. */
  readonly weights?: ArrayLike<number> | undefined;
}

/** A fitted proportional odds model. */
export interface OrderedFit {
  /** Slopes, then thresholds. */
  readonly coefficients: Float64Array;
  readonly slopes: Float64Array;
  readonly thresholds: Float64Array;
  readonly inverse: SymmetricInverse;
  readonly information: Matrix;
  /** The slope of the log-likelihood of each row, weighted. */
  readonly scores: readonly Float64Array[];
  readonly logLikelihood: number;
  readonly converged: boolean;
}

/**
 * Fits `logit P(category <= j) = threshold_j - x . slopes` (McCullagh 1980) by Fisher scoring.
 *
 * Each category must occur.
 */
export function fitProportionalOdds(data: OrderedData): OrderedFit {
  let state = evaluate(data, startingPoint(data));
  for (let iteration = 0; iteration < 200; iteration++) {
    const step = times(state.inverse.inverse, state.gradient);
    const decrement = step.reduce((sum, value, at) => sum + value * state.gradient[at]!, 0);
    if (decrement < 1e-20) return finish(data, state, true);
    const next = improve(data, state, step);
    if (next === undefined) return finish(data, state, decrement < 1e-8);
    state = next;
  }
  return finish(data, state, false);
}

/** The scores and the information at given coefficients, for tests of columns that were not fitted. */
export function orderedScores(
  data: OrderedData,
  coefficients: Float64Array,
): Pick<OrderedFit, 'scores' | 'information'> {
  return evaluate(data, coefficients);
}

type State = ReturnType<typeof evaluate>;

function finish({ rows }: OrderedData, state: State, converged: boolean): OrderedFit {
  const width = rows[0]!.length;
  return {
    ...state,
    slopes: state.coefficients.slice(0, width),
    thresholds: state.coefficients.slice(width),
    converged,
  };
}

function startingPoint({ category, categories, rows, weights }: OrderedData): Float64Array {
  const counts = new Float64Array(categories);
  for (let row = 0; row < rows.length; row++) counts[category[row]!]! += weights?.[row] ?? 1;
  const total = counts.reduce((sum, count) => sum + count, 0);
  const coefficients = new Float64Array(rows[0]!.length + categories - 1);
  let below = 0;
  for (let j = 0; j < categories - 1; j++) {
    below += counts[j]!;
    coefficients[rows[0]!.length + j] = Math.log(below / (total - below));
  }
  return coefficients;
}

function improve(data: OrderedData, state: State, step: Float64Array): State | undefined {
  const width = data.rows[0]!.length;
  for (let share = 1; share > 1e-6; share /= 2) {
    const candidate = state.coefficients.map((value, at) => value + share * step[at]!);
    const thresholds = candidate.slice(width);
    if (thresholds.some((value, at) => at > 0 && value <= thresholds[at - 1]!)) continue;
    const next = evaluate(data, candidate);
    if (next.logLikelihood >= state.logLikelihood - 1e-12 * Math.abs(state.logLikelihood)) {
      return next;
    }
  }
  return undefined;
}

function evaluate(data: OrderedData, coefficients: Float64Array) {
  const { category, categories, rows, weights } = data;
  const width = rows[0]!.length;
  const size = coefficients.length;
  const information = Matrix.zeros(size, size);
  const gradient = new Float64Array(size);
  let logLikelihood = 0;
  const scores = rows.map((x, row) => {
    const weight = weights?.[row] ?? 1;
    const shares = categoryShares(x, coefficients, categories);
    for (let j = 0; j < categories; j++) {
      addOuter(information, shares.slopes[j]!, weight / shares.probabilities[j]!);
    }
    const own = category[row]!;
    const factor = weight / shares.probabilities[own]!;
    const score = shares.slopes[own]!.map((slope) => factor * slope);
    for (let at = 0; at < size; at++) gradient[at]! += score[at]!;
    logLikelihood += weight * Math.log(shares.probabilities[own]!);
    return score;
  });
  const inverse = symmetricInverse(information);
  return { coefficients, width, information, inverse, gradient, scores, logLikelihood };
}

function categoryShares(x: Float64Array, coefficients: Float64Array, categories: number) {
  const width = x.length;
  let difference = 0;
  for (let at = 0; at < width; at++) difference += x[at]! * coefficients[at]!;
  const below = [0];
  for (let j = 0; j < categories - 1; j++) {
    below.push(1 / (1 + Math.exp(difference - coefficients[width + j]!)));
  }
  below.push(1);
  const density = below.map((share) => share * (1 - share));
  const probabilities: number[] = [];
  const slopes: Float64Array[] = [];
  for (let j = 0; j < categories; j++) {
    probabilities.push(below[j + 1]! - below[j]!);
    const slope = new Float64Array(coefficients.length);
    for (let at = 0; at < width; at++) slope[at] = -x[at]! * (density[j + 1]! - density[j]!);
    if (j < categories - 1) slope[width + j] = density[j + 1]!;
    if (j > 0) slope[width + j - 1] = -density[j]!;
    slopes.push(slope);
  }
  return { probabilities, slopes };
}

function addOuter(target: Matrix, vector: Float64Array, factor: number): void {
  for (let i = 0; i < vector.length; i++) {
    if (vector[i] === 0) continue;
    for (let j = 0; j < vector.length; j++) {
      target.set(i, j, target.get(i, j) + factor * vector[i]! * vector[j]!);
    }
  }
}

function times(matrix: Matrix, vector: Float64Array): Float64Array {
  return Float64Array.from(matrix.mmul(Matrix.columnVector([...vector])).to1DArray());
}
