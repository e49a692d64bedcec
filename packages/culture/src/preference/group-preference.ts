import { childSeed } from '@ikat/random';
import { exchangeOf } from '../statistics/exchange.js';
import { type Refusal, refuse } from '../statistics/interval.js';
import { permutationTest } from '../statistics/permutation-test.js';
import { clusteredScoreTest, raterMoments, type ScoreTest } from './clustered-score-test.js';
import { codeComparisons, type PairComparison } from './comparison.js';
import {
  fitGroups,
  type GroupAbilities,
  type GroupDifference,
  groupDifferences,
} from './group-differences.js';
import {
  type GroupTest,
  type InGroupPreference,
  type InGroupRefusal,
  inGroupEstimate,
} from './in-group-estimate.js';
import { baseDesign, countCells } from './pair-cells.js';
import { bradleyTerry } from './pair-outcomes.js';
import { contentWarnings, type PreferenceScope, preferenceScope } from './preference-scope.js';
import { fitSafely, preparePairs } from './prepare-pairs.js';
import {
  contrastDesign,
  groupContrasts,
  inGroupContrasts,
  type KindContrasts,
  raterKinds,
} from './rater-kinds.js';
import { type RaterValidation, validateByRaters } from './rater-validation.js';
import { type GroupPreferenceRefusal, refuseGroups, refuseWithinGroups } from './refuse-groups.js';
import { selectRaters } from './select-rows.js';
import { type GroupData, textbookTest } from './textbook-test.js';

/** Options of {@link groupPreference}. */
export interface GroupPreferenceOptions {
  /** The group that an item belongs to, for the preference of raters for what is their own. */
  readonly owners?: Readonly<Record<string, string>> | undefined;
  /** Groups that must occur, so that an empty one is noticed; all that occur by default. */
  readonly groups?: readonly string[] | undefined;
  /** A name for each rater (language, recruitment): permutations stay within a stratum. */
  readonly strata?: Readonly<Record<string, string>> | undefined;
  readonly reference?: string | undefined;
  /** Whether the left side may have an advantage; true by default. */
  readonly side?: boolean | undefined;
  /** Whether to leave out comparisons without preference; false by default. */
  readonly dropTies?: boolean | undefined;
  /** Random relabellings of the raters; 999 by default. */
  readonly permutations?: number | undefined;
  readonly level?: number | undefined;
  readonly seed?: number | undefined;
}

/** Whether to offer groups their own defaults. */
export interface Personalisation {
  readonly recommended: boolean;
  readonly reason: string;
}

/** What comparisons say about groups of raters; sizes first, tests after them. */
export interface GroupPreferenceEstimate {
  readonly kind: 'estimated';
  readonly inGroup: InGroupPreference | InGroupRefusal;
  readonly groups: readonly GroupAbilities[];
  readonly differences: readonly GroupDifference[] | Refusal<'overlapping groups'>;
  /** Whether groups tell anything about raters that have not been seen. */
  readonly validation: RaterValidation;
  readonly personalisation: Personalisation;
  readonly omnibus: GroupTest;
  /**
   * The likelihood-ratio test of textbooks, for comparison with older studies only: it takes all
   * comparisons as independent, and finds a difference in groups drawn by lot far too often.
   */
  readonly textbook: ScoreTest & { readonly warning: string };
  readonly scope: PreferenceScope;
  readonly raters: number;
  readonly warnings: readonly string[];
}

/** What {@link groupPreference} returns. */
export type GroupPreferenceResult = GroupPreferenceEstimate | GroupPreferenceRefusal;

/**
 * Asks whether preferences depend on the background of raters, and how.
 *
 * `logit P(left) = l_left - l_right + delta + (g_left - g_right) + theta [own(left) - own(right)]`
 * with `g` for each group and `theta` for what is one's own. Tests are score tests clustered by rater
 * and permutations of groups over raters; whether to personalise is decided by the log-loss on raters
 * left out, not by a p-value.
 *
 * @param comparisons with a rater each; raters without a group are left out
 * @returns sizes, tests and a recommendation, or a refusal: the ones of preferenceModel, `no raters`,
 *   `one group`, `empty group`, `small group` (fewer than 5 raters)
 *
 * @example
 * ```ts
 * import { type PairComparison, groupPreference } from '@ikat/culture';
 *
 * const comparisons: PairComparison[] = Array.from({ length: 40 }, (_, place) => ({
 *   rater: `rater ${place % 20}`,
 *   group: place % 2 ? 'north' : 'south',
 *   left: place < 20 ? 'ink' : 'oil',
 *   right: place < 20 ? 'oil' : 'ink',
 *   outcome: place % 3 ? 'left' : 'right',
 * }));
 * const result = groupPreference(comparisons, { owners: { ink: 'north', oil: 'south' } });
 * console.log(result.kind); // estimated
 * ```
 */
