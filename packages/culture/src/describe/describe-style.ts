import { childSeed } from '@ikat/random';
import { type Refusal, refuse } from '../statistics/interval.js';
import { boxDimension } from './box-count.js';
import { colourfulness, colourSummary, labPlanes } from './colour.js';
import { layoutOf } from './layout.js';
import { ordinalPatterns } from './ordinal.js';
import { slopesOf, steepestTenth, strokeOrientation } from './orientation.js';
import { type PaletteColour, paletteOf } from './palette.js';
import { checkPicture, type Picture, type Plane } from './picture.js';
import { lightAtSize, sizeOfArea } from './resize-area.js';
import { spectralSlope } from './spectrum.js';
import { type DescriptorName, styleDescriptors } from './style-descriptors.js';

/** One picture in numbers. */
export interface StyleDescription {
  readonly kind: 'described';
  readonly descriptors: Readonly<Record<DescriptorName, number>>;
  /** The main colours, largest first. */
  readonly palette: readonly PaletteColour[];
  /** Shares of stroke directions: 18 of 10 degrees from horizontal counter-clockwise. */
  readonly strokes: readonly number[];
  /** The share of 2 x 2 windows with ties: above a tenth or so, doubt entropy and complexity. */
  readonly tieShare: number;
  /** Whether the picture was smaller than the area and had to be enlarged. */
  readonly enlarged: boolean;
  /** What was done, by version: compare only descriptions with the same. */
  readonly pipeline: string;
}

/** Options of {@link describeStyle}. */
export interface DescribeOptions {
  /** The number of pixels that pictures are brought to; 65536, as of 256 x 256. */
  readonly area?: number | undefined;
  /** Colours of the palette; 5. */
  readonly colours?: number | undefined;
  readonly seed?: number | undefined;
}

// Change the number with anything that changes a descriptor.
const version = 1;
const narrowest = 24;
const boxSides = [2, 4, 8, 16, 32];
// Steps of lightness that count as equal: arithmetic noise must not order a flat place.
const lightnessStep = 1e-3;

/**
 * Describes the style of one picture by what art history and vision research measure.
 *
 * Brought to a fixed area by averaging light, then CIELAB (D65) once: colour, order and complexity,
 * strokes, scale, layout; see {@link styleDescriptors}. Void, contrast and smoothing scales are this
 * package's own definitions.
 *
 * @returns `described`, or `refused`: `flat` where all pixels have one lightness, `too narrow` where the shorter
 *   side would have less than 24 pixels
 * @throws RangeError if sizes and data do not fit
 *
 * @example
 * ```ts
 * import { describeStyle } from '@ikat/culture';
 *
 * const data = Uint8Array.from({ length: 64 * 64 * 3 }, (_, i) => (i % 3 === 0 ? 255 : i % 64));
 * const style = describeStyle({ width: 64, height: 64, channels: 3, data }, { area: 4096 });
 * if (style.kind === 'described') console.log(style.descriptors.redness > 50); // true
 * ```
 */
export function describeStyle(
  picture: Picture,
  { area = 65_536, colours = 5, seed = 0 }: DescribeOptions = {},
): StyleDescription | Refusal<'flat' | 'too narrow'> {
  checkPicture('describeStyle', picture);
  checkOptions(area, colours);
  const size = sizeOfArea(picture, area);
  if (Math.min(size.width, size.height) < narrowest) {
    return refuse(
      'too narrow',
      `A picture of ${picture.width} x ${picture.height} has ${size.width} x ${size.height} of ${area} pixels; descriptors need ${narrowest} on the shorter side.`,
    );
  }
  const light = lightAtSize(picture, size);
  const lab = labPlanes(light);
  const lightness: Plane = { ...size, values: lab.channels[0] };
  const stepped = inSteps(lightness.values);
  const summary = colourSummary(lab);
  if (!summary.mean.every(Number.isFinite)) {
    throw new RangeError('describeStyle: expected pixel values from 0 to 255, got something else.');
  }
  if (isEven(stepped)) {
    return refuse(
      'flat',
      'All pixels of the picture have one lightness: there is no style to describe.',
    );
  }
  const orders = ordinalPatterns({ ...size, values: stepped });
  const slopes = slopesOf(lightness);
  const strokes = strokeOrientation(slopes);
  const layout = layoutOf(lightness);
  const [l, a, b] = summary.mean;
  const [ll, aa, bb, la, lb, ab] = summary.covariance;
  const descriptors = {
    lightness: l,
    redness: a,
    yellowness: b,
    lightnessVariance: ll,
    rednessVariance: aa,
    yellownessVariance: bb,
    lightnessWithRedness: la,
    lightnessWithYellowness: lb,
    rednessWithYellowness: ab,
    chroma: summary.chroma,
    hueCosine: summary.hue[0],
    hueSine: summary.hue[1],
    hueConcentration: Math.hypot(...summary.hue),
    colourfulness: colourfulness(light),
    entropy: orders.entropy,
    complexity: orders.complexity,
    smoothness: orders.smoothness,
    curvature: orders.curvature,
    strokeEntropy: strokes.entropy,
    strokeCoherence: strokes.coherence,
    strokeHorizontal: strokes.direction[0],
    strokeRising: strokes.direction[1],
    spectralSlope: spectralSlope(lightness),
    edgeDimension: boxDimension(steepestTenth(slopes), boxSides),
    ...layout,
  };
  return {
    kind: 'described',
    descriptors,
    palette: paletteOf(lab, { size: colours, seed: childSeed(seed, 'palette') }),
    strokes: strokes.histogram,
    tieShare: orders.tieShare,
    enlarged: picture.width * picture.height < area,
    pipeline: `ikat-describe-${version}-${area}`,
  };
}

/**
 * The numbers of a description in the order of {@link styleDescriptors}: a row of a table.
 *
 * @example
 * ```ts
 * import { describeStyle, descriptorValues } from '@ikat/culture';
 *
 * const data = Uint8Array.from({ length: 48 * 48 * 3 }, (_, i) => (i * i) % 256);
 * const style = describeStyle({ width: 48, height: 48, channels: 3, data }, { area: 2304 });
 * if (style.kind === 'described') console.log(descriptorValues(style).length); // 29
 * ```
 */
export function descriptorValues({ descriptors }: StyleDescription): number[] {
  return styleDescriptors.map(({ name }) => descriptors[name]);
}

function checkOptions(area: number, colours: number): void {
  if (!(Number.isInteger(area) && area >= narrowest ** 2)) {
    throw new RangeError(
      `describeStyle: expected an area of ${narrowest ** 2} pixels or more, got ${area}.`,
    );
  }
  if (!(Number.isInteger(colours) && colours >= 1)) {
    throw new RangeError(`describeStyle: expected one colour or more, got ${colours}.`);
  }
}

/** Lightness in whole steps. */
function inSteps(lightness: Float32Array): Float32Array {
  const steps = new Float32Array(lightness.length);
  for (let i = 0; i < steps.length; i++) steps[i] = Math.round(lightness[i]! / lightnessStep);
  return steps;
}

function isEven(values: Float32Array): boolean {
  for (let i = 1; i < values.length; i++) if (values[i] !== values[0]) return false;
  return true;
}
