import * as tf from '@tensorflow/tfjs-core';
import { broadcast, type Correction, constant, correction } from './correction.js';

interface Axes {
  axis: number | number[] | null;
}

/** The shape of x with length 1 along the reduced axes. */
function keptShape(shape: number[], axis: number | number[] | null): number[] {
  const reduced = tf.util.parseAxisParam(axis as number[], shape);
  return shape.map((size, i) => (reduced.includes(i) ? 1 : size));
}

function spreadOut(dy: tf.Tensor, x: tf.Tensor, axis: Axes['axis']): tf.Tensor {
  return broadcast(tf.reshape(dy, keptShape(x.shape, axis)), x.shape);
}

type Extreme = (x: tf.Tensor, axis: number[], keepDims: boolean) => tf.Tensor;

function extreme(kernel: string, tfjs: string, reduce: Extreme): Correction {
  // Max names its axes reductionIndices, Min axis
  return correction<'x', { reductionIndices?: number[]; axis?: number[] }>(kernel, {
    tfjs,
    here: 'dy to the extreme element, in equal parts when several are',
    save: ['x'],
    gradient: (dy, { x }, { reductionIndices, axis }) => ({
      x: () => {
        const axes = tf.util.parseAxisParam((reductionIndices ?? axis)!, x.shape);
        const best = reduce(x, axes, true);
        const among = tf.cast(tf.equal(x, best), 'float32');
        const share = tf.div(tf.reshape(dy, best.shape), tf.sum(among, axes, true));
        return tf.mul(among, share);
      },
    }),
  });
}

/** Functions that reduce axes, and the cumulative sum. */
export const reductions = (): Correction[] => [
  correction<'x', Axes>('Sum', {
    tfjs: 'right',
    here: 'dy, repeated',
    save: ['x'],
    gradient: (dy, { x }, { axis }) => ({ x: () => spreadOut(dy, x, axis) }),
  }),
  correction<'x', Axes>('Mean', {
    tfjs: 'right',
    here: 'dy / n, repeated',
    save: ['x'],
    gradient: (dy, { x }, { axis }) => ({
      x: () => spreadOut(tf.mul(dy, dy.size / x.size), x, axis),
    }),
  }),
  extreme('Max', 'all of dy to each of several; no second order', tf.max),
  extreme('Min', 'all of dy to each of several; no second order', tf.min),
  correction<never, { axis: number; exclusive: boolean; reverse: boolean }>('Cumsum', {
    tfjs: 'throws unless the axis is the last',
    here: 'cumulative sum of dy in the other direction',
    gradient: (dy, _saved, { axis, exclusive, reverse }) => ({
      x: () => tf.cumsum(dy, axis, exclusive, !reverse),
    }),
  }),
  ...['ArgMax', 'ArgMin'].map((kernel) => constant(kernel, { tfjs: 'right', inputs: ['x'] })),
];
