import { Matrix } from 'ml-matrix';
import { chiSquareUpperTail } from '../statistics/chi-square.js';
import { symmetricInverse } from '../statistics/symmetric-inverse.js';
import { clusterScores } from './clustered-covariance.js';
import type { CodedComparisons } from './comparison.js';
import { addInformation, type PairDesign, type PairFit } from './fit-pairs.js';
import type { KindContrasts } from './rater-kinds.js';

/** What each rater adds to the score and to the information of the null model. */
export interface RaterMoments {
  readonly scores: readonly Float64Array[];
  readonly information: readonly Float64Array[];
  readonly inverse: Matrix;
}

/** A test statistic of the chi-square distribution. */
export interface ScoreTest {
  readonly statistic: number;
  /** 0 where the data say nothing about the hypothesis. */
  readonly degreesOfFreedom: number;
  readonly pValue: number;
}

/** Sums scores and information by rater under a fitted null model. */
export function raterMoments(
  design: PairDesign,
  fit: PairFit,
  rows: { readonly coded: CodedComparisons; readonly cellOf: Int32Array },
): RaterMoments {
  const { coded, cellOf } = rows;
  const clusters = coded.raters.length;
  const scores = clusterScores(design, fit, { ...rows, clusterOf: coded.rater, clusters });
  const matrices = scores.map(() => Matrix.zeros(design.columns, design.columns));
  for (let row = 0; row < cellOf.length; row++) {
    const cell = cellOf[row]!;
    if (cell < 0) continue;
    const target = matrices[coded.rater[row]!]!;
    const [difference, logTie] = [design.difference[cell]!, design.logTie?.[cell]];
    addInformation(target, coded.count[row]!, fit.outcomes[cell]!, difference, logTie);
  }
  const information = matrices.map((matrix) => Float64Array.from(matrix.to1DArray()));
  return { scores, information, inverse: fit.inverse.inverse };
}

/**
 * Tests whether parameters that depend on the kind of rater are 0, fitting only the null model.
 *
 * `e_r = U_r,g - I_gl I_ll^-1 U_r,l`, `s = sum e_r`, `S = s^T (sum e_r e_r^T)^-1 s`: valid however
 * alike the answers of one rater are (a score test with errors clustered by rater).
 *
 * @param kindOf the kind of each rater, as observed or permuted
 */
export function clusteredScoreTest(
  moments: RaterMoments,
  kindOf: ArrayLike<number>,
  contrasts: KindContrasts,
): ScoreTest {
  const residuals = scoreResiduals(moments, kindOf, contrasts);
  const width = contrasts[0]!.columns;
  const sum = new Float64Array(width);
  const outer = new Float64Array(width * width);
  for (const residual of residuals) {
    for (let i = 0; i < width; i++) {
      sum[i]! += residual[i]!;
      for (let j = 0; j < width; j++) outer[i * width + j]! += residual[i]! * residual[j]!;
    }
  }
  const { inverse, rank } = symmetricInverse(Matrix.from1DArray(width, width, outer));
  let statistic = 0;
  for (let i = 0; i < width; i++) {
    for (let j = 0; j < width; j++) statistic += sum[i]! * inverse.get(i, j) * sum[j]!;
  }
  const pValue = rank > 0 ? chiSquareUpperTail(statistic, rank) : 1;
  return { statistic, degreesOfFreedom: rank, pValue };
}

function scoreResiduals(
  { scores, information, inverse }: RaterMoments,
  kindOf: ArrayLike<number>,
  contrasts: KindContrasts,
): Float64Array[] {
  const size = inverse.rows;
  const byKind = contrasts.map(() => new Float64Array(size * size));
  for (const [rater, matrix] of information.entries()) {
    const target = byKind[kindOf[rater]!]!;
    for (let at = 0; at < matrix.length; at++) target[at]! += matrix[at]!;
  }
  const width = contrasts[0]!.columns;
  let cross = Matrix.zeros(width, size); // I_gl
  for (const [kind, contrast] of contrasts.entries()) {
    const own = Matrix.from1DArray(size, size, byKind[kind]!);
    cross = cross.add(contrast.transpose().mmul(own));
  }
  const projection = cross.mmul(inverse); // I_gl I_ll^-1
  // A_k^T - I_gl I_ll^-1, applied to each rater's score.
  const maps = contrasts.map((contrast) =>
    Float64Array.from(contrast.transpose().sub(projection).to1DArray()),
  );
  return scores.map((score, rater) => apply(maps[kindOf[rater]!]!, score, width));
}

function apply(map: Float64Array, vector: Float64Array, rows: number): Float64Array {
  const result = new Float64Array(rows);
  for (let i = 0; i < rows; i++) {
    let sum = 0;
    for (let j = 0; j < vector.length; j++) sum += map[i * vector.length + j]! * vector[j]!;
    result[i] = sum;
  }
  return result;
}
