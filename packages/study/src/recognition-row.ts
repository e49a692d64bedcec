import type { RowHead, RowStudy } from './rating-row.js';
import type { RecognitionTrial } from './recognition-design.js';

/** One answer to “which of these traditions is this picture after?”, as a row of `recognition.csv`. */
export interface RecognitionRow {
  readonly study: string;
  readonly design_sha: string;
  readonly participant: string;
  readonly group_rule_version: string;
  /** The declared groups, joined by `|`; empty for none. */
  readonly groups: string;
  readonly lang: string;
  readonly trial: number;
  /** A work of the tradition, or what a system made after it. */
  readonly picture: 'real' | 'generated';
  /** `works/<tradition>/<work>` or `<system>/<content>`. */
  readonly picture_id: string;
  readonly shown: string;
  /** A tradition; `unsure` for none of them or not sure; empty where the question was skipped. */
  readonly answer: string;
  readonly rt_ms: number;
}

/** The answer for none of the traditions, or not sure. */
export const UNSURE = 'unsure';

/** The columns of `recognition.csv`, in order. */
export const recognitionColumns = [
  'study',
  'design_sha',
  'participant',
  'group_rule_version',
  'groups',
  'lang',
  'trial',
  'picture',
  'picture_id',
  'shown',
  'answer',
  'rt_ms',
] as const satisfies readonly (keyof RecognitionRow)[];

/** An answer as a row. */
export function recognitionRow(
  study: RowStudy,
  head: RowHead,
  given: {
    readonly trial: RecognitionTrial;
    readonly number: number;
    readonly answer: string;
    readonly time: number;
  },
): RecognitionRow {
  const { trial, number, answer, time } = given;
  return {
    study: study.study,
    design_sha: head.design_sha,
    participant: head.participant,
    group_rule_version: study.groupRuleVersion,
    groups: head.groups,
    lang: head.lang,
    trial: number,
    picture: trial.picture,
    picture_id: trial.image,
    shown: trial.shown,
    answer,
    rt_ms: Math.round(time),
  };
}
