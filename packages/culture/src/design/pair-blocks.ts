/** Two places of a list of systems. */
export type Pair = readonly [first: number, second: number];

/** Sets of pairs that are shown together, so that all pairs occur equally often over all sets. */
export interface PairBlocks {
  readonly method: 'all pairs' | 'balanced blocks' | 'rounds';
  readonly blocks: readonly (readonly Pair[])[];
}

// Difference sets: the differences of their elements, modulo the key, meet each other number equally often.
const DIFFERENCE_SETS: Readonly<Record<number, readonly number[]>> = {
  7: [1, 2, 4],
  11: [1, 3, 4, 5, 9],
  13: [0, 1, 3, 9],
  21: [0, 1, 4, 14, 16],
};

/**
 * The blocks of a balanced incomplete block design: a difference set shifted around the circle, so that
 * each two treatments meet in equally many blocks (`N N^T = (r - lambda) I + lambda J`).
 *
 * @param size 7, 11, 13 or 21 treatments; nothing for other numbers
 */
export function balancedBlocks(size: number): number[][] | undefined {
  const set = DIFFERENCE_SETS[size];
  if (set === undefined) return undefined;
  return Array.from({ length: size }, (_, shift) =>
    set.map((element) => (element + shift) % size).sort((a, b) => a - b),
  );
}

/** All pairs of some places. */
export function pairsOf(places: readonly number[]): Pair[] {
  return places.flatMap((first, at) => places.slice(at + 1).map((second): Pair => [first, second]));
}

/** Chooses blocks for sessions of so many trials: all pairs if they fit, else balanced parts of them. */
export function pairBlocks(systems: number, trials: number): PairBlocks {
  const all = pairsOf([...Array(systems).keys()]);
  if (all.length <= trials) return { method: 'all pairs', blocks: all.map((pair) => [pair]) };
  const balanced = balancedBlocks(systems)?.map(pairsOf);
  if (balanced && balanced[0]!.length <= trials) {
    return { method: 'balanced blocks', blocks: balanced };
  }
  const rounds = roundRobin(systems);
  if (rounds[0]!.length <= trials) return { method: 'rounds', blocks: rounds };
  return { method: 'rounds', blocks: rounds.flat().map((pair) => [pair]) };
}

// The circle method: each round shows each system once (all but one, if they are odd in number).
function roundRobin(systems: number): Pair[][] {
  const seats = systems + (systems % 2);
  return Array.from({ length: seats - 1 }, (_, round) => {
    const seat = (place: number) => (place === 0 ? 0 : 1 + ((place - 1 + round) % (seats - 1)));
    return Array.from({ length: seats / 2 }, (__, at): Pair => {
      const [a, b] = [seat(at), seat(seats - 1 - at)];
      return a < b ? [a, b] : [b, a];
    }).filter(([, second]) => second < systems);
  });
}
