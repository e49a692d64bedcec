import { placesBy } from '../statistics/group-by.js';

/** What a rater said of two pictures: the left one, the right one, or no preference. */
export type Outcome = 'left' | 'right' | 'none';

/** One comparison of two items, or `count` equal ones. */
export interface PairComparison {
  /** The item (system, style, picture) shown at the left; in sports, at home. */
  readonly left: string;
  readonly right: string;
  readonly outcome: Outcome;
  /** Who compared. Without it there are only model-based errors, which are too small. */
  readonly rater?: string | undefined;
  /** The declared background of the rater: one group, or several. */
  readonly group?: string | readonly string[] | undefined;
  /** What was depicted: the photograph that both items render. */
  readonly content?: string | undefined;
  /** How many times; 1 by default. */
  readonly count?: number | undefined;
}

/** Comparisons by number, for loops. */
export interface CodedComparisons {
  readonly items: readonly string[];
  readonly raters: readonly string[];
  readonly contents: readonly string[];
  readonly left: Int32Array;
  readonly right: Int32Array;
  /** 0 left, 1 none, 2 right. */
  readonly outcome: Uint8Array;
  readonly count: Float64Array;
  readonly rater: Int32Array;
  readonly content: Int32Array;
  /** The groups of each rater, in order of first appearance. */
  readonly groupsOf: readonly (readonly string[])[];
}

const OUTCOMES: readonly Outcome[] = ['left', 'none', 'right'];

/** Checks comparisons and gives items, raters and contents numbers in order of first appearance. */
export function codeComparisons(
  caller: string,
  comparisons: readonly PairComparison[],
): CodedComparisons {
  if (comparisons.length === 0) {
    throw new RangeError(`${caller}: expected one comparison or more, got none.`);
  }
  for (const [place, comparison] of comparisons.entries()) checkOne(caller, comparison, place);
  const items = numbering(comparisons.flatMap(({ left, right }) => [left, right]));
  const raters = numbering(comparisons.flatMap(({ rater }) => rater ?? []));
  const contents = numbering(comparisons.flatMap(({ content }) => content ?? []));
  checkAllOrNone(caller, 'rater', comparisons);
  checkAllOrNone(caller, 'content', comparisons);
  return {
    items: [...items.keys()],
    raters: [...raters.keys()],
    contents: [...contents.keys()],
    left: Int32Array.from(comparisons, ({ left }) => items.get(left)!),
    right: Int32Array.from(comparisons, ({ right }) => items.get(right)!),
    outcome: Uint8Array.from(comparisons, ({ outcome }) => OUTCOMES.indexOf(outcome)),
    count: Float64Array.from(comparisons, ({ count }) => count ?? 1),
    rater: Int32Array.from(comparisons, ({ rater }) => raters.get(rater ?? '') ?? -1),
    content: Int32Array.from(comparisons, ({ content }) => contents.get(content ?? '') ?? -1),
    groupsOf: groupsOfRaters(caller, comparisons, raters),
  };
}

function numbering(names: readonly string[]): Map<string, number> {
  return new Map([...new Set(names)].map((name, index) => [name, index]));
}

function checkOne(
  caller: string,
  { left, right, outcome, count = 1 }: PairComparison,
  place: number,
): void {
  const where = `in comparison ${place}`;
  if (!OUTCOMES.includes(outcome)) {
    throw new TypeError(
      `${caller}: expected the outcome 'left', 'right' or 'none' ${where}, got ${JSON.stringify(outcome)}. ` +
        'Translate the codes of your file first.',
    );
  }
  if (left === right) {
    throw new RangeError(
      `${caller}: expected two different items ${where}, got '${left}' twice. ` +
        'Leave out trials that show one picture against itself.',
    );
  }
  if (!(count > 0 && Number.isFinite(count))) {
    throw new RangeError(`${caller}: expected a count above 0 ${where}, got ${count}.`);
  }
}

function checkAllOrNone(
  caller: string,
  field: 'rater' | 'content',
  comparisons: readonly PairComparison[],
): void {
  const without = comparisons.findIndex((comparison) => comparison[field] === undefined);
  if (without >= 0 && comparisons.some((comparison) => comparison[field] !== undefined)) {
    throw new RangeError(
      `${caller}: expected a ${field} in every comparison or in none, got none in comparison ${without}.`,
    );
  }
}

function groupsOfRaters(
  caller: string,
  comparisons: readonly PairComparison[],
  raters: ReadonlyMap<string, number>,
): string[][] {
  const lists = comparisons.map(({ group }) => [
    ...new Set(group === undefined ? [] : typeof group === 'string' ? [group] : group),
  ]);
  const places = placesBy(comparisons.length, (place) => comparisons[place]!.rater);
  return [...raters.keys()].map((rater) => {
    const [first, ...others] = places.get(rater)!;
    const expected = lists[first!]!;
    const other = others.find((place) => lists[place]!.join('\n') !== expected.join('\n'));
    if (other === undefined) return expected;
    throw new RangeError(
      `${caller}: expected one background for rater '${rater}', got ${JSON.stringify(expected)} and ` +
        `${JSON.stringify(lists[other])} in comparison ${other}.`,
    );
  });
}
