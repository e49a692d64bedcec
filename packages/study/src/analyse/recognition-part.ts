import {
  type RecognitionAnswer,
  type RecognitionResult,
  type Refusal,
  recognition,
} from '@ikat/culture';
import { UNSURE } from '../recognition-row.js';
import { NO_GROUP } from '../session.js';
import type { StudyFile } from '../study-file.js';
import type { ReadSession } from './read-sessions.js';
import { state } from './statements/statement.js';

/** What is said of recognition. */
export interface RecognitionAnalysis extends RecognitionResult {
  readonly kind: 'analysed';
  readonly answers: number;
  readonly skipped: number;
  /** Raters of each group whose answers count, and of none. */
  readonly raters: Readonly<Record<string, number>>;
  /** Raters of several groups, who are left out: they are neither inside nor outside. */
  readonly inSeveralGroups: number;
  /** Traditions that belong to one group each, for the advantage of one's own. */
  readonly owners: Readonly<Record<string, string>>;
}

/** What comes of recognition. */
export type RecognitionOutcome = RecognitionAnalysis | Refusal<'not asked' | 'no answers'>;

/** Who recognised what, by groups; real works beside outputs. */
export function recognitionOf(
  study: StudyFile,
  sessions: readonly ReadSession[],
  settings: { readonly permutations: number; readonly bootstrap: number; readonly seed: number },
): RecognitionOutcome {
  if (study.recognition === undefined) {
    return refuse('not asked', state('recognitionNotAsked'));
  }
  const single = sessions.filter(({ groups }) => groups.length < 2);
  const answers = single.flatMap(answersOf);
  const rows = single.flatMap((session) => session.recognition);
  if (answers.length === 0) {
    return refuse('no answers', state('nobodyRecognised'));
  }
  const owners = ownersOf(study);
  return {
    kind: 'analysed',
    answers: answers.length,
    skipped: rows.filter(({ answer }) => answer === '').length,
    raters: ratersByGroup(answers),
    inSeveralGroups: sessions.length - single.length,
    owners,
    ...recognition(answers, { ...settings, owners }),
  };
}

const refuse = <Reason extends string>(reason: Reason, message: string): Refusal<Reason> => ({
  kind: 'refused',
  reason,
  message,
});

function answersOf({ participant, groups, recognition: rows }: ReadSession): RecognitionAnswer[] {
  const [group = NO_GROUP] = groups;
  return rows
    .filter(({ answer }) => answer !== '')
    .map(({ picture, shown, answer }) => ({
      rater: participant,
      group,
      picture,
      shown,
      ...(answer !== UNSURE && { answer }),
    }));
}

// A tradition that several groups feel at home in is nobody's own alone.
function ownersOf({ traditions, groups }: StudyFile): Record<string, string> {
  return Object.fromEntries(
    traditions.flatMap(({ id }) => {
      const own = groups.filter((group) => group.traditions.includes(id));
      return own.length === 1 ? [[id, own[0]!.id]] : [];
    }),
  );
}

function ratersByGroup(answers: readonly RecognitionAnswer[]): Record<string, number> {
  const groupOf = new Map(answers.map(({ rater, group }) => [rater, group]));
  const counts: Record<string, number> = {};
  for (const group of groupOf.values()) counts[group] = (counts[group] ?? 0) + 1;
  return counts;
}
