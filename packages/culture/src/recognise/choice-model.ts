/** Recognition without habits of answering. */
export interface ChoiceModel {
  /** How readily each tradition is answered whatever is shown; the mean of logarithms is 0. */
  readonly bias: Readonly<Record<string, number>>;
  /** How often each would be recognised by people without bias. */
  readonly recognised: Readonly<Record<string, number>>;
}

/**
 * Luce's biased choice model (1963): `P(j | i) ~ b_j s_ij`, with similarities `s_ij = s_ji`, `s_ii = 1`.
 *
 * `s_ij = sqrt(p_ij p_ji / p_ii p_jj)` and `ln b_j - ln b_i = ln(p_ij p_jj / p_ii p_ji) / 2`, averaged over
 * i, from counts plus one half.
 *
 * @param counts at [i][j] how often j was answered to i
 */
export function choiceModel(
  traditions: readonly string[],
  counts: readonly (readonly number[])[],
): ChoiceModel {
  const shares = counts.map((row) => {
    const total = row.reduce((sum, count) => sum + count + 0.5, 0);
    return row.map((count) => (count + 0.5) / total);
  });
  const p = (i: number, j: number) => shares[i]![j]!;
  const similar = (i: number, j: number) => Math.sqrt((p(i, j) * p(j, i)) / (p(i, i) * p(j, j)));
  const lead = (i: number, j: number) =>
    i === j ? 0 : Math.log((p(i, j) * p(j, j)) / (p(i, i) * p(j, i))) / 2;
  const places = traditions.map((_, place) => place);
  const mean = (of: (place: number) => number) =>
    places.reduce((sum, place) => sum + of(place), 0) / places.length;
  const record = (of: (place: number) => number) =>
    Object.fromEntries(traditions.map((name, place) => [name, of(place)]));
  return {
    bias: record((j) => Math.exp(mean((i) => lead(i, j)))),
    recognised: record((i) => 1 / places.reduce((sum, j) => sum + similar(i, j), 0)),
  };
}
