import type { Planes } from './picture.js';
import { encodedOf, labCurve, labOfLight, onFirstUse, table } from './srgb.js';

/** CIELAB (D65) planes of linear light. */
export function labPlanes({ width, height, channels }: Planes): Planes {
  const [red, green, blue] = channels;
  const lab = channels.map((plane) => new Float32Array(plane.length));
  const [lightness, a, b] = lab as [Float32Array, Float32Array, Float32Array];
  const light = new Float64Array(3);
  const colour = new Float64Array(3);
  const curve = labCurve();
  for (let i = 0; i < red.length; i++) {
    light[0] = red[i]!;
    light[1] = green[i]!;
    light[2] = blue[i]!;
    labOfLight(light, curve, colour);
    lightness[i] = colour[0]!;
    a[i] = withoutRounding(colour[1]!);
    b[i] = withoutRounding(colour[2]!);
  }
  return { width, height, channels: [lightness, a, b] };
}

// Grey has a hundredth of the least visible chroma by rounding, which grows with its lightness.
function withoutRounding(value: number): number {
  return Math.abs(value) < 0.01 ? 0 : value;
}

/** What the colours of a picture are on the whole. */
export interface ColourSummary {
  /** Means of L*, a*, b*. */
  readonly mean: readonly [number, number, number];
  /** LL, aa, bb, La, Lb, ab. */
  readonly covariance: readonly [number, number, number, number, number, number];
  /** Mean distance from grey. */
  readonly chroma: number;
  /** The chroma-weighted mean direction of hue; its length is how much hues agree, 0 to 1. */
  readonly hue: readonly [cosine: number, sine: number];
}

/** Means, covariances, chroma and hue of CIELAB planes. */
export function colourSummary({ channels }: Planes): ColourSummary {
  const [lightness, a, b] = channels;
  const count = lightness.length;
  const sums = new Float64Array(10);
  for (let i = 0; i < count; i++) {
    const l = lightness[i]!;
    const x = a[i]!;
    const y = b[i]!;
    sums[0]! += l;
    sums[1]! += x;
    sums[2]! += y;
    sums[3]! += l * l;
    sums[4]! += x * x;
    sums[5]! += y * y;
    sums[6]! += l * x;
    sums[7]! += l * y;
    sums[8]! += x * y;
    sums[9]! += Math.sqrt(x * x + y * y);
  }
  const average = (which: number) => sums[which]! / count;
  const covariance = (product: number, first: number, second: number) =>
    average(product) - average(first) * average(second);
  const chroma = average(9);
  return {
    mean: [average(0), average(1), average(2)],
    covariance: [
      covariance(3, 0, 0),
      covariance(4, 1, 1),
      covariance(5, 2, 2),
      covariance(6, 0, 1),
      covariance(7, 0, 2),
      covariance(8, 1, 2),
    ],
    chroma,
    // A grey picture has no hue.
    hue: chroma > 1e-3 ? [average(1) / chroma, average(2) / chroma] : [0, 0],
  };
}

/**
 * Colourfulness (Hasler and Süsstrunk 2003) of linear light: 0 grey, about 15 slightly, 60 quite, 110
 * extremely colourful.
 *
 * `sqrt(s_rg^2 + s_yb^2) + 0.3 sqrt(m_rg^2 + m_yb^2)`, rg = R - G, yb = (R + G) / 2 - B, sRGB 0 to 255.
 */
export function colourfulness({ channels }: Planes): number {
  const [red, green, blue] = channels;
  const count = red.length;
  const code = codeTable();
  let rg = 0;
  let yb = 0;
  let rg2 = 0;
  let yb2 = 0;
  for (let i = 0; i < count; i++) {
    const r = look(code, red[i]!);
    const g = look(code, green[i]!);
    const b = look(code, blue[i]!);
    const opponent = r - g;
    const warm = (r + g) / 2 - b;
    rg += opponent;
    yb += warm;
    rg2 += opponent * opponent;
    yb2 += warm * warm;
  }
  const spread = Math.max(0, (rg2 + yb2) / count - (rg / count) ** 2 - (yb / count) ** 2);
  return Math.sqrt(spread) + 0.3 * Math.hypot(rg / count, yb / count);
}

const codeSteps = 4096;

// Codes, 0 to 255, of light (k / 4096)^2: over the root of light they run almost straight.
const codeTable = /* @__PURE__ */ onFirstUse(() =>
  table(codeSteps + 2, (k) => 255 * encodedOf((k / codeSteps) ** 2)),
);

/** Between two entries of the table: exact to 1e-3 of a code. */
function look(codes: Float64Array, light: number): number {
  const place = Math.sqrt(light) * codeSteps;
  const below = Math.floor(place);
  return codes[below]! + (place - below) * (codes[below + 1]! - codes[below]!);
}
