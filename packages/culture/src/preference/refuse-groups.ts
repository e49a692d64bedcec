import { type Refusal, refuse } from '../statistics/interval.js';
import type { CodedComparisons } from './comparison.js';
import { countCells, gatherCells, type PairCells } from './pair-cells.js';
import { type PreferenceRefusal, refuseDisconnected } from './prepare-pairs.js';
import type { RaterKinds } from './rater-kinds.js';
import { selectRaters } from './select-rows.js';

const LEAST_RATERS = 5;

/** Why groups cannot be compared. */
export type GroupPreferenceRefusal =
  | PreferenceRefusal
  | Refusal<'no raters' | 'one group' | 'empty group' | 'small group'>;

/** Refuses groups that are missing, alone or small. */
export function refuseGroups(
  coded: CodedComparisons,
  { groups, kinds, kindOf }: RaterKinds,
  expected: readonly string[] | undefined,
): GroupPreferenceRefusal | undefined {
  const empty = (expected ?? []).filter((group) => !groups.includes(group));
  if (empty.length > 0) {
    return refuse(
      'empty group',
      `No rater belongs to ${empty.map((name) => `'${name}'`).join(', ')}.`,
    );
  }
  if (groups.length < 2) {
    const names = groups.length === 0 ? 'none was named' : `all raters belong to '${groups[0]}'`;
    return refuse('one group', `Groups are compared with each other, but ${names}.`);
  }
  for (const group of groups) {
    const raters = kindOf.filter((kind) => kinds[kind]!.includes(group)).length;
    if (raters < LEAST_RATERS || coded.raters.length - raters < 1) {
      return refuse(
        'small group',
        `'${group}' has ${raters} of ${coded.raters.length} raters; a group needs ${LEAST_RATERS}, ` +
          'for privacy as for statistics, and raters outside of it.',
      );
    }
  }
  return undefined;
}

/** Refuses groups within which nothing connects some items. */
export function refuseWithinGroups(
  coded: CodedComparisons,
  { base, law }: PairCells,
  groups: readonly string[],
): PreferenceRefusal | undefined {
  for (const group of groups) {
    const own = selectRaters(coded, (rater) => coded.groupsOf[rater]!.includes(group));
    const cells = gatherCells(own, base, { law });
    const who = ` by raters of '${group}'`;
    const refusal = refuseDisconnected(coded.items, cells, countCells(own, cells), who);
    if (refusal) return refusal;
  }
  return undefined;
}
