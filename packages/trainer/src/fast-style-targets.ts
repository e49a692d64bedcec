import { content as contentLoss } from '@ikat/losses';
import { childSeed, randomSource } from '@ikat/random';
import * as tf from '@tensorflow/tfjs-core';
import { LEAST_SIZE, SHIFTS, shiftedCrop, shiftFilter } from './optimise-image-crop.js';
import { type FeatureNetwork, styleLoss, styleTarget } from './optimise-image-targets.js';
import { paletteRange, rangeDistance } from './palette-range.js';

/** What a fast style is to look like, and by which eyes. */
export interface FastStyleAim {
  /** One picture of the style `[1, h, w, 3]` or several, of any size from 13 px; the caller's. */
  style: tf.Tensor4D | readonly tf.Tensor4D[];
  /** A frozen network, such as `inception()` of `@ikat/features`; it must outlive the step. */
  features: FeatureNetwork;
}

/** Which layers are compared. */
export interface FastStyleLayers {
  styleLayers: readonly string[];
  contentLayer: string;
}

/** What the feature network looks at, and where it begins to: see {@link drawShift}. */
export type SeenImages = Record<'made' | 'photos' | 'shift', tf.Tensor4D>;

/** The distances of made pictures: from the photographs in content, from the aim in style and palette. */
export interface FastStyleTargets {
  distances(images: SeenImages): Record<'content' | 'style' | 'palette', tf.Scalar>;
  dispose(): void;
}

const listed = ({ style }: FastStyleAim) => (style instanceof tf.Tensor ? [style] : style);

/** @throws RangeError when the pictures or the layers are none that can be used */
export function checkAim(aim: FastStyleAim, { styleLayers, contentLayer }: FastStyleLayers): void {
  const styles = listed(aim);
  if (styles.length === 0) {
    throw new RangeError('fastStyleStep: expected a style picture, got none. Give one or more.');
  }
  for (const { shape, rank } of styles) {
    const [batch, height, width, channels] = shape;
    if (rank === 4 && batch === 1 && channels === 3 && Math.min(height, width) >= LEAST_SIZE)
      continue;
    throw new RangeError(
      `fastStyleStep: expected style pictures [1, h, w, 3], h and w at least ${LEAST_SIZE}, got [${shape}]. Give each by itself, scaled to [-1, 1].`,
    );
  }
  for (const layer of [...styleLayers, contentLayer]) {
    if (aim.features.layers.includes(layer)) continue;
    throw new RangeError(
      `fastStyleStep: expected a layer of the feature network, got ${layer}. It has ${aim.features.layers.join(', ')}: name some as styleLayers and contentLayer.`,
    );
  }
}

/** Measures the style once, for all steps. */
export function fastStyleTargets(
  aim: FastStyleAim,
  { styleLayers, contentLayer }: FastStyleLayers,
): FastStyleTargets {
  const { features } = aim;
  const target = tf.tidy(() => {
    const still = shiftFilter([0, 0]);
    const styles = listed(aim).map((style) => shiftedCrop(style, still));
    const measured = styleTarget(features, styles, styleLayers);
    for (const statistics of Object.values(measured)) Object.values(statistics).map(tf.keep);
    return measured;
  });
  const range = paletteRange(listed(aim));
  const layers = [...new Set([...styleLayers, contentLayer])];
  // The maps are at hand already, for the style: nothing is left to extract.
  const contentOf = contentLoss((maps) => ({ [contentLayer]: maps }));
  return {
    distances({ made, photos, shift }) {
      const maps = features.forward(shiftedCrop(made, shift), layers);
      const original = features.forward(shiftedCrop(photos, shift), [contentLayer]);
      return {
        content: contentOf(maps[contentLayer]!, original[contentLayer]!),
        style: styleLoss(maps, target),
        palette: rangeDistance(made, range),
      };
    },
    dispose: () => tf.dispose([target, range]),
  };
}

/**
 * A shift of 0 to 3 pixels for one step, as a filter. A network that starts with strides sees every
 * place of a picture then equally often; always seen at the same shift, pictures grow meshes that are
 * locked to their pixels.
 */
export function drawShift(seed: number): tf.Tensor4D {
  const draw = randomSource(childSeed(seed, 'shift'));
  return shiftFilter(SHIFTS[draw.integer(SHIFTS.length)]!);
}
