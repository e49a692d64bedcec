import type { Raster } from './raster.js';
import { fixedPoint, type Taps } from './resize-taps.js';

export type Values = Raster['data'];

/** One direction of a scaling, over all rows it reads. */
export interface Pass {
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

/** Scales `rows` rows along their width. */
export function across(pass: Pass, rows: number): Values {
  const sums = new Float64Array(pass.taps.starts.length * pass.channels);
  const target = emptyLike(pass.source, rows * sums.length);
  const row = pass.channels === 3 ? acrossRowOfColour : acrossRow;
  for (let y = 0; y < rows; y++) {
    row(pass, y * pass.length, sums);
    settle(sums, target, y * sums.length);
  }
  return target;
}

/** Scales along the height. */
export function down(pass: Pass): Values {
  const sums = new Float64Array(pass.length);
  const target = emptyLike(pass.source, pass.taps.starts.length * pass.length);
  for (let y = 0; y < pass.taps.starts.length; y++) {
    downRow(pass, y, sums);
    settle(sums, target, y * pass.length);
  }
  return target;
}

const emptyLike = (values: Values, length: number): Float32Array | Uint8ClampedArray =>
  values instanceof Float32Array ? new Float32Array(length) : new Uint8ClampedArray(length);
