import { Matrix } from 'ml-matrix';
import { type Refusal, refuse } from '../statistics/interval.js';
import { benjaminiHochberg } from '../statistics/multiplicity.js';
import { studentReach, studentTwoSided } from '../statistics/student.js';
import { symmetricInverse } from '../statistics/symmetric-inverse.js';
import { clusterDegrees, clusteredCovariance } from './clustered-covariance.js';
import { clusteredScoreTest, raterMoments, type ScoreTest } from './clustered-score-test.js';
import { type CodedComparisons, codeComparisons, type PairComparison } from './comparison.js';
import { fitPairs, type PairDesign, type PairFit } from './fit-pairs.js';
import { baseColumns, countCells, gatherCells } from './pair-cells.js';
import { bradleyTerry } from './pair-outcomes.js';
import type { EstimateWithError } from './preference-model.js';
import { raterKinds } from './rater-kinds.js';
import { selectRaters, selectRows } from './select-rows.js';

/** What a descriptor is worth to a group. */
export interface FeatureWeight extends EstimateWithError {
  readonly feature: string;
  readonly pValue: number;
  /** Adjusted over all features and groups (Benjamini and Hochberg). */
  readonly adjustedPValue: number;
}

/** Which descriptors people prefer, by group. */
export interface FeaturePreference {
  readonly kind: 'estimated';
  /** Log-odds for one standard deviation more of a descriptor, the others equal. */
  readonly groups: readonly {
    readonly group: string;
    readonly weights: readonly FeatureWeight[];
  }[];
  /** Whether groups weigh descriptors differently; a score test clustered by rater. */
  readonly difference: ScoreTest;
}

/** What {@link featurePreference} returns. */
export type FeaturePreferenceResult =
  | FeaturePreference
  | Refusal<'not identifiable' | 'small group' | 'separated'>;

const LEAST_RATERS = 5;

/**
 * Asks which measured features of pictures a group prefers: `l_i = x_i . b_group`.
 *
 * Comparisons without preference are left out. Features are divided by their standard deviation over
 * the items.
 *
 * @param comparisons with a rater and one group each
 * @param features the descriptors of each item, in the order of `names`
 *
 * @example
 * ```ts
 * import { featurePreference, type PairComparison } from '@ikat/culture';
 *
 * const comparisons: PairComparison[] = Array.from({ length: 60 }, (_, place) => ({
 *   rater: `rater ${place % 20}`,
 *   group: place % 2 ? 'north' : 'south',
 *   left: place % 3 ? 'loud' : 'calm',
 *   right: place % 3 ? 'calm' : 'loud',
 *   outcome: place % 4 ? 'left' : 'right',
 * }));
 * const result = featurePreference(comparisons, { loud: [60], calm: [10] }, ['colourfulness']);
 * console.log(result.kind); // estimated
 * ```
 */
export function featurePreference(
  comparisons: readonly PairComparison[],
  features: Readonly<Record<string, readonly number[]>>,
  names: readonly string[],
): FeaturePreferenceResult {
  const all = codeComparisons('featurePreference', comparisons);
  const rows = scaledFeatures(all.items, features, names);
  const coded = selectRows(
    all,
    (row) => all.outcome[row] !== 1 && (all.groupsOf[all.rater[row]!] ?? []).length === 1,
  );
  const { groups, kinds, kindOf } = raterKinds(coded);
  const counts = kinds.map((_, kind) => kindOf.filter((of) => of === kind).length);
  if (counts.length === 0 || Math.min(...counts) < LEAST_RATERS) {
    return refuse('small group', `Each group needs ${LEAST_RATERS} raters who belong to it alone.`);
  }
  const pooled = fitFeatures(coded, rows);
  if (symmetricInverse(pooled.fit.information).rank < names.length) {
    return refuse(
      'not identifiable',
      'Some features go together in all pairs that were compared: take fewer features, or more items.',
    );
  }
  const fits = groups.map((group) => {
    const own = selectRaters(coded, (rater) => coded.groupsOf[rater]!.includes(group));
    return { group, own, ...fitFeatures(own, rows) };
  });
  if ([pooled, ...fits].some(({ fit }) => !fit.converged || largest(fit) > 15)) {
    return refuse(
      'separated',
      'A feature always decided in some group: its weight has no finite answer.',
    );
  }
  const weights = fits.flatMap(({ own, design, fit, cellOf }) =>
    weightsOf(names, { own, design, fit, cellOf }),
  );
  const adjusted = benjaminiHochberg(weights.map(({ pValue }) => pValue));
  const moments = raterMoments(pooled.design, pooled.fit, { coded, cellOf: pooled.cellOf });
  return {
    kind: 'estimated',
    groups: fits.map(({ group }, place) => ({
      group,
      weights: names.map((_, at) => ({
        ...weights[place * names.length + at]!,
        adjustedPValue: adjusted[place * names.length + at]!,
      })),
    })),
    difference: clusteredScoreTest(moments, kindOf, groupBlocks(groups.length, names.length)),
  };
}

