import { childSeed } from '@ikat/random';
import { clusterResamples, percentileInterval } from '../statistics/cluster-resample.js';
import { exchangeOf } from '../statistics/exchange.js';
import { type Estimate, type Refusal, refuse } from '../statistics/interval.js';
import { permutationTest } from '../statistics/permutation-test.js';
import { disagreement, splitDisagreement } from './disagreement.js';
import { type AlphaOptions, type AlphaResult, alphaOfTable } from './krippendorff-alpha.js';
import { intervalScale } from './rating-scale.js';
import { type Ratings, type RatingTable, ratingTable } from './rating-table.js';

/** Options of {@link groupAgreement}. */
export interface GroupAgreementOptions extends AlphaOptions {
  /** Random relabellings of the raters; 999 by default. */
  readonly permutations?: number | undefined;
}

/** Whether raters agree with their own group more than with others. */
export interface AgreementGap extends Estimate {
  readonly kind: 'estimated';
  /** The mean of the groups. */
  readonly within: number;
  readonly between: number;
  /** By giving the groups to the raters anew. */
  readonly permutationPValue: number;
}

/** Agreement by group. */
export interface GroupAgreement {
  /** Above 0: raters agree more with their own group. */
  readonly gap: AgreementGap | Refusal<'too few raters' | 'no variation' | 'nothing rated twice'>;
  /** Krippendorff's alpha of each group, each beside its own expectation. */
  readonly groups: readonly {
    readonly group: string;
    readonly raters: number;
    readonly alpha: AlphaResult;
  }[];
  readonly pooled: AlphaResult;
}

/**
 * Asks whether groups of raters use the question the same way.
 *
 * The gap is `mean alpha_within - alpha_between`, each as `1 - D / D_expected` with one expectation for
 * all, so that it compares disagreements and not spreads. Its interval resamples raters within groups.
 *
 * @param ratings rows of raters, columns of units, null where a rater did not rate
 * @param groups the group of each rater
 *
 * @example
 * ```ts
 * import { groupAgreement } from '@ikat/culture';
 *
 * const north = [1, 2, 3, 4];
 * const south = [4, 3, 2, 1];
 * const result = groupAgreement(
 *   [north, north, north, south, south, south],
 *   ['n', 'n', 'n', 's', 's', 's'],
 *   { bootstrap: 99 },
 * );
 * if (result.gap.kind === 'estimated') console.log(result.gap.within, result.gap.value > 1); // 1 true
 * ```
 */
export function groupAgreement(
  ratings: Ratings,
  groups: readonly string[],
  options: GroupAgreementOptions = {},
): GroupAgreement {
  const table = ratingTable('groupAgreement', ratings);
  if (groups.length !== ratings.length) {
    throw new RangeError(
      `groupAgreement: expected a group for each of ${ratings.length} raters, got ${groups.length}.`,
    );
  }
  const names = [...new Set(groups)].sort();
  if (names.length < 2) {
    throw new RangeError(`groupAgreement: expected two groups or more, got ${names.length}.`);
  }
  const groupOf = Int32Array.from(groups, (group) => names.indexOf(group));
  return {
    gap: agreementGap(table, { groupOf, names }, options),
    groups: names.map((group, place) => ({
      group,
      raters: groupOf.filter((of) => of === place).length,
      alpha: alphaOfTable(
        table,
        options,
        Float64Array.from(groupOf, (of) => Number(of === place)),
      ),
    })),
    pooled: alphaOfTable(table, options),
  };
}

interface Grouping {
  readonly groupOf: Int32Array;
  readonly names: readonly string[];
}

function agreementGap(
  table: RatingTable,
  { groupOf, names }: Grouping,
  options: GroupAgreementOptions,
): GroupAgreement['gap'] {
  const { scale = intervalScale, bootstrap = 1000, permutations = 999 } = options;
  const { level = 0.95, seed = 0 } = options;
  const small = names.find((_, place) => groupOf.filter((of) => of === place).length < 2);
  if (small !== undefined) {
    return refuse('too few raters', `'${small}' has one rater, who cannot agree within the group.`);
  }
  const ones = new Float64Array(groupOf.length).fill(1);
  const pooled = disagreement(table, scale, ones);
  if (!(pooled.expected > 0)) return refuse('no variation', 'All ratings are one value.');
  const gapOf = (weights: ArrayLike<number>, labels: ArrayLike<number>) => {
    const { difference, expected } =
      weights === ones ? pooled : disagreement(table, scale, weights);
    const rows = { groupOf: labels, groups: names.length, weights };
    const { within, between } = splitDisagreement(table, difference, rows);
    const mean = within.reduce((sum, value) => sum + value, 0) / within.length;
    return { within: 1 - mean / expected, between: 1 - between / expected };
  };
  const { within, between } = gapOf(ones, groupOf);
  if (!Number.isFinite(within - between)) {
    return refuse(
      'nothing rated twice',
      'Some groups have no unit in common: let them rate the same units.',
    );
  }
  const draws: number[] = [];
  const units = [...groupOf].map((_, rater) => [rater]);
  const layers = [...groupOf].map((of) => names[of]!);
  const resampling = { repetitions: bootstrap, seed: childSeed(seed, 'gap') };
  for (const weights of clusterResamples(units, layers, resampling)) {
    const again = gapOf(weights, groupOf);
    draws.push(again.within - again.between);
  }
  const permuted = permutationTest(
    exchangeOf(groupOf),
    (labels) => {
      const again = gapOf(ones, labels);
      return [again.within - again.between];
    },
    { permutations, seed: childSeed(seed, 'permutations') },
  );
  return {
    kind: 'estimated',
    value: within - between,
    interval: percentileInterval(draws, level),
    within,
    between,
    permutationPValue: permuted.pValues[0]!,
  };
}
