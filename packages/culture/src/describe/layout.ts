import type { Plane } from './picture.js';

/** How a picture is laid out. */
export interface Layout {
  /** Correlation of lightness with its mirror image, -1 to 1. */
  readonly mirrorLeftRight: number;
  readonly mirrorTopBottom: number;
  /** Correlation with the picture turned by 180 degrees. */
  readonly halfTurn: number;
  /** The share of places that are even and light: the empty ground of a painting. */
  readonly voidShare: number;
  /** The mean deviation of lightness in windows of 9 x 9. */
  readonly localContrast: number;
}

const radius = 4;
/** A place is void whose 9 x 9 window deviates less than this from its mean ... */
const evenBelow = 3;
/** ... which is lighter than this (L*). */
const lightAbove = 60;

/** Symmetry, void and local contrast of a lightness plane. */
export function layoutOf(lightness: Plane): Layout {
  const { width, height, values } = lightness;
  const mean = windowMeans(lightness);
  const squares = windowMeans({ width, height, values: values.map((value) => value * value) });
  let [contrast, empty] = [0, 0];
  for (let i = 0; i < mean.length; i++) {
    const deviation = Math.sqrt(Math.max(0, squares[i]! - mean[i]! ** 2));
    contrast += deviation;
    if (deviation < evenBelow && mean[i]! > lightAbove) empty++;
  }
  const last = { x: width - 1, y: height - 1 };
  return {
    mirrorLeftRight: correlation(lightness, (x, y) => y * width + last.x - x),
    mirrorTopBottom: correlation(lightness, (x, y) => (last.y - y) * width + x),
    halfTurn: correlation(lightness, (x, y) => (last.y - y) * width + last.x - x),
    voidShare: empty / mean.length,
    localContrast: contrast / mean.length,
  };
}

function correlation(
  { width, height, values }: Plane,
  partner: (x: number, y: number) => number,
): number {
  let [sum, squares, products] = [0, 0, 0];
  for (let y = 0, i = 0; y < height; y++) {
    for (let x = 0; x < width; x++, i++) {
      const value = values[i]!;
      sum += value;
      squares += value * value;
      products += value * values[partner(x, y)]!;
    }
  }
  const middle = sum ** 2 / values.length;
  return squares > middle ? (products - middle) / (squares - middle) : 0;
}

/** The means of windows of 9 x 9, cut at the borders. */
function windowMeans({ width, height, values }: Plane): Float64Array {
  const rows = new Float64Array(values.length);
  for (let y = 0; y < height; y++) slide(values, rows, { start: y * width, step: 1, count: width });
  const result = new Float64Array(values.length);
  for (let x = 0; x < width; x++) slide(rows, result, { start: x, step: width, count: height });
  return result;
}

/** Running means of a line of numbers. */
function slide(
  source: ArrayLike<number>,
  target: Float64Array,
  { start, step, count }: { readonly start: number; readonly step: number; readonly count: number },
): void {
  let sum = 0;
  for (let k = 0; k < Math.min(radius, count); k++) sum += source[start + k * step]!;
  for (let k = 0; k < count; k++) {
    if (k + radius < count) sum += source[start + (k + radius) * step]!;
    if (k - radius - 1 >= 0) sum -= source[start + (k - radius - 1) * step]!;
    const first = Math.max(0, k - radius);
    const last = Math.min(count - 1, k + radius);
    target[start + k * step] = sum / (last - first + 1);
  }
}
