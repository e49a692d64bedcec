import { type ChannelStatistics, channelStatistics, covarianceDistance } from '@ikat/losses';
import * as tf from '@tensorflow/tfjs-core';
import { type Shift, shiftedCrop, shiftFilter } from './optimise-image-crop.js';

/** Anything that turns an image into named feature maps, such as a network of `@ikat/features`. */
export interface FeatureNetwork {
  /** The names of the feature maps that `forward` can give. */
  readonly layers: readonly string[];
  /** The named feature maps of images [b, h, w, 3] in [-1, 1], the caller's. */
  forward(images: tf.Tensor4D, layers: readonly string[]): Record<string, tf.Tensor4D>;
}

/** The statistics of a style by layer, a batch of one. */
export type StyleTarget = Record<string, ChannelStatistics>;

/** The statistics of each layer, averaged over the style images; the caller's. */
export function styleTarget(
  features: FeatureNetwork,
  styles: readonly tf.Tensor4D[],
  layers: readonly string[],
): StyleTarget {
  return tf.tidy(() => {
    const each = styles.map((style) => {
      const maps = features.forward(style, layers);
      return layers.map((layer) => channelStatistics(maps[layer]!));
    });
    const average = <T extends tf.Tensor>(pick: (of: ChannelStatistics) => T, layer: number) =>
      tf.div<T>(tf.addN(each.map((one) => pick(one[layer]!))), styles.length);
    const entries = layers.map((layer, i) => {
      const mean = average((of) => of.mean, i);
      return [layer, { mean, covariance: average((of) => of.covariance, i) }];
    });
    return Object.fromEntries(entries);
  });
}

/** The distance of feature maps from a style, a mean over its layers. */
export function styleLoss(maps: Record<string, tf.Tensor4D>, target: StyleTarget): tf.Scalar {
  return tf.tidy(() => {
    const distances = Object.entries(target).map(([layer, statistics]) =>
      covarianceDistance(channelStatistics(maps[layer]!), statistics),
    );
    return tf.div(tf.addN(distances), distances.length) as tf.Scalar;
  });
}

/** What an update is given: a shift, and the content's feature map of the crop there. */
export type CropTarget = Record<'shift' | 'content', tf.Tensor4D>;

/** The shifts with the contents of one image, each measured when it is first asked for. */
export function cropTargets(image: tf.Tensor4D, features: FeatureNetwork, layer: string) {
  const targets = new Map<Shift, CropTarget>();
  return {
    at(shift: Shift): CropTarget {
      const known = targets.get(shift);
      if (known) return known;
      const filter = shiftFilter(shift);
      const content = tf.tidy(() => features.forward(shiftedCrop(image, filter), [layer])[layer]!);
      const made = { shift: filter, content };
      targets.set(shift, made);
      return made;
    },
    dispose() {
      for (const target of targets.values()) tf.dispose(target);
    },
  };
}
