import type { PairComparison, Ratings } from '@ikat/culture';
import type { ReadSession } from './read-sessions.js';

const OUTCOMES = { L: 'left', R: 'right', N: 'none' } as const;

/** The answers of one construct, without catches and repeats. */
export function comparisonsOf(
  sessions: readonly ReadSession[],
  construct: string,
): PairComparison[] {
  return sessions.flatMap(({ participant, groups, rows }) =>
    rows.flatMap((row): PairComparison[] => {
      if (row.construct !== construct || row.is_catch || row.is_repeat) return [];
      if (row.response === '') return [];
      return [
        {
          rater: participant,
          group: groups,
          content: row.content_id,
          left: row.left_system,
          right: row.right_system,
          outcome: OUTCOMES[row.response],
        },
      ];
    }),
  );
}

/** Answers as ratings of units (a pair on a content): 1 for the system first in the alphabet, -1, 0. */
export function ratingTableOf(comparisons: readonly PairComparison[]): {
  readonly raters: readonly string[];
  readonly ratings: Ratings;
} {
  const unitOf = ({ left, right, content }: PairComparison) =>
    JSON.stringify([content, ...[left, right].sort()]);
  const units = [...new Set(comparisons.map(unitOf))];
  const places = new Map(units.map((unit, place) => [unit, place]));
  const rows = new Map<string, (number | null)[]>();
  for (const comparison of comparisons) {
    const { rater, left, right, outcome } = comparison;
    const row = rows.get(rater!) ?? units.map(() => null);
    const first = left < right ? 1 : -1;
    row[places.get(unitOf(comparison))!] =
      outcome === 'none' ? 0 : outcome === 'left' ? first : -first;
    rows.set(rater!, row);
  }
  return { raters: [...rows.keys()], ratings: [...rows.values()] };
}

/** How often raters answered a repeated pair as they had before. */
export function repeatAgreement(sessions: readonly ReadSession[]): {
  readonly repeats: number;
  readonly same: number;
} {
  let [repeats, same] = [0, 0];
  for (const { rows } of sessions) {
    for (const row of rows) {
      if (!row.is_repeat || row.response === '') continue;
      const before = rows.find(
        (other) =>
          !other.is_repeat &&
          other.construct === row.construct &&
          other.content_id === row.content_id &&
          other.left_system === row.right_system &&
          other.right_system === row.left_system,
      );
      if (!before || before.response === '') continue;
      repeats++;
      const swapped = ({ L: 'R', R: 'L', N: 'N' } as const)[row.response];
      if (before.response === swapped) same++;
    }
  }
  return { repeats, same };
}
