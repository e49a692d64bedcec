/**
 * The x in [low, high] where an increasing function crosses zero, by bisection to the last bit.
 */
export function findRoot(increasing: (x: number) => number, low: number, high: number): number {
  for (let step = 0; step < 200; step++) {
    const middle = (low + high) / 2;
    if (middle === low || middle === high) break;
    if (increasing(middle) < 0) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}
