/**
 * Cramér's V of a table of counts: 0 where rows and columns are independent, 1 where one fixes the
 * other.
 *
 * `V = sqrt(chi2 / (n (min(rows, columns) - 1)))`; rows and columns without counts are left out.
 *
 * @returns NaN where fewer than two rows or columns have counts: there is nothing to go together
 *
 * @example
 * ```ts
 * import { cramersV } from '@ikat/culture';
 *
 * console.log(cramersV([[10, 0], [0, 10]])); // 1
 * ```
 */
export function cramersV(counts: readonly (readonly number[])[]): number {
  const width = Math.max(0, ...counts.map((row) => row.length));
  const rows = counts.map((row) => row.reduce((sum, count) => sum + count, 0));
  const columns = Array.from({ length: width }, (_, c) =>
    counts.reduce((sum, row) => sum + (row[c] ?? 0), 0),
  );
  const total = rows.reduce((sum, count) => sum + count, 0);
  const some = (sums: readonly number[]) => sums.filter((sum) => sum > 0).length;
  const degrees = Math.min(some(rows), some(columns)) - 1;
  if (degrees < 1) return Number.NaN;
  let chiSquared = 0;
  for (const [r, row] of rows.entries()) {
    for (const [c, column] of columns.entries()) {
      const expected = (row * column) / total;
      if (expected > 0) chiSquared += ((counts[r]![c] ?? 0) - expected) ** 2 / expected;
    }
  }
  return Math.min(1, Math.sqrt(chiSquared / (total * degrees)));
}
