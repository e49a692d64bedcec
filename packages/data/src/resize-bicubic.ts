import { checkWhole } from './check.js';
import type { Raster } from './raster.js';
import { type ResizePlan, resizeColourBytes } from './resize-kernel.js';
import { across, down } from './resize-passes.js';
import { fixedPoint, tapsOf } from './resize-taps.js';

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
 * console.log(half.data.join(' ')); // 21 234
 * ```
 */
export function resizeBicubic(raster: Raster, options: ResizeOptions): Raster {
  const { left, top, width, height } = checkWindow(options);
  const { channels, data } = raster;
  const unit = data instanceof Float32Array ? 1 : fixedPoint;
  const plan = planOf(raster, { ...options, window: { left, top, width, height } }, unit);
  const scaled = resizeColourBytes(plan) ?? resizeAny(plan);
  return { width, height, channels, data: scaled };
}

function planOf(raster: Raster, options: Required<ResizeOptions>, unit: number): ResizePlan {
  const { left, top, width, height } = options.window!;
  const { channels } = raster;
  const down = tapsOf({ from: raster.height, to: options.height, first: top, count: height, unit });
  // Only the rows that the second pass reads go through the first.
  const first = down.starts[0]!;
  const end = down.starts[height - 1]! + down.counts[height - 1]!;
  for (let row = 0; row < height; row++) down.starts[row]! -= first;
  const length = raster.width * channels;
  return {
    source: raster.data.subarray(first * length, end * length),
    length,
    rows: end - first,
    channels,
    across: tapsOf({ from: raster.width, to: options.width, first: left, count: width, unit }),
    down,
  };
}

function resizeAny({ source, length, rows, channels, across: taps, down: downTaps }: ResizePlan) {
  const narrow = across({ source, length, channels, taps }, rows);
  const narrowLength = taps.starts.length * channels;
  return down({ source: narrow, length: narrowLength, channels, taps: downTaps });
}
