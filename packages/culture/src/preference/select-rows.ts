import type { CodedComparisons } from './comparison.js';

/** The comparisons of some raters, see {@link selectRows}. */
export function selectRaters(
  coded: CodedComparisons,
  keep: (rater: number) => boolean,
): CodedComparisons {
  return selectRows(coded, (row) => keep(coded.rater[row]!));
}

/** Some comparisons; items keep their numbers, raters and contents that are left get new ones. */
export function selectRows(
  coded: CodedComparisons,
  keep: (row: number) => boolean,
): CodedComparisons {
  const rows = [...coded.rater.keys()].filter(keep);
  const raters = renumber(rows.map((row) => coded.rater[row]!).filter((place) => place >= 0));
  const contents = renumber(rows.map((row) => coded.content[row]!).filter((place) => place >= 0));
  return {
    items: coded.items,
    raters: [...raters.keys()].map((rater) => coded.raters[rater]!),
    contents: [...contents.keys()].map((content) => coded.contents[content]!),
    left: Int32Array.from(rows, (row) => coded.left[row]!),
    right: Int32Array.from(rows, (row) => coded.right[row]!),
    outcome: Uint8Array.from(rows, (row) => coded.outcome[row]!),
    count: Float64Array.from(rows, (row) => coded.count[row]!),
    rater: Int32Array.from(rows, (row) => raters.get(coded.rater[row]!) ?? -1),
    content: Int32Array.from(rows, (row) => contents.get(coded.content[row]!) ?? -1),
    groupsOf: [...raters.keys()].map((rater) => coded.groupsOf[rater]!),
  };
}

function renumber(places: readonly number[]): Map<number, number> {
  return new Map([...new Set(places)].map((place, index) => [place, index]));
}
