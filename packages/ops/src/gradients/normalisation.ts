import * as tf from '@tensorflow/tfjs-core';
import { type Correction, correction, sumTo } from './correction.js';

/**
 * Batch normalisation. Without scale or offset TensorFlow.js cannot differentiate it, whatever is
 * registered: its tape asks the absent input for its id.
 */
export const normalisation = (): Correction[] => [
  correction<'x' | 'mean' | 'variance' | 'scale', { varianceEpsilon: number }>('FusedBatchNorm', {
    tfjs: 'right for statistics of rank 1',
    here: 'of (x - mean) / sqrt(variance + epsilon) * scale + offset to all five',
    save: ['x', 'mean', 'variance', 'scale'],
    gradient: (dy, { x, mean, variance, scale }, { varianceEpsilon }) => {
      const shifted = () => tf.add(variance, varianceEpsilon);
      const scaled = () => tf.mul(dy, scale);
      const normalised = (g: tf.Tensor) => tf.mul(g, tf.rsqrt(shifted()));
      const weighted = (g: tf.Tensor) => tf.mul(normalised(g), tf.sub(x, mean));
      return {
        x: () => normalised(scaled()),
        mean: () => sumTo(tf.neg(normalised(scaled())), mean.shape),
        variance: () => sumTo(tf.div(weighted(scaled()), tf.mul(shifted(), -2)), variance.shape),
        scale: () => sumTo(weighted(dy), mean.shape),
        offset: () => sumTo(dy, mean.shape),
      };
    },
  }),
];
