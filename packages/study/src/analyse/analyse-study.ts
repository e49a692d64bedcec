import {
  groupAgreement,
  groupPreference,
  holm,
  krippendorffAlpha,
  type PairComparison,
  preferenceModel,
} from '@ikat/culture';
import type { StudyFile } from '../study-file.js';
import type { Texts } from '../study-plan.js';
import { comparisonsOf, ratingTableOf, repeatAgreement } from './comparisons.js';
import { exclusionReasons, exclusionsByGroup } from './exclusions.js';
import { languageConfound, limitsOf } from './limits.js';
import type { ReadSession, ReadSessions } from './read-sessions.js';
import { recognitionOf } from './recognition-part.js';
import { state } from './statements/statement.js';
import type { ConstructAnalysis, StudyAnalysis, StudyNames } from './study-analysis.js';

/** Options of {@link analyseStudy}. */
export interface AnalyseOptions {
  readonly permutations?: number | undefined;
  readonly bootstrap?: number | undefined;
  readonly seed?: number | undefined;
}

/**
 * Analyses a study in the order that its design fixed: exclusions, connectivity, pooled preferences
 * and side, the preference for one's own, the omnibus test, constructs, agreement, the gate.
 *
 * @param read what {@link readSessions} gave
 *
 * @example
 * ```ts
 * import { analyseStudy, examplePlan, makeStudy, readSessions, simulateStudy } from '@ikat/study';
 *
 * const result = makeStudy({ ...examplePlan, ratersPerGroup: 10 }, { runs: 0 });
 * if (result.kind === 'designed') {
 *   const { study } = result;
 *   const files = simulateStudy(study, 'sha', { inGroup: 1 }).map((session) => ({
 *     name: `session-${session.participant}.json`,
 *     bytes: new TextEncoder().encode(JSON.stringify(session)),
 *   }));
 *   const read = readSessions({ study, sha: 'sha' }, files);
 *   const options = { permutations: 99, bootstrap: 99 };
 *   console.log(analyseStudy({ study, sha: 'sha' }, read, options).analysed); // 20
 * }
 * ```
 */
export function analyseStudy(
  { study, sha }: { readonly study: StudyFile; readonly sha: string },
  { sessions, refused }: ReadSessions,
  options: AnalyseOptions = {},
): StudyAnalysis {
  if (sessions.length === 0) {
    throw new RangeError(
      `analyseStudy: expected one session or more, got none${refused.length > 0 ? ` but ${refused.length} refused: ${refused[0]!.message}` : ''}`,
    );
  }
  const { permutations = 999, bootstrap = 1000, seed = study.seed } = options;
  const settings = { permutations, bootstrap, seed };
  const judged = sessions.map((session) => ({
    session,
    groups: session.groups,
    reasons: exclusionReasons(session, study.exclusion),
  }));
  const kept = judged.filter(({ reasons }) => reasons.length === 0).map(({ session }) => session);
  const exclusions = exclusionsByGroup(
    judged,
    study.groups.map(({ id }) => id),
  );
  const analyses = study.constructs.map((construct) =>
    analyseConstruct(study, { construct, sessions: kept, settings }),
  );
  const adjusted = adjust(analyses);
  const primary = study.constructs[0]!;
  return {
    format: 'ikat-analysis',
    version: '1.0',
    study: study.study,
    designSha: sha,
    order: study.analysis,
    hypotheses: study.hypotheses,
    names: namesOf(study),
    alpha: study.alpha,
    settings,
    refused,
    sessions: sessions.length,
    incomplete: sessions.filter(({ rows, trials }) => rows.length < trials).length,
    exclusions,
    analysed: kept.length,
    repeats: repeatAgreement(kept),
    constructs: adjusted,
    ...(kept.length < sessions.length && {
      withExcluded: analyseConstruct(study, { construct: primary, sessions, settings }),
    }),
    ...languageConfound(kept),
    recognition: recognitionOf(study, kept, settings),
    audit: {
      kind: 'refused',
      reason: 'not asked',
      message: state('auditsPictures'),
    },
    limits: limitsOf(study, sessions),
  };
}

function namesOf({ title, groups, systems, traditions }: StudyFile): StudyNames {
  const labels = (parts: readonly { readonly id: string; readonly label?: Texts | undefined }[]) =>
    Object.fromEntries(parts.flatMap(({ id, label }) => (label ? [[id, label]] : [])));
  return {
    title,
    groups: labels(groups),
    systems: labels(systems),
    traditions: labels(traditions),
  };
}

