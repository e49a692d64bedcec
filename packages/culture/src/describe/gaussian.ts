import type { Plane } from './picture.js';

/** A kernel of 2 r + 1 numbers around 0. */
export type Kernel1d = Float64Array;

/** `exp(-x^2 / 2 s^2)`, normalised, out to 4 s. */
export function gaussian(sigma: number): Kernel1d {
  const radius = Math.ceil(4 * sigma);
  const kernel = Float64Array.from({ length: 2 * radius + 1 }, (_, k) =>
    Math.exp(-((k - radius) ** 2) / (2 * sigma * sigma)),
  );
  const total = kernel.reduce((sum, value) => sum + value, 0);
  return kernel.map((value) => value / total);
}

/** The derivative of the Gaussian, scaled so that a ramp of slope 1 gives 1. */
export function gaussianSlope(sigma: number): Kernel1d {
  const radius = Math.ceil(4 * sigma);
  const kernel = gaussian(sigma).map((value, k) => (k - radius) * value);
  const total = kernel.reduce((sum, value, k) => sum + value * (k - radius), 0);
  return kernel.map((value) => value / total);
}

/** Correlates rows with one kernel and columns with another; the border pixels go on outside. */
export function filter(plane: Plane, across: Kernel1d, down: Kernel1d): Plane {
  return columns(rows(plane, across), down);
}

function rows({ width, height, values }: Plane, kernel: Kernel1d): Plane {
  const radius = (kernel.length - 1) / 2;
  const padded = new Float64Array(width + 2 * radius);
  const result = new Float32Array(values.length);
  for (let y = 0, at = 0; y < height; y++) {
    const start = y * width;
    padded.fill(values[start]!, 0, radius);
    for (let x = 0; x < width; x++) padded[radius + x] = values[start + x]!;
    padded.fill(values[start + width - 1]!, radius + width);
    for (let x = 0; x < width; x++, at++) {
      let sum = 0;
      for (let k = 0; k < kernel.length; k++) sum += kernel[k]! * padded[x + k]!;
      result[at] = sum;
    }
  }
  return { width, height, values: result };
}

function columns({ width, height, values }: Plane, kernel: Kernel1d): Plane {
  const radius = (kernel.length - 1) / 2;
  const result = new Float32Array(values.length);
  const starts = new Int32Array(kernel.length);
  for (let y = 0, at = 0; y < height; y++) {
    for (let k = 0; k < starts.length; k++) {
      starts[k] = Math.min(height - 1, Math.max(0, y + k - radius)) * width;
    }
    for (let x = 0; x < width; x++, at++) {
      let sum = 0;
      for (let k = 0; k < kernel.length; k++) sum += kernel[k]! * values[starts[k]! + x]!;
      result[at] = sum;
    }
  }
  return { width, height, values: result };
}
