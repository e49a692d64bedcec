import { filter, gaussian, gaussianSlope } from './gaussian.js';
import type { Plane } from './picture.js';

/** The slopes of a plane: across to the right, and up. */
export interface Slopes {
  readonly across: Plane;
  readonly up: Plane;
}

/** Slopes by the derivative of a Gaussian: central differences would turn fine gratings. */
export function slopesOf(plane: Plane, sigma = 1): Slopes {
  const [smooth, slope] = [gaussian(sigma), gaussianSlope(sigma)];
  const across = filter(plane, slope, smooth);
  const up = filter(plane, smooth, slope);
  scaleSlopes(across.values, 1);
  scaleSlopes(up.values, -1);
  return { across, up };
}

// Single precision leaves slopes of 1e-4 in flat places, and they would have a direction.
function scaleSlopes(values: Float32Array, sign: number): void {
  for (let i = 0; i < values.length; i++) {
    values[i] = Math.abs(values[i]!) < 1e-4 ? 0 : sign * values[i]!;
  }
}

/** Where strokes and edges run. */
export interface StrokeOrientation {
  /** Shares of 18 directions of 10 degrees from horizontal counter-clockwise, by energy. */
  readonly histogram: readonly number[];
  /** The entropy of the histogram / ln 18: 0 one direction, 1 all alike. */
  readonly entropy: number;
  /** The energy-weighted share of the gradient that goes one way locally: 0 to 1. */
  readonly coherence: number;
  /** The mean of (cos 2t, sin 2t): horizontal (1, 0), vertical (-1, 0), rising diagonal (0, 1). */
  readonly direction: readonly [number, number];
}

const bins = 18;

/**
 * The orientation of strokes by the structure tensor `J = G_s * (grad L grad L^T)`, s about 2 pixels.
 *
 * Strokes run across the gradient: `t = 1/2 atan2(2 J12, J11 - J22) + 90 degrees`, weighted by
 * `sqrt((J11 - J22)^2 + 4 J12^2)`; coherence is the sum of these weights over the sum of J11 + J22.
 * The products are averaged over 2 x 2 pixels first: a tensor that smooth needs no more places.
 */
export function strokeOrientation(slopes: Slopes): StrokeOrientation {
  const smooth = gaussian(1);
  const [xx, yy, xy] = products(slopes).map((plane) => filter(plane, smooth, smooth).values) as [
    Float32Array,
    Float32Array,
    Float32Array,
  ];
  const histogram = new Float64Array(bins);
  let energy = 0;
  let all = 0;
  let cosine = 0;
  let sine = 0;
  for (let i = 0; i < xx.length; i++) {
    const difference = xx[i]! - yy[i]!;
    const weight = Math.sqrt(difference * difference + 4 * xy[i]! * xy[i]!);
    all += xx[i]! + yy[i]!;
    if (weight === 0) continue;
    const gradient = Math.atan2(2 * xy[i]!, difference) / 2;
    // From -90 .. 90 degrees of the gradient to 0 .. 180 of the stroke.
    histogram[Math.floor((gradient / Math.PI + 0.5) * bins) % bins]! += weight;
    energy += weight;
    cosine -= difference;
    sine -= 2 * xy[i]!;
  }
  const shares = [...histogram].map((value) => (energy > 0 ? value / energy : 0));
  return {
    histogram: shares,
    entropy: shares.reduce((sum, p) => sum - (p > 0 ? p * Math.log(p) : 0), 0) / Math.log(bins),
    coherence: all > 0 ? energy / all : 0,
    direction: energy > 0 ? [cosine / energy, sine / energy] : [0, 0],
  };
}

/** The products of slopes, averaged over 2 x 2 pixels: across^2, up^2, across up. */
function products({ across, up }: Slopes): readonly [Plane, Plane, Plane] {
  const width = Math.floor(across.width / 2);
  const height = Math.floor(across.height / 2);
  const plane = (): Plane => ({ width, height, values: new Float32Array(width * height) });
  const [xx, yy, xy] = [plane(), plane(), plane()];
  for (let row = 0, i = 0; row < height; row++) {
    for (let column = 0; column < width; column++, i++) {
      const corner = 2 * row * across.width + 2 * column;
      for (let k = 0; k < 4; k++) {
        const at = corner + (k & 1) + (k >> 1) * across.width;
        const x = across.values[at]!;
        const y = up.values[at]!;
        xx.values[i]! += (x * x) / 4;
        yy.values[i]! += (y * y) / 4;
        xy.values[i]! += (x * y) / 4;
      }
    }
  }
  return [xx, yy, xy];
}

/** Marks the steepest tenth of the pixels, by 4096 steps of steepness; none of a flat plane. */
export function steepestTenth({ across, up }: Slopes) {
  const { width, height } = across;
  const steps = 4096;
  const values = new Uint8Array(across.values.length);
  const steepness = new Float32Array(values.length);
  let largest = 0;
  for (let i = 0; i < values.length; i++) {
    steepness[i] = Math.sqrt(across.values[i]! ** 2 + up.values[i]! ** 2);
    if (steepness[i]! > largest) largest = steepness[i]!;
  }
  if (largest === 0) return { width, height, values };
  const scale = (steps - 1) / largest;
  const counts = new Uint32Array(steps);
  for (let i = 0; i < values.length; i++) counts[Math.floor(steepness[i]! * scale)]!++;
  let limit = steps - 1;
  let marked = counts[limit]!;
  while (limit > 1 && marked + counts[limit - 1]! <= steepness.length / 10)
    marked += counts[--limit]!;
  for (let i = 0; i < values.length; i++)
    values[i] = Math.floor(steepness[i]! * scale) >= limit ? 1 : 0;
  return { width, height, values };
}
