/** An arrow from one place to another. */
export type Edge = readonly [from: number, to: number];

/**
 * Splits places into those that paths connect.
 *
 * @returns for each component its places, in order; largest component first
 */
export function connectedComponents(size: number, edges: readonly Edge[]): number[][] {
  const both = edges.flatMap(([from, to]): Edge[] => [
    [from, to],
    [to, from],
  ]);
  const seen = new Set<number>();
  const components: number[][] = [];
  for (let start = 0; start < size; start++) {
    if (seen.has(start)) continue;
    const reached = reachable(size, both, start);
    for (const place of reached) seen.add(place);
    components.push([...reached].sort((a, b) => a - b));
  }
  return components.sort((a, b) => b.length - a.length);
}

/** Whether arrows lead from each place to each other one. */
export function isStronglyConnected(size: number, edges: readonly Edge[]): boolean {
  const reversed = edges.map(([from, to]): Edge => [to, from]);
  return reachable(size, edges, 0).size === size && reachable(size, reversed, 0).size === size;
}

function reachable(size: number, edges: readonly Edge[], start: number): Set<number> {
  const next: number[][] = Array.from({ length: size }, () => []);
  for (const [from, to] of edges) next[from]!.push(to);
  const reached = new Set([start]);
  for (const place of reached) for (const other of next[place]!) reached.add(other);
  return reached;
}
