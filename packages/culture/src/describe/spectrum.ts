import FFT from 'fft.js';
import { slope } from './box-count.js';
import type { Plane } from './picture.js';

const bands = 16;
// Cycles a pixel; above, resizing and compression speak louder than the picture.
const highest = 0.35;

/**
 * The slope of the power spectrum: of ln(mean power) over ln(frequency) in 16 rings.
 *
 * The plane less its mean under a Hann window, padded to powers of two; rings evenly spaced in the
 * logarithm from 4 cycles along the shorter side to 0.35 cycles a pixel. White noise has 0,
 * photographs about -2; steeper means smoother.
 */
export function spectralSlope(plane: Plane): number {
  const power = powerSpectrum(plane);
  const lowest = 4 / Math.min(plane.width, plane.height);
  const sums = new Float64Array(bands);
  const counts = new Float64Array(bands);
  const scale = bands / Math.log(highest / lowest);
  for (let y = 0; y < power.height; y++) {
    const down = Math.min(y, power.height - y) / power.height;
    for (let x = 0; x < power.width; x++) {
      const across = x / power.paddedWidth;
      const frequency = Math.sqrt(across * across + down * down);
      if (frequency < lowest || frequency >= highest) continue;
      const band = Math.floor(Math.log(frequency / lowest) * scale);
      sums[band]! += power.values[y * power.width + x]!;
      counts[band]!++;
    }
  }
  const filled = [...counts.keys()].filter((band) => counts[band]! > 0 && sums[band]! > 0);
  return slope(
    filled.map((band) => (band + 0.5) / scale),
    filled.map((band) => Math.log(sums[band]! / counts[band]!)),
  );
}

/** Squared magnitudes for frequencies 0 to 1/2 across and all down. */
function powerSpectrum(plane: Plane) {
  const paddedWidth = powerOfTwo(plane.width);
  const height = powerOfTwo(plane.height);
  const width = paddedWidth / 2 + 1;
  const real = new Float64Array(width * height);
  const imaginary = new Float64Array(width * height);
  const windowed = hann(plane);
  const across = new FFT(paddedWidth);
  const line = across.createComplexArray();
  for (let y = 0; y < plane.height; y++) {
    const row = new Float64Array(paddedWidth);
    row.set(windowed.subarray(y * plane.width, (y + 1) * plane.width));
    across.realTransform(line, row);
    for (let x = 0; x < width; x++) {
      real[y * width + x] = line[2 * x]!;
      imaginary[y * width + x] = line[2 * x + 1]!;
    }
  }
  const down = new FFT(height);
  const column = down.createComplexArray();
  const result = down.createComplexArray();
  const values = new Float64Array(width * height);
  for (let x = 0; x < width; x++) {
    for (let y = 0; y < height; y++) {
      column[2 * y] = real[y * width + x]!;
      column[2 * y + 1] = imaginary[y * width + x]!;
    }
    down.transform(result, column);
    for (let y = 0; y < height; y++) {
      values[y * width + x] = result[2 * y]! ** 2 + result[2 * y + 1]! ** 2;
    }
  }
  return { width, height, paddedWidth, values };
}

function powerOfTwo(size: number): number {
  return 2 ** Math.max(1, Math.ceil(Math.log2(size)));
}

/** The plane less its mean, fading to 0 at the borders. */
function hann({ width, height, values }: Plane): Float64Array {
  const [across, down] = [fade(width), fade(height)];
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i]!;
  const mean = sum / values.length;
  const result = new Float64Array(values.length);
  for (let y = 0, i = 0; y < height; y++) {
    for (let x = 0; x < width; x++, i++) result[i] = (values[i]! - mean) * across[x]! * down[y]!;
  }
  return result;
}

function fade(size: number): Float64Array {
  const turn = (2 * Math.PI) / size;
  return Float64Array.from({ length: size }, (_, k) => 0.5 - 0.5 * Math.cos(turn * (k + 0.5)));
}
