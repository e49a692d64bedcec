import {
  designStudy,
  type PlannedPower,
  planRaters,
  type Refusal,
  type StudySession,
} from '@ikat/culture';
import { childSeed, randomSource } from '@ikat/random';
import { state } from './analyse/statements/statement.js';
import { checkPlan } from './check-plan.js';
import { withRecognition } from './recognition-design.js';
import type { ExclusionRules, PracticeTrial, StudyFile } from './study-file.js';
import type { StudyPlan } from './study-plan.js';

/** The order of the analysis, fixed with the design. */
export const analysisOrder: readonly string[] = [
  state('orderExclusions'),
  state('orderConnectivity'),
  state('orderPooled'),
  state('orderPrimary'),
  state('orderOmnibus'),
  state('orderConstructs'),
  state('orderAgreement'),
  state('orderRecognition'),
  state('orderAudit'),
  state('orderPersonalisation'),
];

const EXCLUSION: ExclusionRules = {
  failedCatches: 'all',
  oneSideShare: 0.9,
  oneSideTrials: 15,
  medianTime: 1000,
};

/** Options of {@link makeStudy}. */
export interface MakeStudyOptions {
  /** Simulated studies for the power; 0 leaves it out, 100 by default. */
  readonly runs?: number | undefined;
  /** Sizes of groups for the power curve; half, once and twice the plan's by default. */
  readonly sizes?: readonly number[] | undefined;
}

/** What {@link makeStudy} returns. */
export type StudyResult =
  | { readonly kind: 'designed'; readonly study: StudyFile }
  | Refusal<'disconnected'>;

/**
 * Makes the design of a study from its plan: sessions, practice, exclusion rules, power.
 *
 * @throws TypeError or RangeError with all that is wrong with the plan
 *
 * @example
 * ```ts
 * import { examplePlan, makeStudy } from '@ikat/study';
 *
 * const result = makeStudy(examplePlan, { runs: 0 });
 * if (result.kind === 'designed') console.log(result.study.sessions.length); // 160
 * ```
 */
export function makeStudy(given: StudyPlan, options: MakeStudyOptions = {}): StudyResult {
  const plan = withDefaults(checkPlan(given));
  const design = designStudy({
    ...plan,
    systems: plan.systems.map(({ id }) => id),
    groups: plan.groups.map(({ id }) => id),
  });
  if (design.kind === 'refused') return design;
  const { effect = 0.5, ...declared } = plan;
  return {
    kind: 'designed',
    study: {
      ...declared,
      format: 'ikat-study',
      version: '1.0',
      groupRuleVersion: '1',
      exclusion: EXCLUSION,
      stoppingRaters: plan.ratersPerGroup * plan.groups.length,
      analysis: analysisOrder,
      practice: practiceOf(plan),
      method: design.method,
      trialsPerRater: design.trialsPerRater,
      balance: design.balance,
      power: powerOf({ ...plan, effect }, options),
      warnings: [
        ...design.warnings,
        ...recognitionWarnings(plan),
        ...exclusionWarnings(design.sessions),
      ],
      sessions: withRecognition(design.sessions, plan),
    },
  };
}

function recognitionWarnings({ recognition, traditions }: StudyPlan): string[] {
  if (recognition === undefined) return [];
  const without = traditions.filter(({ works = [] }) => works.length === 0).map(({ id }) => id);
  if (without.length === 0) return [];
  return [
    `No real works of ${without.join(', ')}: nobody will know how well these can be recognised at all.`,
  ];
}

function exclusionWarnings(sessions: readonly StudySession[]): string[] {
  const answers = sessions.map(
    ({ trials }) => trials.filter(({ kind }) => kind !== 'catch').length,
  );
  const most = answers.reduce((found, count) => Math.max(found, count), 0);
  const { oneSideTrials, oneSideShare } = EXCLUSION;
  if (most >= oneSideTrials) return [];
  return [
    `The rule that leaves out who answers ${oneSideShare * 100} % at one side needs ${oneSideTrials} answers, and nobody ` +
      `is asked more than ${most}: it will leave out nobody. Ask for more trials per rater.`,
  ];
}

function withDefaults(plan: StudyPlan) {
  const { trialsPerRater = 15, constructs = ['liking'], repeats = 2, catches = 2 } = plan;
  const { alpha = 0.05, sources = 'beside', seed = 0 } = plan;
  const filled = { trialsPerRater, constructs, repeats, catches, alpha, sources, seed } as const;
  return { ...plan, ...filled };
}

function powerOf(
  plan: StudyPlan & { readonly effect: number },
  { runs = 100, sizes }: MakeStudyOptions,
): PlannedPower[] {
  const owners = plan.systems.filter(({ owner }) => owner !== undefined);
  if (runs === 0 || plan.groups.length < 2 || owners.length === 0) return [];
  const { ratersPerGroup, systems, groups, contents, trialsPerRater, alpha, effect, seed } = plan;
  if (groups.length > systems.length) return [];
  const around = [Math.ceil(ratersPerGroup / 2), ratersPerGroup, ratersPerGroup * 2];
  return planRaters(sizes ?? around, {
    systems: systems.length,
    groups: groups.length,
    contents: contents.length,
    trialsPerRater,
    alpha,
    effect,
    runs,
    seed,
  });
}

function practiceOf({ systems, contents, seed = 0 }: StudyPlan): PracticeTrial[] {
  const source = randomSource(childSeed(seed, 'practice'));
  const order = source.shuffle(contents);
  return Array.from({ length: 3 }, (_, at) => {
    const [left, right] = source.shuffle(systems);
    return { content: order[at % order.length]!, left: left!.id, right: right!.id };
  });
}
