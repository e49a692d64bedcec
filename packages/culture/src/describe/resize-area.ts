import type { Picture, Planes } from './picture.js';
import { lightOfLevels, linearOf } from './srgb.js';

/** Which source pixels make a target pixel along one side: from `first[t]`, with `weights`. */
interface Taps {
  readonly first: Int32Array;
  /** Where the weights of a target begin; one more than targets. */
  readonly start: Int32Array;
  readonly weights: Float64Array;
}

/** The overlaps of target pixels with source pixels, as shares of the target pixel. */
function areaTaps(source: number, target: number): Taps {
  const scale = source / target;
  const first = new Int32Array(target);
  const start = new Int32Array(target + 1);
  const weights: number[] = [];
  for (let t = 0; t < target; t++) {
    const from = t * scale;
    const to = Math.min(source, (t + 1) * scale);
    first[t] = Math.min(source - 1, Math.floor(from + 1e-9));
    for (let s = first[t]!; s < to - 1e-9; s++) {
      weights.push((Math.min(s + 1, to) - Math.max(s, from)) / scale);
    }
    start[t + 1] = weights.length;
  }
  return { first, start, weights: Float64Array.from(weights) };
}

/** The size of a given area with the sides' ratio of another; at least one pixel a side. */
export function sizeOfArea(
  { width, height }: { readonly width: number; readonly height: number },
  area: number,
): { width: number; height: number } {
  const scale = Math.sqrt(area / (width * height));
  return {
    width: Math.max(1, Math.round(width * scale)),
    height: Math.max(1, Math.round(height * scale)),
  };
}

/**
 * A picture in linear light at another size: every pixel is the mean light of the area it covers.
 *
 * Alpha is laid on white first. Averaging light, not code values, keeps the mean of what falls into
 * the eye.
 */
export function lightAtSize(
  picture: Picture,
  size: { readonly width: number; readonly height: number },
): Planes {
  const columns = areaTaps(picture.width, size.width);
  const rows = areaTaps(picture.height, size.height);
  const channels = [0, 1, 2].map(() => new Float32Array(size.width * size.height));
  const narrow = new Float64Array(size.width * 3);
  const sums = new Float64Array(size.width * 3);
  const narrowed = rowReader(picture, columns, narrow);
  // Rows come in order, so that each is turned to light once or, at a seam, twice.
  let held = -1;
  for (let y = 0; y < size.height; y++) {
    const from = rows.start[y]!;
    sums.fill(0);
    for (let tap = from; tap < rows.start[y + 1]!; tap++) {
      const source = rows.first[y]! + tap - from;
      if (source !== held) narrowed(source);
      held = source;
      const weight = rows.weights[tap]!;
      for (let k = 0; k < sums.length; k++) sums[k]! += weight * narrow[k]!;
    }
    for (let c = 0; c < 3; c++) spread(sums, c, channels[c]!.subarray(y * size.width));
  }
  return { ...size, channels: channels as [Float32Array, Float32Array, Float32Array] };
}

/** Every third of `sums`, from the channel on. */
function spread(sums: Float64Array, channel: number, into: Float32Array): void {
  for (let x = 0, at = channel; at < sums.length; x++, at += 3) into[x] = sums[at]!;
}

/** What writes the light of a row, narrowed, into `into`; bytes take the short way. */
function rowReader(picture: Picture, columns: Taps, into: Float64Array): (row: number) => void {
  const { width, channels, data } = picture;
  const isBytes = data instanceof Uint8Array || data instanceof Uint8ClampedArray;
  const light = isBytes ? lightOfLevels() : undefined;
  if (channels === 3 && isBytes) {
    return (row) => narrowBytes({ data, start: row * width * 3, light: light! }, columns, into);
  }
  const line = new Float64Array(width * 3);
  return (row) => {
    lightOfRow(picture, row, { light, line });
    narrowRow(line, columns, into);
  };
}

function lightOfRow(
  { width, channels, data }: Picture,
  row: number,
  { light, line }: { readonly light: Float64Array | undefined; readonly line: Float64Array },
): void {
  for (let x = 0, at = row * width * channels; x < width; x++, at += channels) {
    const alpha = channels === 4 ? data[at + 3]! / 255 : 1;
    for (let c = 0; c < 3; c++) {
      const level = alpha === 1 ? data[at + c]! : data[at + c]! * alpha + 255 * (1 - alpha);
      line[3 * x + c] = light && alpha === 1 ? light[level]! : linearOf(level / 255);
    }
  }
}

function narrowBytes(
  row: {
    readonly data: Uint8Array | Uint8ClampedArray;
    readonly start: number;
    readonly light: Float64Array;
  },
  { first, start, weights }: Taps,
  into: Float64Array,
): void {
  const { data, light } = row;
  for (let t = 0, at = 0; t < first.length; t++) {
    let red = 0;
    let green = 0;
    let blue = 0;
    let source = row.start + 3 * first[t]!;
    for (let tap = start[t]!; tap < start[t + 1]!; tap++, source += 3) {
      const weight = weights[tap]!;
      red += weight * light[data[source]!]!;
      green += weight * light[data[source + 1]!]!;
      blue += weight * light[data[source + 2]!]!;
    }
    into[at++] = red;
    into[at++] = green;
    into[at++] = blue;
  }
}

function narrowRow(line: Float64Array, { first, start, weights }: Taps, into: Float64Array): void {
  for (let t = 0; t < first.length; t++) {
    let red = 0;
    let green = 0;
    let blue = 0;
    let source = 3 * first[t]!;
    for (let tap = start[t]!; tap < start[t + 1]!; tap++, source += 3) {
      const weight = weights[tap]!;
      red += weight * line[source]!;
      green += weight * line[source + 1]!;
      blue += weight * line[source + 2]!;
    }
    into[3 * t] = red;
    into[3 * t + 1] = green;
    into[3 * t + 2] = blue;
  }
}
