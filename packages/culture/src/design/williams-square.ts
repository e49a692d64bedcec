/**
 * Orders of n things in which each stands at each place equally often, and follows each other one
 * equally often (Williams 1949): n orders for even n, 2 n for odd n.
 *
 * @example
 * ```ts
 * import { williamsSquare } from '@ikat/culture';
 *
 * console.log(williamsSquare(4).map((order) => order.join('')).join(' ')); // 0132 1203 2310 3021
 * ```
 */
export function williamsSquare(size: number): number[][] {
  if (!Number.isInteger(size) || size < 1) {
    throw new RangeError(`williamsSquare: expected a size of 1 or more, got ${size}.`);
  }
  // 0, 1, n - 1, 2, n - 2, …: neighbours differ by every number once.
  const zigzag = Array.from({ length: size }, (_, at) =>
    at % 2 === 1 ? (at + 1) / 2 : (size - at / 2) % size,
  );
  const orders = Array.from({ length: size }, (_, shift) =>
    zigzag.map((thing) => (thing + shift) % size),
  );
  return size % 2 === 0 || size === 1
    ? orders
    : [...orders, ...orders.map((order) => [...order].reverse())];
}
