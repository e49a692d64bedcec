import type { Matrix } from 'ml-matrix';
import { logGamma } from '../statistics/gamma.js';
import type { Estimate, Interval } from '../statistics/interval.js';
import { normalQuantile } from '../statistics/normal.js';
import { studentReach } from '../statistics/student.js';
import { abilityBootstrap } from './ability-bootstrap.js';
import { clusterDegrees, clusteredCovariance } from './clustered-covariance.js';
import { type CodedComparisons, codeComparisons, type PairComparison } from './comparison.js';
import type { PairDesign } from './fit-pairs.js';
import { baseDesign, itemColumn, type PairCells, saturatedFit } from './pair-cells.js';
import { bradleyTerry, type PairLaw } from './pair-outcomes.js';
import { contentWarnings, type PreferenceScope, preferenceScope } from './preference-scope.js';
import {
  fitSafely,
  type PreferenceRefusal,
  type PreparedPairs,
  preparePairs,
  type SafeFit,
} from './prepare-pairs.js';
import { quasiVariances } from './quasi-variances.js';

/** Options of {@link preferenceModel}. */
export interface PreferenceOptions {
  /** The item whose ability is 0; the first one by default. */
  readonly reference?: string | undefined;
  /** Whether the left side may have an advantage; true by default. */
  readonly side?: boolean | undefined;
  /** Whether to leave out comparisons without preference; by default Davidson's law has them. */
  readonly dropTies?: boolean | undefined;
  /** {@link bradleyTerry} by default; {@link thurstone} leaves ties out. */
  readonly law?: PairLaw | undefined;
  /** The coverage of intervals; 0.95 by default. */
  readonly level?: number | undefined;
  /** Resamples of the raters for a second interval of each ability; 0 by default. */
  readonly bootstrap?: number | undefined;
  readonly seed?: number | undefined;
}

/** An estimate with its standard error. */
export interface EstimateWithError extends Estimate {
  readonly standardError: number;
}

/** How much an item is liked, in log-odds against the reference. */
export interface ItemAbility extends EstimateWithError {
  readonly item: string;
  /** From resampled raters, if asked for. */
  readonly bootstrapInterval?: Interval | undefined;
  /** For bars that may be compared by eye; nothing with two items. */
  readonly quasiVariance?: number | undefined;
}

/** What comparisons say about preferences. */
export interface PreferenceEstimate {
  readonly kind: 'estimated';
  readonly law: string;
  readonly method: 'maximum likelihood' | 'Firth penalty';
  readonly items: readonly ItemAbility[];
  /** Of all abilities, in the order of `items`; zeros for the reference. */
  readonly covariance: readonly (readonly number[])[];
  /** The advantage of the left side in log-odds, if modelled. */
  readonly side?: EstimateWithError | undefined;
  /** ln nu: how often there is no preference between equals, if modelled. */
  readonly logTie?: EstimateWithError | undefined;
  /** What the errors allow for. */
  readonly errors: 'raters and contents' | 'raters' | 'nothing: comparisons taken as independent';
  readonly scope: PreferenceScope;
  /** How much larger the variances are than those of independent comparisons; nothing without raters. */
  readonly designEffect?: number | undefined;
  readonly comparisons: number;
  readonly raters: number;
  /** The deviance from a model with free shares for each pair, its degrees of freedom. */
  readonly deviance: number;
  readonly degreesOfFreedom: number;
  /** The deviance with all abilities, the side and the ties at 0. */
  readonly nullDeviance: number;
  /** With the binomial or multinomial constants of the counts by pair. */
  readonly logLikelihood: number;
  readonly warnings: readonly string[];
}

/** What {@link preferenceModel} returns. */
export type PreferenceResult = PreferenceEstimate | PreferenceRefusal;

/**
 * Estimates which items people prefer from comparisons of two.
 *
 * `logit P(left) = l_left - l_right + delta` (Bradley and Terry 1952), with `P(none) ~ nu sqrt(P P)`
 * where some had no preference (Davidson 1970), by maximum likelihood or, where that has no finite
 * answer, with Firth's penalty (1993) and a warning. Raters answer more alike than strangers do, so
 * errors are clustered by rater, and by content from 12 contents on (Cameron, Gelbach and Miller 2011).
 *
 * @param comparisons one or more; each names a rater, or none does
 * @returns abilities in log-odds with intervals, or a refusal: `disconnected` (naming the items),
 *   `all ties`, `too few raters`
 * @throws RangeError or TypeError for comparisons that contradict themselves
 *
 * @example
 * ```ts
 * import { preferenceModel } from '@ikat/culture';
 *
 * const result = preferenceModel(
 *   [
 *     { left: 'ours', right: 'theirs', outcome: 'left', count: 7 },
 *     { left: 'ours', right: 'theirs', outcome: 'right', count: 3 },
 *   ],
 *   { side: false, reference: 'theirs' },
 * );
 * if (result.kind === 'estimated') console.log(result.items[0]!.value.toFixed(4)); // 0.8473
 * ```
 */
export function preferenceModel(
  comparisons: readonly PairComparison[],
  options: PreferenceOptions = {},
): PreferenceResult {
  const coded = codeComparisons('preferenceModel', comparisons);
  const { reference, side = true, dropTies = false, law = bradleyTerry } = options;
  const prepared = preparePairs('preferenceModel', coded, { law, reference, side, dropTies });
  if (prepared.kind === 'refused') return prepared;
  return estimate(prepared, options);
}

