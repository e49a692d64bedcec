import { randomSource } from '@ikat/random';
import * as tf from '@tensorflow/tfjs-core';
import type { FeatureNetwork } from './optimise-image-targets.js';

/** A feature network of one layer, `only`: random filters, drawn from a seed. */
export function filterFeatures(): FeatureNetwork {
  const filters = tf.keep(tf.tensor4d(randomSource(1).normals(108), [3, 3, 3, 4]));
  return {
    layers: ['only'],
    forward: (x) => ({ only: tf.relu(tf.conv2d(x, filters, 2, 'valid')) }),
  };
}
