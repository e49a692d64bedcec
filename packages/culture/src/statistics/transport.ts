const nothing = 1e-12;

/**
 * The least cost of moving supplies to demands of the same sum: an exact transport.
 *
 * Successive cheapest paths in the residual graph (Bellman and Ford), for small tables.
 */
export function transportCost(
  supplies: readonly number[],
  demands: readonly number[],
  costs: readonly (readonly number[])[],
): number {
  const left = [...supplies];
  const wanted = [...demands];
  const flow = supplies.map(() => demands.map(() => 0));
  for (let path = cheapestPath(); path; path = cheapestPath()) push(path);
  return flow.reduce(
    (sum, row, i) => sum + row.reduce((part, amount, j) => part + amount * costs[i]![j]!, 0),
    0,
  );

  /** Moves of a cheapest way from a supply that is left to a demand that is open. */
  function cheapestPath():
    | readonly (readonly [from: number, to: number, back: boolean])[]
    | undefined {
    const toSupply = left.map((amount) => (amount > nothing ? 0 : Number.POSITIVE_INFINITY));
    const toDemand = wanted.map(() => Number.POSITIVE_INFINITY);
    const before = wanted.map(() => -1);
    const returned = left.map(() => -1);
    for (let round = 0, changed = true; changed && round <= left.length + wanted.length; round++) {
      changed = false;
      for (const [i, row] of costs.entries()) {
        for (const [j, cost] of row.entries()) {
          if (toSupply[i]! + cost < toDemand[j]! - nothing) {
            toDemand[j] = toSupply[i]! + cost;
            before[j] = i;
            changed = true;
          }
          if (flow[i]![j]! > nothing && toDemand[j]! - cost < toSupply[i]! - nothing) {
            toSupply[i] = toDemand[j]! - cost;
            returned[i] = j;
            changed = true;
          }
        }
      }
    }
    let best = -1;
    for (const [j, amount] of wanted.entries()) {
      if (amount > nothing && (best < 0 || toDemand[j]! < toDemand[best]!)) best = j;
    }
    if (best < 0 || !Number.isFinite(toDemand[best]!)) return undefined;
    const moves: (readonly [number, number, boolean])[] = [];
    for (let j = best; ; ) {
      const i = before[j]!;
      moves.push([i, j, false]);
      if (returned[i] === -1) return moves;
      j = returned[i]!;
      moves.push([i, j, true]);
    }
  }

  function push(moves: readonly (readonly [number, number, boolean])[]): void {
    const source = moves[moves.length - 1]![0];
    const sink = moves[0]![1];
    let amount = Math.min(left[source]!, wanted[sink]!);
    for (const [i, j, back] of moves) if (back) amount = Math.min(amount, flow[i]![j]!);
    for (const [i, j, back] of moves) flow[i]![j]! += back ? -amount : amount;
    left[source]! -= amount;
    wanted[sink]! -= amount;
  }
}