function estimate(
  { coded, cells, counts, warnings }: PreparedPairs,
  { level = 0.95, bootstrap = 0, seed = 0 }: PreferenceOptions,
): PreferenceEstimate {
  const design = baseDesign(cells, counts);
  const safe = fitSafely(design, cells);
  const errors = covarianceOf(coded, cells, { design, safe });
  const { base } = cells;
  const reach =
    errors.kind === 'nothing: comparisons taken as independent'
      ? normalQuantile(0.5 + level / 2)
      : studentReach(level, clusterDegrees(coded, errors.kind === 'raters and contents'));
  const at = (column: number) => withError(safe, errors.covariance, { column, level, reach });
  const resamples =
    bootstrap > 0 && coded.raters.length > 0
      ? abilityBootstrap(coded, cells, { repetitions: bootstrap, seed, level })
      : undefined;
  const covariance = itemCovariance(cells, errors.covariance);
  const quasi = quasiVariances(covariance);
  return {
    kind: 'estimated',
    law: cells.law.name,
    method: safe.penalised ? 'Firth penalty' : 'maximum likelihood',
    items: base.items.map((item, place) => ({
      item,
      ...at(itemColumn(base, place)),
      ...(resamples && { bootstrapInterval: resamples[place] }),
      ...(quasi && { quasiVariance: quasi[place] }),
    })),
    covariance,
    ...(base.side && { side: at(base.items.length - 1) }),
    ...(base.ties && { logTie: at(base.columns - 1) }),
    errors: errors.kind,
    scope: preferenceScope(coded.contents.length),
    ...(errors.designEffect !== undefined && { designEffect: errors.designEffect }),
    comparisons: coded.count.reduce((sum, count) => sum + count, 0),
    raters: coded.raters.length,
    ...fitFigures(cells, design, safe),
    warnings: [...warnings, ...warningsOf(coded, safe)],
  };
}

function covarianceOf(
  coded: CodedComparisons,
  cells: PairCells,
  { design, safe }: { readonly design: PairDesign; readonly safe: SafeFit },
): {
  covariance: Matrix;
  kind: PreferenceEstimate['errors'];
  designEffect?: number;
} {
  const model = safe.fit.inverse.inverse;
  if (coded.raters.length === 0) {
    return { covariance: model, kind: 'nothing: comparisons taken as independent' };
  }
  const rows = { coded, cellOf: cells.cellOf };
  const byRater = clusteredCovariance(design, safe.fit, { ...rows, contents: false });
  const abilities = cells.base.items.length - 1;
  let ratio = 0;
  for (let i = 0; i < abilities; i++) ratio += byRater.get(i, i) / model.get(i, i) / abilities;
  const contents = preferenceScope(coded.contents.length).kind === 'new pictures';
  return {
    covariance: contents ? clusteredCovariance(design, safe.fit, { ...rows, contents }) : byRater,
    kind: contents ? 'raters and contents' : 'raters',
    designEffect: ratio,
  };
}

function withError(
  { fit }: SafeFit,
  covariance: Matrix,
  {
    column,
    level,
    reach,
  }: { readonly column: number; readonly level: number; readonly reach: number },
): EstimateWithError {
  const value = column < 0 ? 0 : fit.coefficients[column]!;
  const standardError = column < 0 ? 0 : Math.sqrt(covariance.get(column, column));
  const half = reach * standardError;
  return { value, standardError, interval: { low: value - half, high: value + half, level } };
}

function itemCovariance({ base }: PairCells, covariance: Matrix): number[][] {
  return base.items.map((_, i) =>
    base.items.map((__, j) => {
      const [row, column] = [itemColumn(base, i), itemColumn(base, j)];
      return row < 0 || column < 0 ? 0 : covariance.get(row, column);
    }),
  );
}

function fitFigures(
  { base, law }: PairCells,
  design: PairDesign,
  { fit }: SafeFit,
): Pick<PreferenceEstimate, 'deviance' | 'degreesOfFreedom' | 'nullDeviance' | 'logLikelihood'> {
  const saturated = saturatedFit(design.counts, base.ties);
  const null_ = law.outcomes(0, base.ties ? 0 : -Infinity).probabilities;
  let [nullLikelihood, constant] = [0, 0];
  for (const count of design.counts) {
    constant += logGamma(1 + count[0]! + count[1]! + count[2]!);
    for (const [outcome, times] of count.entries()) {
      if (times > 0) nullLikelihood += times * Math.log(null_[outcome]!);
      constant -= logGamma(1 + times);
    }
  }
  return {
    deviance: 2 * (saturated.logLikelihood - fit.logLikelihood),
    degreesOfFreedom: saturated.parameters - base.columns,
    nullDeviance: 2 * (saturated.logLikelihood - nullLikelihood),
    logLikelihood: fit.logLikelihood + constant,
  };
}

function warningsOf({ raters, contents }: CodedComparisons, { penalised }: SafeFit): string[] {
  const warnings = contentWarnings(contents.length);
  if (penalised) {
    warnings.push(
      'Some items always won or always lost: maximum likelihood has no finite answer, and a penalty ' +
        '(Firth 1993) keeps the abilities finite. Read their order, not their distances.',
    );
  }
  if (raters.length === 0) {
    warnings.push(
      'No raters were named: comparisons count as independent, and the errors are too small if ' +
        'anyone compared more than once.',
    );
  } else if (raters.length < 20) {
    warnings.push(`${raters.length} raters are few: the errors are themselves uncertain.`);
  }
  return warnings;
}
