import { content as contentLoss } from '@ikat/losses';
import { reflectPad } from '@ikat/ops';
import * as tf from '@tensorflow/tfjs-core';
import { LEAST_SIZE, PADDING } from './optimise-image-crop.js';
import { type FeatureNetwork, styleLoss, styleTarget } from './optimise-image-targets.js';

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

/** The two distances of made pictures: from the photographs in content, from the aim in style. */
export interface FastStyleTargets {
  distances(made: tf.Tensor4D, photos: tf.Tensor4D): Record<'content' | 'style', tf.Scalar>;
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
  // 'valid' convolutions see a border less often than the middle: without it, edges turn to trash.
  const seen = (images: tf.Tensor4D) => reflectPad(images, PADDING);
  const target = tf.tidy(() => {
    const measured = styleTarget(features, listed(aim).map(seen), styleLayers);
    for (const statistics of Object.values(measured)) Object.values(statistics).map(tf.keep);
    return measured;
  });
  const layers = [...new Set([...styleLayers, contentLayer])];
  // The maps are at hand already, for the style: nothing is left to extract.
  const contentOf = contentLoss((maps) => ({ [contentLayer]: maps }));
  return {
    distances(made, photos) {
      const maps = features.forward(seen(made), layers);
      const original = features.forward(seen(photos), [contentLayer]);
      return {
        content: contentOf(maps[contentLayer]!, original[contentLayer]!),
        style: styleLoss(maps, target),
      };
    },
    dispose: () => tf.dispose(target),
  };
}
