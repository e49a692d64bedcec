import { childSeed, randomSource } from '@ikat/random';
import * as tf from '@tensorflow/tfjs-core';
import { adam } from './adam.js';
import { cropShifts, LEAST_SIZE, shiftedCrop } from './optimise-image-crop.js';
import { imagePyramid } from './optimise-image-pyramid.js';
import { resize, resizeWeights } from './optimise-image-resize.js';
import {
  type FeatureNetwork,
  relativeDistance,
  styleDistance,
  styleTarget,
} from './optimise-image-targets.js';

/** The settings of one update. */
export interface UpdateSettings {
  styleWeight: number;
  styleScale: number;
  styleLayers: readonly string[];
  contentLayer: string;
  seed: number;
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

/** The content's feature map at each shift, computed when it is first asked for. */
function contentMaps(content: tf.Tensor4D, features: FeatureNetwork, layer: string) {
  const maps = new Map<string, tf.Tensor4D>();
  return {
    at(shift: [number, number]): tf.Tensor4D {
      const key = shift.join();
      const map =
        maps.get(key) ??
        tf.tidy(() => features.forward(shiftedCrop(content, shift), [layer])[layer]!);
      maps.set(key, map);
      return map;
    },
    dispose: () => tf.dispose([...maps.values()]),
  };
}

/** Prepares the targets and the variables of {@link optimiseImage}. */
export function imageUpdates(
  content: tf.Tensor4D,
  styles: readonly tf.Tensor4D[],
  features: FeatureNetwork,
  settings: UpdateSettings,
): ImageUpdates {
  const { styleLayers, contentLayer, seed, styleScale, styleWeight } = settings;
  const target = tf.tidy(() => {
    const sized = styles.map((style) => resizeStyle(style, content, styleScale));
    return styleTarget(
      features,
      sized.map((style) => shiftedCrop(style, [0, 0])),
      styleLayers,
    );
  });
  const base = tf.clone(content);
  const maps = contentMaps(base, features, contentLayer);
  const pyramid = imagePyramid(base);
  const optimiser = adam(pyramid.variables, { beta1: 0.9 });
  const shifts = cropShifts(seed);
  const draw = randomSource(childSeed(seed, 'crops'));
  const layers = [...new Set([...styleLayers, contentLayer])];
  return {
    update(learningRate) {
      optimiser.learningRate = learningRate;
      const shift = shifts[draw.integer(shifts.length)]!;
      const contentMap = maps.at(shift);
      return optimiser.minimize(() => {
        const own = features.forward(shiftedCrop(pyramid.image(), shift), layers);
        const contentLoss = relativeDistance(own[contentLayer]!, contentMap);
        const style = styleDistance(own, target);
        const total = tf.add(contentLoss, tf.mul(style, styleWeight)) as tf.Scalar;
        return { content: contentLoss, style, total };
      });
    },
    image: () => tf.tidy(() => tf.clipByValue(pyramid.image(), -1, 1)),
    dispose() {
      for (const part of [maps, pyramid, optimiser]) part.dispose();
      tf.dispose([base, target]);
    },
  };
}
