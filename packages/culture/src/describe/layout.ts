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
  const square = new Float32Array(values.length);
  // About 50, so that single precision holds the difference of the two means.
  for (let i = 0; i < values.length; i++) square[i] = (values[i]! - 50) ** 2;
  const squares = windowMeans({ width, height, values: square });
  let contrast = 0;
  let empty = 0;
  for (let i = 0; i < mean.length; i++) {
    const deviation = Math.sqrt(Math.max(0, squares[i]! - (mean[i]! - 50) ** 2));
    contrast += deviation;
    if (deviation < evenBelow && mean[i]! > lightAbove) empty++;
  }
  return {
    ...symmetries(lightness),
    voidShare: empty / mean.length,
    localContrast: contrast / mean.length,
  };
}

/** Correlations with the mirror images and with the half turn. */
function symmetries({ width, height, values }: Plane) {
  let sum = 0;
  let squares = 0;
  let leftRight = 0;
  let topBottom = 0;
  let turned = 0;
  for (let y = 0, i = 0; y < height; y++) {
    const below = (height - 1 - y) * width;
    for (let x = 0; x < width; x++, i++) {
      const value = values[i]!;
      const across = width - 1 - x;
      sum += value;
      squares += value * value;
      leftRight += value * values[y * width + across]!;
      topBottom += value * values[below + x]!;
      turned += value * values[below + across]!;
    }
  }
  const middle = sum ** 2 / values.length;
  const correlation = (products: number) =>
    squares > middle ? (products - middle) / (squares - middle) : 0;
  return {
    mirrorLeftRight: correlation(leftRight),
    mirrorTopBottom: correlation(topBottom),
    halfTurn: correlation(turned),
  };
}

/** The means of windows of 9 x 9, cut at the borders: running sums along rows, then of rows. */
function windowMeans({ width, height, values }: Plane): Float32Array {
  const rows = rowMeans({ width, height, values });
  const result = new Float32Array(values.length);
  const sums = new Float64Array(width);
  for (let y = 0; y < Math.min(radius, height); y++) addRow(sums, rows, y * width);
  for (let y = 0; y < height; y++) {
    if (y + radius < height) addRow(sums, rows, (y + radius) * width);
    if (y - radius > 0) takeRow(sums, rows, (y - radius - 1) * width);
    const count = Math.min(height - 1, y + radius) - Math.max(0, y - radius) + 1;
    for (let x = 0; x < width; x++) result[y * width + x] = sums[x]! / count;
  }
  return result;
}

function addRow(sums: Float64Array, rows: Float64Array, start: number): void {
  for (let x = 0; x < sums.length; x++) sums[x]! += rows[start + x]!;
}

function takeRow(sums: Float64Array, rows: Float64Array, start: number): void {
  for (let x = 0; x < sums.length; x++) sums[x]! -= rows[start + x]!;
}

function rowMeans({ width, height, values }: Plane): Float64Array {
  const result = new Float64Array(values.length);
  for (let y = 0; y < height; y++) {
    const start = y * width;
    let sum = 0;
    for (let x = 0; x < Math.min(radius, width); x++) sum += values[start + x]!;
    for (let x = 0; x < width; x++) {
      if (x + radius < width) sum += values[start + x + radius]!;
      if (x - radius > 0) sum -= values[start + x - radius - 1]!;
      const count = Math.min(width - 1, x + radius) - Math.max(0, x - radius) + 1;
      result[start + x] = sum / count;
    }
  }
  return result;
}
