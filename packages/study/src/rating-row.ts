import type { StudyTrial } from '@ikat/culture';
import type { RatingRow } from './session.js';

/** What rows need to know of the study. */
export interface RowStudy {
  readonly study: string;
  readonly groupRuleVersion: string;
  readonly systems: readonly {
    readonly id: string;
    readonly tradition: string;
    readonly strength?: number | undefined;
  }[];
}

/** What is alike in all rows of a session. */
export type RowHead = Pick<
  RatingRow,
  'design_sha' | 'participant' | 'groups' | 'lang' | 'viewport' | 'dpr' | 'ua_class'
>;

/** An answer as a row. */
export function ratingRow(
  study: RowStudy,
  head: RowHead,
  answer: {
    readonly trial: StudyTrial;
    readonly number: number;
    readonly block: number;
    readonly response: RatingRow['response'];
    readonly time: number;
  },
): RatingRow {
  const { trial, number, block, response, time } = answer;
  const of = (id: string) => study.systems.find((system) => system.id === id);
  return {
    study: study.study,
    design_sha: head.design_sha,
    participant: head.participant,
    group_rule_version: study.groupRuleVersion,
    groups: head.groups,
    lang: head.lang,
    block,
    construct: trial.construct,
    trial: number,
    content_id: trial.content,
    left_id: `${trial.left}/${trial.content}`,
    right_id: `${trial.right}/${trial.content}`,
    left_system: trial.left,
    right_system: trial.right,
    left_style: of(trial.left)?.tradition ?? '',
    right_style: of(trial.right)?.tradition ?? '',
    left_strength: `${of(trial.left)?.strength ?? ''}`,
    right_strength: `${of(trial.right)?.strength ?? ''}`,
    response,
    rt_ms: Math.round(time),
    is_repeat: trial.kind === 'repeat' ? 1 : 0,
    is_catch: trial.kind === 'catch' ? 1 : 0,
    viewport: head.viewport,
    dpr: head.dpr,
    ua_class: head.ua_class,
  };
}

/** The block of each trial: blocks are runs of one construct. */
export function blockNumbers(trials: readonly { readonly construct: string }[]): number[] {
  let block = 0;
  return trials.map(({ construct }, at) => {
    if (construct !== trials[at - 1]?.construct) block++;
    return block;
  });
}
