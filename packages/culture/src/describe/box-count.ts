/** A picture of yes and no: 1 and 0 in rows. */
export interface Mask {
  readonly width: number;
  readonly height: number;
  readonly values: Uint8Array;
}

/** How many boxes of each side hold a marked pixel. */
export function boxCounts({ width, height, values }: Mask, sides: readonly number[]): number[] {
  return sides.map((side) => {
    const across = Math.ceil(width / side);
    const marked = new Uint8Array(across * Math.ceil(height / side));
    for (let y = 0; y < height; y++) {
      const row = Math.floor(y / side) * across;
      for (let x = 0; x < width; x++) {
        if (values[y * width + x]) marked[row + Math.floor(x / side)] = 1;
      }
    }
    return marked.reduce((sum, mark) => sum + mark, 0);
  });
}

/**
 * The box-counting dimension of marked pixels: the slope of ln(boxes) over ln(1 / side).
 *
 * 1 for a line, 2 for a filled area; edges of pictures lie between.
 *
 * @param sides box sides in pixels
 * @throws RangeError if no pixel is marked or there are less than two sides
 *
 * @example
 * ```ts
 * import { boxDimension } from '@ikat/culture';
 *
 * const values = new Uint8Array(64).fill(1);
 * console.log(boxDimension({ width: 8, height: 8, values }, [1, 2, 4]).toFixed(6)); // 2.000000
 * ```
 */
export function boxDimension(mask: Mask, sides: readonly number[]): number {
  if (sides.length < 2) {
    throw new RangeError(`boxDimension: expected two sides or more, got ${sides.length}.`);
  }
  const counts = boxCounts(mask, sides);
  if (counts[0] === 0) throw new RangeError('boxDimension: expected a marked pixel, got none.');
  return slope(
    sides.map((side) => -Math.log(side)),
    counts.map(Math.log),
  );
}

/** The slope of y over x by least squares, weights 1 if not given. */
export function slope(
  x: readonly number[],
  y: readonly number[],
  weights: readonly number[] = x.map(() => 1),
): number {
  const total = weights.reduce((sum, w) => sum + w, 0);
  const average = (values: readonly number[]) =>
    values.reduce((sum, value, k) => sum + weights[k]! * value, 0) / total;
  const [meanX, meanY] = [average(x), average(y)];
  const cross = x.reduce(
    (sum, value, k) => sum + weights[k]! * (value - meanX) * (y[k]! - meanY),
    0,
  );
  const square = x.reduce((sum, value, k) => sum + weights[k]! * (value - meanX) ** 2, 0);
  return cross / square;
}
