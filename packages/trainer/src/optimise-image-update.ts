import { content as contentLoss } from '@ikat/losses';
import * as tf from '@tensorflow/tfjs-core';
import { type AdamPace, adam } from './adam.js';
import { cropShifts, LEAST_SIZE, shiftedCrop, shiftFilter } from './optimise-image-crop.js';
import { imagePyramid } from './optimise-image-pyramid.js';
import { resize, resizeWeights } from './optimise-image-resize.js';
import {
  type CropTarget,
  cropTargets,
  type FeatureNetwork,
  styleLoss,
  styleTarget,
} from './optimise-image-targets.js';
import { asItIs, type Compile } from './step-graph.js';

/** The settings of one update. */
export interface UpdateSettings {
  styleWeight: number;
  styleScale: number;
  styleLayers: readonly string[];
  contentLayer: string;
  seed: number;
  compile?: Compile | undefined;
}

/** The losses of one update. */
export type UpdateTerms = Record<'content' | 'style' | 'total', tf.Scalar>;

/** An image under way. */
export interface ImageUpdates {
  /** One update; its terms are the caller's. */
  update(learningRate: number): UpdateTerms;
  /** The image as it is, the caller's. */
  image(): tf.Tensor4D;
  dispose(): void;
}

/** The style image at the area of the content times scale squared, its aspect kept. */
function resizeStyle(style: tf.Tensor4D, content: tf.Tensor4D, scale: number): tf.Tensor4D {
  return tf.tidy(() => {
    const [, height, width] = style.shape;
    const factor = scale * Math.sqrt((content.shape[1] * content.shape[2]) / (height * width));
    const size = (pixels: number) => Math.max(LEAST_SIZE, Math.round(pixels * factor));
    return resize(style, resizeWeights(size(height), height), resizeWeights(size(width), width));
  });
}

/** Prepares the targets and the variables of {@link optimiseImage}. */
export function imageUpdates(
  content: tf.Tensor4D,
  styles: readonly tf.Tensor4D[],
  features: FeatureNetwork,
  settings: UpdateSettings,
): ImageUpdates {
  const { styleLayers, contentLayer, seed, styleScale, styleWeight } = settings;
  const { compile = asItIs } = settings;
  const target = tf.tidy(() => {
    const sized = styles.map((style) => resizeStyle(style, content, styleScale));
    return styleTarget(
      features,
      sized.map((style) => shiftedCrop(style, shiftFilter([0, 0]))),
      styleLayers,
    );
  });
  const base = tf.clone(content);
  const targets = cropTargets(base, features, contentLayer);
  const pyramid = imagePyramid(base);
  const optimiser = adam(pyramid.variables, { beta1: 0.9 });
  const shifts = cropShifts(seed);
  const layers = [...new Set([...styleLayers, contentLayer])];
  // The maps are at hand already, for the style: nothing is left to extract.
  const contentOf = contentLoss((maps) => ({ [contentLayer]: maps }));
  const graph = compile(({ shift, content: original, ...pace }: CropTarget & AdamPace) =>
    optimiser.minimize<UpdateTerms>(() => {
      const maps = features.forward(shiftedCrop(pyramid.image(), shift), layers);
      const content = contentOf(maps[contentLayer]!, original);
      const style = styleLoss(maps, target);
      const total = tf.add(content, tf.mul(style, styleWeight)) as tf.Scalar;
      return { content, style, total };
    }, pace),
  );
  return {
    update(learningRate) {
      optimiser.learningRate = learningRate;
      const given = targets.at(shifts.next().value);
      return tf.tidy(() => graph({ ...given, ...optimiser.next() }));
    },
    image: () => tf.tidy(() => tf.clipByValue(pyramid.image(), -1, 1)),
    dispose() {
      for (const part of [targets, pyramid, optimiser]) part.dispose();
      tf.dispose([base, target]);
    },
  };
}
