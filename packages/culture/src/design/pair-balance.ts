import type { StudySession } from './design-study.js';

/** How evenly a group is shown pairs and sides, without repeats and catches. */
export interface PairBalance {
  readonly group: string;
  /** How often the rarest and the most frequent pair occur, over all constructs. */
  readonly leastPair: number;
  readonly mostPair: number;
  /** The largest difference between how often a pair is shown one way round and the other. */
  readonly sideDifference: number;
}

/** Counts pairs and sides in the sessions of a group. */
export function pairBalance(
  group: string,
  systems: readonly string[],
  sessions: readonly StudySession[],
): PairBalance {
  const counts = new Map<string, [number, number]>();
  for (const [at, first] of systems.entries()) {
    for (const second of systems.slice(at + 1)) counts.set(`${first}\n${second}`, [0, 0]);
  }
  for (const session of sessions) {
    if (session.group !== group) continue;
    for (const { kind, left, right } of session.trials) {
      if (kind !== 'pair') continue;
      const forward = counts.get(`${left}\n${right}`);
      if (forward) forward[0]++;
      else counts.get(`${right}\n${left}`)![1]++;
    }
  }
  const totals = [...counts.values()].map(([one, other]) => one + other);
  const differences = [...counts.values()].map(([one, other]) => Math.abs(one - other));
  return {
    group,
    leastPair: Math.min(...totals),
    mostPair: Math.max(...totals),
    sideDifference: Math.max(...differences),
  };
}
