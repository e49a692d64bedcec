import { checkWhole } from './check.js';
import type { Raster } from './raster.js';

/** The part of a scaled image that is wanted, in pixels of the scaled image. */
export interface Window {
  left: number;
  top: number;
  width: number;
  height: number;
}

/** How {@link resizeBicubic} scales. */
export interface ResizeOptions {
  width: number;
  height: number;
  /** Only this part of the result is computed. @default the whole */
  window?: Window | undefined;
}

/** For each output position: the first input it reads, how many, and their weights. */
interface Taps {
  starts: Int32Array;
  counts: Int32Array;
  weights: Float64Array;
  /** Weights kept for each position. */
  stride: number;
}

interface Axis {
  from: number;
  to: number;
  first: number;
  count: number;
  /** Weights are rounded to multiples of 1 / unit and stored times unit; 1 leaves them exact. */
  unit: number;
}

const fixedPoint = 2 ** 22;

/** The cubic convolution kernel of Keys (1981) with a = -1/2. */
function cubic(x: number): number {
  const t = Math.abs(x);
  if (t < 1) return (1.5 * t - 2.5) * t * t + 1;
  if (t < 2) return ((-0.5 * t + 2.5) * t - 4) * t + 2;
  return 0;
}

function tapsOf({ from, to, first, count, unit }: Axis): Taps {
  const scale = from / to;
  const widening = Math.max(scale, 1);
  const support = 2 * widening;
  const stride = Math.ceil(support) * 2 + 1;
  const taps = {
    starts: new Int32Array(count),
    counts: new Int32Array(count),
    weights: new Float64Array(count * stride),
    stride,
  };
  for (let position = 0; position < count; position++) {
    const center = (first + position + 0.5) * scale;
    const start = Math.max(0, Math.trunc(center - support + 0.5));
    const end = Math.min(from, Math.trunc(center + support + 0.5));
    const at = position * stride;
    let total = 0;
    for (let input = start; input < end; input++) {
      const weight = cubic((input - center + 0.5) / widening);
      taps.weights[at + input - start] = weight;
      total += weight;
    }
    for (let tap = at; tap < at + end - start; tap++) {
      const weight = taps.weights[tap]! / total;
      taps.weights[tap] = unit === 1 ? weight : Math.trunc(weight * unit + Math.sign(weight) / 2);
    }
    taps.starts[position] = start;
    taps.counts[position] = end - start;
  }
  return taps;
}

type Values = Raster['data'];

interface Pass {
  source: Values;
  /** Numbers in one row of the source. */
  length: number;
  channels: number;
  taps: Taps;
}

/** Output row `row` of a pass along the width. */
function acrossRow({ source, channels, taps }: Pass, at: number, sums: Float64Array): void {
  const { starts, counts, weights, stride } = taps;
  for (let position = 0; position < starts.length; position++) {
    const first = at + starts[position]! * channels;
    const count = counts[position]!;
    const base = position * stride;
    for (let channel = 0; channel < channels; channel++) {
      let sum = 0;
      let from = first + channel;
      for (let tap = base; tap < base + count; tap++, from += channels)
        sum += weights[tap]! * source[from]!;
      sums[position * channels + channel] = sum;
    }
  }
}

/** The same for three channels, which is most of the work of reading images. */
function acrossRowOfColour({ source, taps }: Pass, at: number, sums: Float64Array): void {
  const { starts, counts, weights, stride } = taps;
  for (let position = 0; position < starts.length; position++) {
    const base = position * stride;
    const end = base + counts[position]!;
    let from = at + starts[position]! * 3;
    let red = 0;
    let green = 0;
    let blue = 0;
    for (let tap = base; tap < end; tap++, from += 3) {
      const weight = weights[tap]!;
      red += weight * source[from]!;
      green += weight * source[from + 1]!;
      blue += weight * source[from + 2]!;
    }
    sums[position * 3] = red;
    sums[position * 3 + 1] = green;
    sums[position * 3 + 2] = blue;
  }
}

/** Output row `row` of a pass along the height. */
function downRow({ source, length, taps }: Pass, row: number, sums: Float64Array): void {
  sums.fill(0);
  const base = row * taps.stride;
  for (let tap = 0; tap < taps.counts[row]!; tap++) {
    const weight = taps.weights[base + tap]!;
    const from = (taps.starts[row]! + tap) * length;
    for (let i = 0; i < length; i++) sums[i]! += weight * source[from + i]!;
  }
}

