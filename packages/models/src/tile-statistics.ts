import * as tf from '@tensorflow/tfjs-core';
import type * as tfl from '@tensorflow/tfjs-layers';
import { InstanceNormLayer, type NormStatistics } from './layers/instance-norm-layer.js';

/** The statistics of every instance norm of a network, by the layer's name. */
export type NetworkStatistics = Record<string, NormStatistics>;

/**
 * Runs a network on pieces of one picture, [pieces, h, w, c], and keeps the mean and variance that
 * every instance norm sees in all of them together.
 */
export function measureStatistics(
  generator: tfl.LayersModel,
  pieces: tf.Tensor4D,
): NetworkStatistics {
  const found: NetworkStatistics = {};
  const measure = (name: string) => (x: tf.Tensor4D) => {
    const { mean, variance } = tf.moments(x, [0, 1, 2], true); // [1, 1, 1, c]
    found[name] = { mean: tf.keep(mean), variance: tf.keep(variance) };
    return found[name];
  };
  tf.tidy(() => void withStatistics(generator, measure, () => generator.apply(pieces)));
  return found;
}

/** Runs a network whose instance norms use these statistics. */
export function applyStatistics(
  generator: tfl.LayersModel,
  statistics: NetworkStatistics,
  x: tf.Tensor4D,
): tf.Tensor4D {
  const given = (name: string) => () => statistics[name]!;
  return tf.tidy(() => withStatistics(generator, given, () => generator.apply(x) as tf.Tensor4D));
}

/** Sets where the norms take their statistics from, and puts it back. */
function withStatistics<T>(
  generator: tfl.LayersModel,
  source: (name: string) => NonNullable<InstanceNormLayer['statisticsOf']>,
  run: () => T,
): T {
  const norms = generator.layers.filter((layer) => layer instanceof InstanceNormLayer);
  for (const norm of norms) norm.statisticsOf = source(norm.name);
  try {
    return run();
  } finally {
    for (const norm of norms) norm.statisticsOf = undefined;
  }
}
