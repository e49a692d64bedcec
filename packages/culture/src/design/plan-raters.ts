import { childSeed } from '@ikat/random';
import { clusteredScoreTest, raterMoments } from '../preference/clustered-score-test.js';
import { codeComparisons } from '../preference/comparison.js';
import { baseDesign, countCells } from '../preference/pair-cells.js';
import { bradleyTerry } from '../preference/pair-outcomes.js';
import { fitSafely, preparePairs } from '../preference/prepare-pairs.js';
import { groupContrasts, inGroupContrasts, raterKinds } from '../preference/rater-kinds.js';
import { chiSquareQuantile, noncentralChiSquareUpperTail } from '../statistics/chi-square.js';
import type { Estimate } from '../statistics/interval.js';
import { wilsonInterval } from '../statistics/proportion-interval.js';
import { designEffect } from './comparisons-for-share.js';
import { designStudy, type StudySession } from './design-study.js';
import { simulateRaters } from './simulate-raters.js';

/** Options of {@link planRaters}. */
export interface PlanOptions {
  /** Systems; the first ones belong to the groups, one each. */
  readonly systems?: number | undefined;
  readonly groups?: number | undefined;
  readonly trialsPerRater?: number | undefined;
  /** The preference for one's own to be found, in log-odds; 0.5 (62 % of choices) by default. */
  readonly effect?: number | undefined;
  /** The standard deviation of tastes within a group; 1.15 by default. */
  readonly raterSpread?: number | undefined;
  readonly contents?: number | undefined;
  readonly alpha?: number | undefined;
  /** Simulated studies for each number of raters; 500 by default. */
  readonly runs?: number | undefined;
  readonly seed?: number | undefined;
}

/** How often a study of one size finds the effect. */
export interface PlannedPower {
  readonly ratersPerGroup: number;
  /** Of the test of the preference for one's own. */
  readonly inGroup: Estimate;
  /** Of the test of any difference between groups. */
  readonly omnibus: Estimate;
  /** The powers by formula, good to about 0.05 with two groups. */
  readonly approximate: { readonly inGroup: number; readonly omnibus: number };
}

/**
 * Simulates studies to see how many raters find an effect: the power curve, with the shipped tests.
 *
 * @param ratersPerGroup the sizes to try, for example `[20, 40, 80]`
 *
 * @example
 * ```ts
 * import { planRaters } from '@ikat/culture';
 *
 * const [small] = planRaters([20], { runs: 10, seed: 1 });
 * console.log(small!.inGroup.value >= 0 && small!.inGroup.value <= 1); // true
 * ```
 */
export function planRaters(
  ratersPerGroup: readonly number[],
  options: PlanOptions = {},
): PlannedPower[] {
  const { systems = 5, groups = 2, trialsPerRater = 15, runs = 500, alpha = 0.05 } = options;
  if (groups > systems || groups < 2) {
    throw new RangeError(
      `planRaters: expected from 2 to ${systems} groups, one system each, got ${groups}.`,
    );
  }
  return ratersPerGroup.map((raters) => {
    const found = simulatedRejections(raters, options);
    const share = (count: number) => ({
      value: count / runs,
      interval: wilsonInterval(count / runs, runs),
    });
    return {
      ratersPerGroup: raters,
      inGroup: share(found.inGroup),
      omnibus: share(found.omnibus),
      approximate: {
        inGroup: approximatePower(raters, { ...options, trialsPerRater, systems, alpha }, 1),
        omnibus: approximatePower(
          raters,
          { ...options, trialsPerRater, systems, alpha },
          (systems - 1) * (groups - 1),
        ),
      },
    };
  });
}

// ncp = c N |d|^2 / (4 (k - 1) DEFF), N the comparisons of a group, |d|^2 = 2 theta^2, c = 1/2.
function approximatePower(
  raters: number,
  options: PlanOptions & { trialsPerRater: number; systems: number; alpha: number },
  degreesOfFreedom: number,
): number {
  const { effect = 0.5, trialsPerRater, systems, alpha } = options;
  const comparisons = raters * trialsPerRater;
  const noncentrality =
    (0.5 * comparisons * 2 * effect ** 2) / (4 * (systems - 1) * designEffect(trialsPerRater));
  const critical = chiSquareQuantile(1 - alpha, degreesOfFreedom);
  return noncentralChiSquareUpperTail(critical, degreesOfFreedom, noncentrality);
}

function simulatedRejections(raters: number, options: PlanOptions) {
  const { systems = 5, groups = 2, contents = 24, trialsPerRater = 15 } = options;
  const { effect = 0.5, raterSpread = 1.15, runs = 500, alpha = 0.05, seed = 0 } = options;
  const names = Array.from({ length: systems }, (_, place) => `system ${place + 1}`);
  const groupNames = Array.from({ length: groups }, (_, place) => `group ${place + 1}`);
  const owners = Object.fromEntries(groupNames.map((group, place) => [names[place]!, group]));
  const study = designStudy({
    systems: names,
    contents: Array.from({ length: contents }, (_, place) => `content ${place + 1}`),
    groups: groupNames,
    ratersPerGroup: raters,
    trialsPerRater,
    repeats: 0,
    catches: 0,
    seed,
  });
  if (study.kind === 'refused') throw new RangeError(`planRaters: ${study.message}`);
  const counts = { inGroup: 0, omnibus: 0 };
  for (let run = 0; run < runs; run++) {
    const truth = { owners, inGroup: effect, raterSpread };
    const tests = simulatedTests(study.sessions, truth, childSeed(seed, `run ${run}`));
    if (tests.inGroup.pValue < alpha) counts.inGroup++;
    if (tests.omnibus.pValue < alpha) counts.omnibus++;
  }
  return counts;
}

function simulatedTests(
  sessions: readonly StudySession[],
  truth: Parameters<typeof simulateRaters>[1],
  seed: number,
) {
  const all = codeComparisons('planRaters', simulateRaters(sessions, truth, seed));
  const prepared = preparePairs('planRaters', all, {
    law: bradleyTerry,
    side: true,
    dropTies: false,
  });
  if (prepared.kind === 'refused') throw new RangeError(`planRaters: ${prepared.message}`);
  const { coded, cells } = prepared;
  const kinds = raterKinds(coded);
  const design = baseDesign(cells, countCells(coded, cells));
  const moments = raterMoments(design, fitSafely(design, cells).fit, {
    coded,
    cellOf: cells.cellOf,
  });
  const test = (contrasts: Parameters<typeof clusteredScoreTest>[2]) =>
    clusteredScoreTest(moments, kinds.kindOf, contrasts);
  return {
    inGroup: test(inGroupContrasts(cells.base, kinds, truth.owners ?? {})),
    omnibus: test(groupContrasts(cells.base, kinds)),
  };
}