function analyseConstruct(
  study: StudyFile,
  about: {
    readonly construct: string;
    readonly sessions: readonly ReadSession[];
    readonly settings: StudyAnalysis['settings'];
  },
): ConstructAnalysis {
  const { construct, sessions, settings } = about;
  const comparisons = comparisonsOf(sessions, construct);
  const head = {
    construct,
    primary: construct === study.constructs[0],
    comparisons: comparisons.length,
    skipped: sessions
      .flatMap(({ rows }) => rows)
      .filter((row) => row.construct === construct && row.response === '').length,
    raters: new Set(comparisons.map(({ rater }) => rater)).size,
  };
  const none = {
    kind: 'refused',
    reason: 'no answers',
    message: state('nobodyAnswered'),
  } as const;
  if (comparisons.length === 0) {
    const message = state('twoRatersAgree');
    return {
      ...head,
      pooled: none,
      groups: none,
      agreement: { kind: 'refused', reason: 'too few raters', message },
    };
  }
  const owners = Object.fromEntries(
    study.systems.flatMap(({ id, owner }) => (owner === undefined ? [] : [[id, owner]])),
  );
  const reference = [...study.systems.map(({ id }) => id)].find((id) =>
    comparisons.some(({ left, right }) => left === id || right === id),
  );
  const { permutations, seed } = settings;
  const agreement = agreementOf(comparisons, settings);
  const [{ outcome }] = comparisons as [PairComparison];
  if (outcome !== 'none' && comparisons.every((one) => one.outcome === outcome)) {
    const refusal = { kind: 'refused', reason: 'one side', message: state('allOneSide') } as const;
    return { ...head, pooled: refusal, groups: refusal, agreement };
  }
  return {
    ...head,
    pooled: preferenceModel(comparisons, { reference, seed }),
    groups: groupPreference(comparisons, {
      reference,
      groups: study.groups.map(({ id }) => id),
      permutations,
      seed,
      ...(Object.keys(owners).length > 0 && { owners }),
      strata: strataOf(sessions),
    }),
    agreement,
  };
}

// Languages are strata: a group that mostly read one translation is not compared with the other one.
function strataOf(sessions: readonly ReadSession[]): Record<string, string> {
  return Object.fromEntries(sessions.map(({ participant, rows }) => [participant, rows[0]!.lang]));
}

/** The most that the agreement of groups draws, since each draw goes over all pairs of raters. */
export const AGREEMENT_DRAWS = { permutations: 199, bootstrap: 200 } as const;

function agreementOf(
  comparisons: ReturnType<typeof comparisonsOf>,
  { permutations, bootstrap, seed }: StudyAnalysis['settings'],
): ConstructAnalysis['agreement'] {
  const { raters, ratings } = ratingTableOf(comparisons);
  if (raters.length < 2) {
    return {
      kind: 'refused',
      reason: 'too few raters',
      message: state('oneRaterAgrees'),
    };
  }
  const groupsOf = new Map(comparisons.map(({ rater, group }) => [rater!, group as string[]]));
  const groups = raters.map((rater) => groupsOf.get(rater)!);
  const pooled = () => krippendorffAlpha(ratings, { bootstrap, seed });
  if (groups.some((own) => own.length > 1)) {
    const message = state('severalGroups');
    return { pooled: pooled(), gap: { kind: 'refused', reason: 'overlapping groups', message } };
  }
  const inGroups = raters.map((_, place) => place).filter((place) => groups[place]!.length === 1);
  const labels = inGroups.map((place) => groups[place]![0]!);
  if (new Set(labels).size < 2) {
    const message = state('oneGroup');
    return { pooled: pooled(), gap: { kind: 'refused', reason: 'one group', message } };
  }
  const own = inGroups.map((place) => ratings[place]!);
  return groupAgreement(own, labels, {
    permutations: Math.min(permutations, AGREEMENT_DRAWS.permutations),
    bootstrap: Math.min(bootstrap, AGREEMENT_DRAWS.bootstrap),
    seed,
  });
}

const ownPValue = ({ groups }: ConstructAnalysis): number | undefined =>
  groups.kind === 'estimated' && groups.inGroup.kind === 'estimated'
    ? groups.inGroup.test.permutationPValue
    : undefined;

function adjust(analyses: readonly ConstructAnalysis[]): ConstructAnalysis[] {
  const tested = analyses.filter((analysis) => ownPValue(analysis) !== undefined);
  const adjusted = holm(tested.map((analysis) => ownPValue(analysis)!));
  return analyses.map((analysis) => {
    const place = tested.indexOf(analysis);
    return place < 0 ? analysis : { ...analysis, adjustedPValue: adjusted[place]! };
  });
}