/** Rounds a row of sums as PIL does: fixed point and clipped for bytes, as they are for floats. */
function settle(sums: Float64Array, target: Values, at: number): void {
  if (target instanceof Float32Array) target.set(sums, at);
  else for (let i = 0; i < sums.length; i++) target[at + i] = (sums[i]! + fixedPoint / 2) >> 22;
}

function across(pass: Pass, like: Values, rows: number): Values {
  const sums = new Float64Array(pass.taps.starts.length * pass.channels);
  const target = emptyLike(like, rows * sums.length);
  const row = pass.channels === 3 ? acrossRowOfColour : acrossRow;
  for (let y = 0; y < rows; y++) {
    row(pass, y * pass.length, sums);
    settle(sums, target, y * sums.length);
  }
  return target;
}

function down(pass: Pass, like: Values): Values {
  const sums = new Float64Array(pass.length);
  const target = emptyLike(like, pass.taps.starts.length * pass.length);
  for (let y = 0; y < pass.taps.starts.length; y++) {
    downRow(pass, y, sums);
    settle(sums, target, y * pass.length);
  }
  return target;
}

const emptyLike = (values: Values, length: number): Float32Array | Uint8ClampedArray =>
  values instanceof Float32Array ? new Float32Array(length) : new Uint8ClampedArray(length);

function checkWindow({ width, height, window }: ResizeOptions): Window {
  checkWhole('resizeBicubic', 'a width', width, 1);
  checkWhole('resizeBicubic', 'a height', height, 1);
  const { left, top, ...size } = window ?? { left: 0, top: 0, width, height };
  const inside =
    left >= 0 &&
    top >= 0 &&
    size.width > 0 &&
    size.height > 0 &&
    left + size.width <= width &&
    top + size.height <= height &&
    [left, top, size.width, size.height].every(Number.isInteger);
  if (!inside)
    throw new RangeError(
      `resizeBicubic: expected a window inside ${width} x ${height}, got ${size.width} x ${size.height} at (${left}, ${top}).`,
    );
  return { left, top, ...size };
}

/**
 * Scales pixels with the antialiased cubic filter (a = -1/2, widened when shrinking), equal to the
 * last bit to PIL's `Image.resize(size, Image.BICUBIC)` on bytes. Models trained on images that PIL
 * scaled see what they were trained on.
 *
 * Floats are filtered exactly, neither rounded nor clipped.
 *
 * @param raster pixels, 0 to 255
 * @returns pixels of the wanted size, or of the window of it
 * @throws RangeError if a size is not a whole number of at least 1 or the window is not inside
 *
 * @example
 * ```ts
 * import { resizeBicubic } from '@ikat/data';
 *
 * const data = Uint8Array.from([0, 0, 255, 255]);
 * const half = resizeBicubic({ width: 4, height: 1, channels: 1, data }, { width: 2, height: 1 });
 * console.log(half.data.join(' ')); // 7 248
 * ```
 */
export function resizeBicubic(raster: Raster, options: ResizeOptions): Raster {
  const { left, top, width, height } = checkWindow(options);
  const { channels, data } = raster;
  const unit = data instanceof Float32Array ? 1 : fixedPoint;
  const vertical = tapsOf({
    from: raster.height,
    to: options.height,
    first: top,
    count: height,
    unit,
  });
  // Only the rows that the second pass reads go through the first.
  const firstRow = vertical.starts[0]!;
  const lastRow = vertical.starts[height - 1]! + vertical.counts[height - 1]!;
  vertical.starts.forEach((start, row) => {
    vertical.starts[row] = start - firstRow;
  });
  const rows = cutRows(raster, firstRow, lastRow);
  const taps = tapsOf({ from: raster.width, to: options.width, first: left, count: width, unit });
  const narrow = across(
    { source: rows, length: raster.width * channels, channels, taps },
    data,
    lastRow - firstRow,
  );
  const scaled = down({ source: narrow, length: width * channels, channels, taps: vertical }, data);
  return { width, height, channels, data: scaled };
}

const cutRows = ({ data, width, channels }: Raster, first: number, last: number) =>
  data.subarray(first * width * channels, last * width * channels);
