/** Items in rows: the same number of numbers each. */
export type Rows = readonly ArrayLike<number>[];

/** Checks that two samples have items enough, of one width, all finite. */
export function checkTwoSamples(name: string, samples: readonly [Rows, Rows], least: number): void {
  const width = samples[0][0]?.length ?? 0;
  for (const [which, rows] of samples.entries()) {
    const sample = which === 0 ? 'first' : 'second';
    if (rows.length < least) {
      throw new RangeError(
        `${name}: expected ${least} items or more in the ${sample} sample, got ${rows.length}.`,
      );
    }
    for (const [place, row] of rows.entries()) {
      if (row.length !== width || width === 0) {
        throw new RangeError(
          `${name}: expected rows of one length, got ${row.length} in row ${place} of the ${sample} sample and ${width} before.`,
        );
      }
      if (!Array.prototype.every.call(row, Number.isFinite)) {
        throw new RangeError(
          `${name}: expected finite numbers, got another in row ${place} of the ${sample} sample.`,
        );
      }
    }
  }
}