export function groupPreference(
  comparisons: readonly PairComparison[],
  options: GroupPreferenceOptions = {},
): GroupPreferenceResult {
  const all = codeComparisons('groupPreference', comparisons);
  if (all.raters.length === 0) {
    return refuse('no raters', 'The comparisons name no raters, and groups are groups of raters.');
  }
  const grouped = selectRaters(all, (rater) => all.groupsOf[rater]!.length > 0);
  const refusal = refuseGroups(grouped, raterKinds(grouped), options.groups);
  if (refusal) return refusal;
  const { reference, side = true, dropTies = false } = options;
  const prepared = preparePairs('groupPreference', grouped, {
    law: bradleyTerry,
    reference,
    side,
    dropTies,
    kindsOf: (coded) => raterKinds(coded).kindOf,
  });
  if (prepared.kind === 'refused') return prepared;
  const { coded, cells } = prepared;
  const kinds = raterKinds(coded);
  const within =
    refuseGroups(coded, kinds, options.groups) ?? refuseWithinGroups(coded, cells, kinds.groups);
  if (within) return within;
  const left = all.raters.length - grouped.raters.length;
  const warnings = left > 0 ? [`${left} raters named no group and were left out.`] : [];
  return estimate({ coded, kinds, cells }, options, [...prepared.warnings, ...warnings]);
}

function estimate(
  data: GroupData,
  options: GroupPreferenceOptions,
  warnings: readonly string[],
): GroupPreferenceEstimate {
  const { coded, kinds, cells } = data;
  const { owners, level = 0.95, seed = 0 } = options;
  const scope = preferenceScope(coded.contents.length);
  const contents = scope.kind === 'new pictures';
  const counts = countCells(coded, cells);
  const omnibus = groupContrasts(cells.base, kinds);
  const inGroup = owners && inGroupContrasts(cells.base, kinds, owners);
  const tests = testGroups(data, inGroup ? [omnibus, inGroup] : [omnibus], options);
  const theta = inGroup
    ? inGroupEstimate(data, inGroup, { test: tests[1]!, level, contents })
    : refuse('not identifiable', 'No owners of items were given, so none is anyone’s own.');
  const validation = validateByRaters(
    coded,
    cells,
    {
      pooled: baseDesign(cells, counts),
      grouped: contrastDesign(cells, counts, omnibus),
      inGroup: theta.kind === 'estimated' ? contrastDesign(cells, counts, inGroup!) : undefined,
    },
    { kindOf: kinds.kindOf, seed, level },
  );
  const fits = fitGroups(coded, cells, { groups: kinds.groups, contents });
  return {
    kind: 'estimated',
    inGroup: theta,
    groups: fits.map(({ abilities }) => abilities),
    differences: kinds.overlap
      ? refuse(
          'overlapping groups',
          'Some raters belong to several groups, so the groups are not independent samples.',
        )
      : groupDifferences(fits, level),
    validation,
    personalisation: personalisation(theta, validation),
    omnibus: tests[0]!,
    textbook: textbookTest(data),
    scope,
    raters: coded.raters.length,
    warnings: [...warnings, ...contentWarnings(coded.contents.length)],
  };
}

function testGroups(
  { coded, kinds, cells }: GroupData,
  hypotheses: readonly KindContrasts[],
  { strata, permutations = 999, seed = 0 }: GroupPreferenceOptions,
): GroupTest[] {
  const design = baseDesign(cells, countCells(coded, cells));
  const { fit } = fitSafely(design, cells);
  const moments = raterMoments(design, fit, { coded, cellOf: cells.cellOf });
  const tests = hypotheses.map((contrasts) => clusteredScoreTest(moments, kinds.kindOf, contrasts));
  const layers =
    strata && coded.raters.map((rater) => (Object.hasOwn(strata, rater) ? strata[rater]! : ''));
  const permuted = permutationTest(
    exchangeOf(kinds.kindOf, layers),
    (labels) =>
      hypotheses.map((contrasts) => clusteredScoreTest(moments, labels, contrasts).statistic),
    { permutations, seed: childSeed(seed, 'groups') },
  );
  return tests.map((test, place) => ({
    ...test,
    permutationPValue: permuted.pValues[place]!,
    permutations: permuted.permutations,
    exact: permuted.exact,
  }));
}

function personalisation(
  theta: InGroupPreference | Refusal,
  { improvement }: RaterValidation,
): Personalisation {
  if (improvement.value <= 0) {
    return {
      recommended: false,
      reason: 'Groups predict raters left out no better than one answer for all.',
    };
  }
  if (!(improvement.interval.low > 0)) {
    return {
      recommended: false,
      reason:
        'Groups predict raters left out better on average, but the interval of what they gain includes 0.',
    };
  }
  if (theta.kind === 'refused') return { recommended: false, reason: theta.message };
  const { low, high } = theta.interval;
  return low > 0 || high < 0
    ? {
        recommended: true,
        reason:
          'Groups predict raters left out better, and the interval of the preference for one’s own excludes 0.',
      }
    : {
        recommended: false,
        reason: 'The interval of the preference for one’s own includes 0.',
      };
}
