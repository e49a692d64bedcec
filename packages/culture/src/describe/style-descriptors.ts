/** One descriptor of a picture. */
export interface StyleDescriptor {
  readonly name: DescriptorName;
  readonly family: 'colour' | 'order' | 'stroke' | 'scale' | 'layout';
  readonly unit: string;
  /** What it says, in a few words. */
  readonly meaning: string;
}

/** The names of the descriptors. */
export type DescriptorName = (typeof table)[number][0];

const table = [
  ['lightness', 'colour', 'L*', 'mean lightness, 0 black to 100 white'],
  ['redness', 'colour', 'a*', 'mean from green (below 0) to red'],
  ['yellowness', 'colour', 'b*', 'mean from blue (below 0) to yellow'],
  ['lightnessVariance', 'colour', 'L*^2', 'variance of lightness'],
  ['rednessVariance', 'colour', 'a*^2', 'variance from green to red'],
  ['yellownessVariance', 'colour', 'b*^2', 'variance from blue to yellow'],
  ['lightnessWithRedness', 'colour', 'L*a*', 'covariance: are light places red'],
  ['lightnessWithYellowness', 'colour', 'L*b*', 'covariance: are light places yellow'],
  ['rednessWithYellowness', 'colour', 'a*b*', 'covariance: are red places yellow'],
  ['chroma', 'colour', 'C*', 'mean distance from grey'],
  ['hueCosine', 'colour', '', 'chroma-weighted mean hue, towards red'],
  ['hueSine', 'colour', '', 'chroma-weighted mean hue, towards yellow'],
  ['hueConcentration', 'colour', '', 'how much the hues agree, 0 to 1'],
  ['colourfulness', 'colour', 'sRGB', 'colourfulness of Hasler and Süsstrunk'],
  ['entropy', 'order', '', 'disorder of 2 x 2 orderings, 0 to 1'],
  ['complexity', 'order', '', 'statistical complexity of 2 x 2 orderings'],
  ['smoothness', 'order', '', 'share of smooth slopes, less 1/3'],
  ['curvature', 'order', '', 'curved less saddle-like windows'],
  ['strokeEntropy', 'stroke', '', 'how many directions strokes take, 0 to 1'],
  ['strokeCoherence', 'stroke', '', 'how clear the local direction is, 0 to 1'],
  ['strokeHorizontal', 'stroke', '', 'horizontal (1) against vertical (-1) strokes'],
  ['strokeRising', 'stroke', '', 'rising (1) against falling (-1) strokes'],
  ['spectralSlope', 'scale', '', 'slope of the power spectrum: lower is smoother'],
  ['edgeDimension', 'scale', '', 'box-counting dimension of the steepest tenth'],
  ['mirrorLeftRight', 'layout', '', 'correlation with the mirror image'],
  ['mirrorTopBottom', 'layout', '', 'correlation with the picture upside down'],
  ['halfTurn', 'layout', '', 'correlation with the picture turned by 180 degrees'],
  ['voidShare', 'layout', '', 'share of places that are even and light'],
  ['localContrast', 'layout', 'L*', 'mean deviation of lightness in 9 x 9 windows'],
] as const;

/**
 * The descriptors that {@link describeStyle} measures, in the order of its numbers.
 *
 * @example
 * ```ts
 * import { styleDescriptors } from '@ikat/culture';
 *
 * console.log(styleDescriptors.length, styleDescriptors[0]!.name); // 29 lightness
 * ```
 */
export const styleDescriptors: readonly StyleDescriptor[] = table.map(
  ([name, family, unit, meaning]) => ({ name, family, unit, meaning }),
);