function largest({ coefficients }: PairFit): number {
  return Math.max(...coefficients.map(Math.abs));
}

function scaledFeatures(
  items: readonly string[],
  features: Readonly<Record<string, readonly number[]>>,
  names: readonly string[],
): number[][] {
  const rows = items.map((item) => {
    const row = Object.hasOwn(features, item) ? features[item] : undefined;
    if (row?.length !== names.length || !row.every(Number.isFinite)) {
      throw new RangeError(
        `featurePreference: expected ${names.length} finite features of '${item}', got ${row?.length ?? 'none'}.`,
      );
    }
    return row;
  });
  const spreads = names.map((_, at) => {
    const mean = rows.reduce((sum, row) => sum + row[at]!, 0) / rows.length;
    const squares = rows.reduce((sum, row) => sum + (row[at]! - mean) ** 2, 0);
    return Math.sqrt(squares / (rows.length - 1)) || 1;
  });
  return rows.map((row) => row.map((value, at) => value / spreads[at]!));
}

function fitFeatures(coded: CodedComparisons, rows: readonly (readonly number[])[]) {
  const base = baseColumns(coded.items, 0, { side: false, ties: false });
  const cells = gatherCells(coded, base, { law: bradleyTerry });
  const design: PairDesign = {
    law: bradleyTerry,
    columns: rows[0]!.length,
    difference: cells.left.map((left, cell) =>
      Float64Array.from(rows[left]!, (value, at) => value - rows[cells.right[cell]!]![at]!),
    ),
    counts: countCells(coded, cells),
  };
  return { design, fit: fitPairs(design), cellOf: cells.cellOf };
}

function weightsOf(
  names: readonly string[],
  fitted: { own: CodedComparisons; design: PairDesign; fit: PairFit; cellOf: Int32Array },
): Omit<FeatureWeight, 'adjustedPValue'>[] {
  const { own, design, fit, cellOf } = fitted;
  const covariance = clusteredCovariance(design, fit, { coded: own, cellOf, contents: false });
  const degrees = clusterDegrees(own, false);
  return names.map((feature, at) => {
    const value = fit.coefficients[at]!;
    const standardError = Math.sqrt(covariance.get(at, at));
    const half = studentReach(0.95, degrees) * standardError;
    const interval = { low: value - half, high: value + half, level: 0.95 };
    const pValue = studentTwoSided(value / standardError, degrees);
    return { feature, value, standardError, interval, pValue };
  });
}

// The weights of each kind of rater but the first, beside those that all share.
function groupBlocks(kinds: number, width: number): Matrix[] {
  return Array.from({ length: kinds }, (_, kind) => {
    const block = Matrix.zeros(width, width * Math.max(1, kinds - 1));
    if (kind > 0) for (let at = 0; at < width; at++) block.set(at, (kind - 1) * width + at, 1);
    return block;
  });
}
