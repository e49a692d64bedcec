import { NO_GROUP } from '../session.js';
import type { ExclusionRules } from '../study-file.js';
import type { ReadSession } from './read-sessions.js';

/** A rule by which a session is left out. */
export type ExclusionReason = 'failed catches' | 'one side' | 'too fast';

/** How many sessions of a group were left out, by rule. */
export interface GroupExclusions {
  readonly group: string;
  readonly sessions: number;
  readonly excluded: number;
  readonly reasons: Readonly<Record<ExclusionReason, number>>;
}

/** Why a session is left out; nothing if it is not. */
export function exclusionReasons({ rows }: ReadSession, rules: ExclusionRules): ExclusionReason[] {
  const reasons: ExclusionReason[] = [];
  const catches = rows.filter((row) => row.is_catch && row.response !== '');
  const wrong = catches.filter((row) => row.response !== (row.left_system === 'real' ? 'L' : 'R'));
  if (catches.length > 0 && wrong.length === catches.length) reasons.push('failed catches');
  const answered = rows.filter((row) => !row.is_catch && row.response !== '');
  const most = Math.max(
    ...(['L', 'R'] as const).map((side) => answered.filter((row) => row.response === side).length),
  );
  if (answered.length >= rules.oneSideTrials && most >= rules.oneSideShare * answered.length) {
    reasons.push('one side');
  }
  const times = answered.map((row) => row.rt_ms).sort((a, b) => a - b);
  if (times.length > 0 && median(times) < rules.medianTime) reasons.push('too fast');
  return reasons;
}

function median(sorted: readonly number[]): number {
  const half = sorted.length >> 1;
  return sorted.length % 2 ? sorted[half]! : (sorted[half - 1]! + sorted[half]!) / 2;
}

/** Counts exclusions by group, so that a rule that strikes one group is seen. */
export function exclusionsByGroup(
  sessions: readonly {
    readonly groups: readonly string[];
    readonly reasons: readonly ExclusionReason[];
  }[],
  groups: readonly string[],
): GroupExclusions[] {
  const rows = [...groups.map((group) => [group, group] as const), [NO_GROUP, undefined] as const];
  return rows.map(([name, group]) => {
    const own = sessions.filter((session) =>
      group === undefined ? session.groups.length === 0 : session.groups.includes(group),
    );
    const count = (reason: ExclusionReason) =>
      own.filter(({ reasons }) => reasons.includes(reason)).length;
    return {
      group: name,
      sessions: own.length,
      excluded: own.filter(({ reasons }) => reasons.length > 0).length,
      reasons: {
        'failed catches': count('failed catches'),
        'one side': count('one side'),
        'too fast': count('too fast'),
      },
    };
  });
}
