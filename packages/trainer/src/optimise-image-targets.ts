import * as tf from '@tensorflow/tfjs-core';

/** Anything that turns an image into named feature maps, such as a network of `@ikat/features`. */
export interface FeatureNetwork {
  /** The names of the feature maps that `forward` can give. */
  layers: readonly string[];
  /** The named feature maps of images [b, h, w, 3] in [-1, 1], the caller's. */
  forward(images: tf.Tensor4D, layers: readonly string[]): Record<string, tf.Tensor4D>;
}

/** The mean [c] and covariance [c, c] of the channels of a feature map, over all its places. */
export type Statistics = { mean: tf.Tensor1D; covariance: tf.Tensor2D };

/** ||x - target||^2 / ||target||^2, so that no layer outweighs another by its scale. */
export function relativeDistance(x: tf.Tensor, target: tf.Tensor): tf.Scalar {
  return tf.tidy(() => {
    const norm = tf.add(tf.sum(tf.square(target)), 1e-8);
    return tf.div(tf.sum(tf.squaredDifference(x, target)), norm) as tf.Scalar;
  });
}

export function statistics(map: tf.Tensor4D): Statistics {
  return tf.tidy(() => {
    const flat = tf.reshape(map, [-1, map.shape[3]]) as tf.Tensor2D; // [places, c]
    const mean = tf.mean(flat, 0) as tf.Tensor1D;
    const centred = tf.sub(flat, mean) as tf.Tensor2D;
    const covariance = tf.div(tf.matMul(centred, centred, true), flat.shape[0]) as tf.Tensor2D;
    return { mean, covariance };
  });
}

/** The statistics of each layer, averaged over the style images; the caller's. */
export function styleTarget(
  features: FeatureNetwork,
  styles: readonly tf.Tensor4D[],
  layers: readonly string[],
): Record<string, Statistics> {
  return tf.tidy(() => {
    const each = styles.map((style) => {
      const maps = features.forward(style, layers);
      return layers.map((layer) => statistics(maps[layer]!));
    });
    const average = (pick: (of: Statistics) => tf.Tensor, layer: number) =>
      tf.div(tf.addN(each.map((one) => pick(one[layer]!))), styles.length);
    const entries = layers.map((layer, i) => [
      layer,
      { mean: average((of) => of.mean, i), covariance: average((of) => of.covariance, i) },
    ]);
    return Object.fromEntries(entries);
  });
}

/** The mean over the layers of both statistics' relative distances to the target. */
export function styleDistance(
  maps: Record<string, tf.Tensor4D>,
  target: Record<string, Statistics>,
): tf.Scalar {
  return tf.tidy(() => {
    const layers = Object.entries(target);
    const distances = layers.map(([layer, { mean, covariance }]) => {
      const own = statistics(maps[layer]!);
      return tf.add(relativeDistance(own.covariance, covariance), relativeDistance(own.mean, mean));
    });
    return tf.div(tf.addN(distances), layers.length) as tf.Scalar;
  });
}
