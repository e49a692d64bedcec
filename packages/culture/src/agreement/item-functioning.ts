import { Matrix } from 'ml-matrix';
import { chiSquareUpperTail } from '../statistics/chi-square.js';
import { placesBy } from '../statistics/group-by.js';
import { type Interval, type Refusal, refuse } from '../statistics/interval.js';
import { normalQuantile } from '../statistics/normal.js';
import {
  fitProportionalOdds,
  type OrderedFit,
  orderedScores,
} from '../statistics/proportional-odds.js';
import { symmetricInverse } from '../statistics/symmetric-inverse.js';

/** One rating on a scale with few ordered answers. */
export interface ScaleRating {
  readonly rater: string;
  readonly group: string;
  /** The answer, for example 1 to 5. */
  readonly score: number;
  /** How good the rated thing is by another measure, for example its ability by preferenceModel. */
  readonly trait: number;
}

/** One rung of the ladder of models. */
export interface FunctioningStep {
  /** Effects in log-odds of a higher answer, with errors by rater. */
  readonly effects: readonly {
    readonly group: string;
    readonly value: number;
    readonly standardError: number;
    readonly interval: Interval;
  }[];
  /** How much more the model explains (Nagelkerke's R2); below 0.035 is usually called negligible. */
  readonly explained: number;
  /** The score test clustered by rater. */
  readonly test: {
    readonly statistic: number;
    readonly degreesOfFreedom: number;
    readonly pValue: number;
  };
  /** The likelihood-ratio statistic of textbooks, which takes ratings as independent. */
  readonly textbookStatistic: number;
}

/** How groups use a scale. */
export interface ItemFunctioning {
  readonly kind: 'estimated';
  /** Whether a group answers higher or lower for things that are equally good. */
  readonly uniform: FunctioningStep;
  /** Whether the scale tells good from bad more or less sharply in a group. */
  readonly nonUniform: FunctioningStep;
  /** The group that the others are compared with. */
  readonly baseline: string;
  readonly raters: number;
}

/** What {@link differentialItemFunctioning} returns. */
export type ItemFunctioningResult =
  | ItemFunctioning
  | Refusal<'one group' | 'too few raters' | 'no variation'>;

const LEAST_RATERS = 5;

/**
 * Asks whether groups answer a scale differently for things that are equally good.
 *
 * The ladder `score ~ trait`, `+ group` (uniform), `+ group : trait` (non-uniform) of proportional odds
 * models (Zumbo 1999), tested by score tests clustered by rater, since one person's answers hang
 * together.
 *
 * @example
 * ```ts
 * import { differentialItemFunctioning } from '@ikat/culture';
 *
 * const ratings = Array.from({ length: 80 }, (_, place) => ({
 *   rater: `rater ${place % 20}`,
 *   group: place % 2 ? 'north' : 'south',
 *   trait: Math.floor(place / 20),
 *   score: 1 + ((place * 7) % 5),
 * }));
 * console.log(differentialItemFunctioning(ratings).kind); // estimated
 * ```
 */
export function differentialItemFunctioning(
  ratings: readonly ScaleRating[],
  { level = 0.95 }: { readonly level?: number | undefined } = {},
): ItemFunctioningResult {
  for (const [place, { score, trait }] of ratings.entries()) {
    if (Number.isFinite(score) && Number.isFinite(trait)) continue;
    throw new TypeError(
      `differentialItemFunctioning: expected finite numbers, got score ${score} and trait ${trait} ` +
        `in rating ${place}.`,
    );
  }
  const groups = [...new Set(ratings.map(({ group }) => group))].sort();
  if (groups.length < 2) return refuse('one group', 'All ratings are of one group.');
  for (const group of groups) {
    const own = new Set(
      ratings.filter((rating) => rating.group === group).map(({ rater }) => rater),
    );
    if (own.size < LEAST_RATERS) {
      return refuse(
        'too few raters',
        `'${group}' has ${own.size} raters; a group needs ${LEAST_RATERS}.`,
      );
    }
  }
  const answers = [...new Set(ratings.map(({ score }) => score))].sort((a, b) => a - b);
  const traits = ratings.map(({ trait }) => trait);
  if (answers.length < 2 || traits.every((trait) => trait === traits[0])) {
    return refuse('no variation', 'All answers, or all traits, are one value.');
  }
  const others = groups.slice(1);
  const category = ratings.map(({ score }) => answers.indexOf(score));
  const centre = traits.reduce((sum, trait) => sum + trait, 0) / traits.length;
  const columns = (step: 0 | 1 | 2) =>
    ratings.map(({ trait, group }) => {
      const member = others.map((other) => Number(group === other));
      const row = [trait - centre];
      if (step > 0) row.push(...member);
      if (step > 1) row.push(...member.map((value) => value * (trait - centre)));
      return Float64Array.from(row);
    });
  const models = ([0, 1, 2] as const).map((step) => {
    const data = { category, categories: answers.length, rows: columns(step) };
    return { data, fit: fitProportionalOdds(data) };
  });
  const clusters = [...placesBy(ratings.length, (row) => ratings[row]!.rater).values()];
  const rung = (step: 1 | 2) =>
    functioningStep(models[step - 1]!.fit, models[step]!, { clusters, others, level });
  return {
    kind: 'estimated',
    uniform: rung(1),
    nonUniform: rung(2),
    baseline: groups[0]!,
    raters: clusters.length,
  };
}

