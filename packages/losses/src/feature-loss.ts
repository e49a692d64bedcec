import * as tf from '@tensorflow/tfjs-core';
import { expectImages, expectSameShape } from './check.js';
import { layerShares } from './layer-shares.js';

/** Feature maps `[batch, height, width, channels]` by layer name. */
export type FeatureMaps = Record<string, tf.Tensor4D>;

/**
 * What the feature losses need of a network: images in, the maps of the chosen layers out.
 * From a `FeatureNet` of `@ikat/features`: `(x) => net.forward(x, ['activation_5'])`.
 */
export type FeatureExtractor = (images: tf.Tensor4D) => FeatureMaps;

/** A feature loss whose target was measured once. */
export interface TargetLoss {
  /** The distance of images from the target. */
  (image: tf.Tensor4D): tf.Scalar;
  /** Frees the target's statistics. */
  dispose(): void;
}

/** A loss that compares images in the feature space of a network. */
export interface FeatureLoss {
  /** The distance of `image` from `target`, a mean over layers and images. */
  (image: tf.Tensor4D, target: tf.Tensor4D): tf.Scalar;
  /** Measures a target once, for the many steps that will use it; the result keeps tensors. */
  target(target: tf.Tensor4D): TargetLoss;
}

/** Options of all feature losses. */
export interface FeatureLossOptions {
  /** Weights by layer name, for a weighted mean; by default all layers count alike. */
  layerWeights?: Readonly<Record<string, number>> | undefined;
}

/** How one layer is described, and how two descriptions are compared. */
export interface FeatureMeasure<D extends tf.NamedTensorMap, T extends tf.NamedTensorMap = D> {
  name: string;
  /** Content compares place with place: the images must have one shape. */
  sameShape: boolean;
  describe(features: tf.Tensor4D): D;
  describeTarget(features: tf.Tensor4D): T;
  /** A mean over the images of the batch. */
  distance(description: D, target: T): tf.Scalar;
}

function byLayer<D>(maps: FeatureMaps, describe: (features: tf.Tensor4D) => D) {
  const described = Object.entries(maps).map(([layer, features]) => [layer, describe(features)]);
  return Object.fromEntries(described) as Record<string, D>;
}

/** Copies that outlive every tidy; also of what the extractor passed through untouched. */
function keptCopies<T extends tf.NamedTensorMap>(described: Record<string, T>): Record<string, T> {
  const copied = Object.entries(described).map(([layer, tensors]) => {
    const copies = Object.entries(tensors).map(([name, x]) => [name, tf.keep(tf.clone(x))]);
    return [layer, Object.fromEntries(copies)];
  });
  return Object.fromEntries(copied);
}

function checkImages(
  { name, sameShape }: { name: string; sameShape: boolean },
  image: tf.Tensor4D,
  targetShape: tf.Tensor4D['shape'],
): void {
  expectImages(name, image);
  if (sameShape) expectSameShape(name, image.shape, targetShape);
  else if (targetShape[0] !== 1 && targetShape[0] !== image.shape[0]) {
    throw new RangeError(
      `${name}: expected 1 target or as many as images, got ${targetShape[0]} for ` +
        `${image.shape[0]}. Slice the batch of targets.`,
    );
  }
}

/** Builds a feature loss on one way of describing a layer. */
export function featureLoss<D extends tf.NamedTensorMap, T extends tf.NamedTensorMap>(
  extract: FeatureExtractor,
  measure: FeatureMeasure<D, T>,
  { layerWeights }: FeatureLossOptions = {},
): FeatureLoss {
  const targetsOf = (target: tf.Tensor4D) => byLayer(extract(target), measure.describeTarget);
  const compare = (image: tf.Tensor4D, targets: Record<string, T>): tf.Scalar => {
    const layers = Object.keys(targets);
    const shares = layerShares(measure.name, layers, layerWeights);
    const described = byLayer(extract(image), measure.describe);
    const terms = layers.map((layer, index) =>
      tf.mul(measure.distance(described[layer]!, targets[layer]!), shares[index]!),
    );
    return terms.reduce((sum, term) => tf.add(sum, term)) as tf.Scalar;
  };

  const loss = (image: tf.Tensor4D, target: tf.Tensor4D) => {
    expectImages(measure.name, target);
    checkImages(measure, image, target.shape);
    return tf.tidy(() => compare(image, targetsOf(target)));
  };
  const towards = (target: tf.Tensor4D): TargetLoss => {
    expectImages(measure.name, target);
    const targets = tf.tidy(() => keptCopies(targetsOf(target)));
    const { shape } = target;
    const fixed = (image: tf.Tensor4D) => {
      checkImages(measure, image, shape);
      return tf.tidy(() => compare(image, targets));
    };
    return Object.assign(fixed, { dispose: () => tf.dispose(targets) });
  };
  return Object.assign(loss, { target: towards });
}
