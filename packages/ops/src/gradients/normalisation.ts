import * as tf from '@tensorflow/tfjs-core';
import { runKernel } from '../kernel.js';
import { type Correction, correction, sumTo } from './correction.js';

/** s (dy - mean(dy) - y (mean(dy y) + ds s / n)): y = (x - mean) s, s = 1 / sqrt(variance + e). */
function throughInstanceNorm(
  [dy, ds]: tf.Tensor[],
  x: tf.Tensor,
  attributes: { epsilon: number },
): tf.Tensor {
  const [y, scale] = runKernel<tf.Tensor[]>('InstanceNorm', { x }, attributes);
  const mean = (values: tf.Tensor) => tf.mean(values, [1, 2], true);
  const ofScale = tf.mul(tf.mul(ds!, scale!), 1 / (x.shape[1]! * x.shape[2]!));
  const along = tf.add(mean(tf.mul(dy!, y!)), ofScale);
  return tf.mul(tf.sub(tf.sub(dy!, mean(dy!)), tf.mul(y!, along)), scale!);
}

/**
 * Batch normalisation, and instance normalisation where a backend has it as a kernel. Without
 * scale or offset TensorFlow.js cannot differentiate the former, whatever is registered: its tape
 * asks the absent input for its id.
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
  correction<'x', { epsilon: number }>('InstanceNorm', {
    tfjs: 'no such kernel',
    here: 's (dy - mean(dy) - y (mean(dy y) + ds s / n)) of the outputs y and s, both computed again',
    save: ['x'],
    gradient: (dy, { x }, attributes) => ({
      x: () => throughInstanceNorm([dy].flat(), x, attributes),
    }),
  }),
];