function functioningStep(
  before: OrderedFit,
  { data, fit }: { data: Parameters<typeof fitProportionalOdds>[0]; fit: OrderedFit },
  options: {
    readonly clusters: readonly (readonly number[])[];
    readonly others: readonly string[];
    readonly level: number;
  },
): FunctioningStep {
  const { clusters, others, level } = options;
  const width = before.slopes.length;
  const covariance = clusteredSandwich(fit, clusters);
  const z = normalQuantile(0.5 + level / 2);
  return {
    effects: others.map((group, place) => {
      const value = fit.slopes[width + place]!;
      const standardError = Math.sqrt(covariance.get(width + place, width + place));
      const [low, high] = [value - z * standardError, value + z * standardError];
      return { group, value, standardError, interval: { low, high, level } };
    }),
    explained: nagelkerke(fit, data) - nagelkerke(before, data),
    test: clusteredTest(before, data, clusters),
    textbookStatistic: 2 * (fit.logLikelihood - before.logLikelihood),
  };
}

function summed(scores: readonly Float64Array[], clusters: readonly (readonly number[])[]) {
  return clusters.map((rows) => {
    const sum = new Float64Array(scores[0]!.length);
    for (const row of rows) for (let at = 0; at < sum.length; at++) sum[at]! += scores[row]![at]!;
    return [...sum];
  });
}

function clusteredSandwich(fit: OrderedFit, clusters: readonly (readonly number[])[]): Matrix {
  const scores = new Matrix(summed(fit.scores, clusters));
  const meat = scores.transpose().mmul(scores);
  const { inverse } = fit.inverse;
  return inverse
    .mmul(meat)
    .mmul(inverse)
    .mul(clusters.length / (clusters.length - 1));
}

// e = U_g - I_gl I_ll^-1 U_l by rater, S = s^T (sum e e^T)^-1 s, at the fit of the smaller model.
function clusteredTest(
  before: OrderedFit,
  data: Parameters<typeof fitProportionalOdds>[0],
  clusters: readonly (readonly number[])[],
): FunctioningStep['test'] {
  const [small, large] = [before.slopes.length, data.rows[0]!.length];
  const coefficients = new Float64Array(large + before.thresholds.length);
  coefficients.set(before.slopes);
  coefficients.set(before.thresholds, large);
  const { scores, information } = orderedScores(data, coefficients);
  const tested = Array.from({ length: large - small }, (_, at) => small + at);
  const kept = [...coefficients.keys()].filter((at) => !tested.includes(at));
  const projection = information
    .selection(tested, kept)
    .mmul(symmetricInverse(information.selection(kept, kept)).inverse);
  const sums = new Matrix(summed(scores, clusters));
  const all = [...clusters.keys()];
  const residuals = sums
    .selection(all, tested)
    .sub(sums.selection(all, kept).mmul(projection.transpose()));
  const { inverse, rank } = symmetricInverse(residuals.transpose().mmul(residuals));
  const total = Matrix.rowVector(residuals.sum('column'));
  const statistic = total.mmul(inverse).mmul(total.transpose()).get(0, 0);
  return {
    statistic,
    degreesOfFreedom: rank,
    pValue: rank > 0 ? chiSquareUpperTail(statistic, rank) : 1,
  };
}

function nagelkerke(
  { logLikelihood }: OrderedFit,
  { category, categories, rows }: Parameters<typeof fitProportionalOdds>[0],
): number {
  const counts = new Float64Array(categories);
  for (let row = 0; row < rows.length; row++) counts[category[row]!]!++;
  const n = rows.length;
  const none = counts.reduce(
    (sum, count) => sum + (count > 0 ? count * Math.log(count / n) : 0),
    0,
  );
  return (1 - Math.exp((2 / n) * (none - logLikelihood))) / (1 - Math.exp((2 / n) * none));
}
