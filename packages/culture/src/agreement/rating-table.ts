/** Ratings in rows of raters and columns of units; null where a rater did not rate. */
export type Ratings = readonly (readonly (number | null)[])[];

/** Ratings by the place of their value. */
export interface RatingTable {
  readonly values: readonly number[];
  /** The place of the value that a rater gave a unit, -1 for none. */
  readonly places: readonly Int32Array[];
  readonly units: number;
}

/** Checks ratings and numbers their values. */
export function ratingTable(caller: string, ratings: Ratings): RatingTable {
  const units = ratings[0]?.length ?? 0;
  if (ratings.length < 2 || units === 0) {
    throw new RangeError(
      `${caller}: expected ratings of two raters or more, got ${ratings.length} rows of ${units} units.`,
    );
  }
  for (const [rater, row] of ratings.entries()) {
    if (row.length !== units) {
      throw new RangeError(
        `${caller}: expected ${units} units in each row, got ${row.length} in row ${rater}. ` +
          'Put null where a rater did not rate.',
      );
    }
    const bad = row.findIndex((value) => value !== null && !Number.isFinite(value));
    if (bad >= 0) {
      throw new TypeError(
        `${caller}: expected a finite number or null, got ${row[bad]} in row ${rater}, unit ${bad}.`,
      );
    }
  }
  const values = [...new Set(ratings.flat())]
    .filter((value): value is number => value !== null)
    .sort((a, b) => a - b);
  const placeOf = new Map(values.map((value, place) => [value, place]));
  return {
    values,
    places: ratings.map((row) =>
      Int32Array.from(row, (value) => (value === null ? -1 : placeOf.get(value)!)),
    ),
    units,
  };
}
