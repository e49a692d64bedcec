import * as tf from '@tensorflow/tfjs-core';
import { type Correction, correction, sumTo } from './correction.js';

type Derivative = (x: tf.Tensor) => tf.Tensor;

function activation(kernel: string, tfjs: string, [here, slope]: [string, Derivative]): Correction {
  return correction<'x'>(kernel, {
    tfjs,
    here,
    save: ['x'],
    gradient: (dy, { x }) => ({ x: () => tf.mul(dy, slope(x)) }),
  });
}

function sigmoidSlope(x: tf.Tensor): tf.Tensor {
  const s = tf.sigmoid(x);
  return tf.mul(s, tf.sub(1, s));
}

/** tanh x = 2 s(2x) - 1, so its slope is 4 s' (2x): fast where tf.tanh is slow. */
const tanhSlope = (x: tf.Tensor) => tf.mul(sigmoidSlope(tf.mul(x, 2)), 4);

/** elu x = x for x > 0, else e^x - 1, so its slope is elu x - relu x + 1. */
const eluSlope = (x: tf.Tensor) => tf.add(tf.sub(tf.elu(x), tf.relu(x)), 1);

const seluScale = 1.0507009873554805;
const seluAlpha = 1.6732632423543772;

function seluSlope(x: tf.Tensor): tf.Tensor {
  const positive = tf.step(x);
  const below = tf.mul(tf.exp(tf.neg(tf.relu(tf.neg(x)))), seluScale * seluAlpha);
  return tf.add(tf.mul(positive, seluScale), tf.mul(tf.sub(1, positive), below));
}

interface LastAxis {
  dim: number;
}

/** Activations of networks. */
export const activations = (): Correction[] => [
  activation('Relu', 'right', ['dy where x > 0', (x) => tf.step(x)]),
  activation('Relu6', 'no second order', [
    'dy where 0 < x < 6',
    (x) => tf.mul(tf.step(x), tf.step(tf.sub(6, x))),
  ]),
  correction<'x', { alpha: number }>('LeakyRelu', {
    tfjs: 'no second order',
    here: 'dy where x > 0, else alpha dy',
    save: ['x'],
    gradient: (dy, { x }, { alpha }) => ({ x: () => tf.mul(dy, tf.step(x, alpha)) }),
  }),
  correction<'x' | 'alpha'>('Prelu', {
    tfjs: 'no second order',
    here: 'dy where x > 0, else alpha dy; to alpha: min(x, 0) dy',
    save: ['x', 'alpha'],
    gradient: (dy, { x, alpha }) => ({
      x: () => {
        const positive = tf.step(x);
        return tf.mul(dy, tf.add(positive, tf.mul(tf.sub(1, positive), alpha)));
      },
      alpha: () => sumTo(tf.mul(dy, tf.sub(x, tf.relu(x))), alpha.shape),
    }),
  }),
  activation('Elu', 'no second order', ['dy (elu x - relu x + 1)', eluSlope]),
  activation('Selu', 'no second order', [
    'dy scale where x > 0, else dy scale alpha e^x',
    seluSlope,
  ]),
  activation('Sigmoid', 'second order wrong, without an error', ['dy s (1 - s)', sigmoidSlope]),
  activation('Tanh', 'second order wrong, without an error', [
    '4 dy s (1 - s), s = sigmoid(2x)',
    tanhSlope,
  ]),
  activation('Softplus', 'right', ['dy sigmoid(x)', (x) => tf.sigmoid(x)]),
  correction<'logits', LastAxis>('Softmax', {
    tfjs: 'second order wrong, without an error',
    here: 'y (dy - sum(y dy)), y computed again',
    save: ['logits'],
    gradient: (dy, { logits }, { dim }) => ({
      logits: () => {
        const y = tf.softmax(logits, dim);
        return tf.mul(y, tf.sub(dy, tf.sum(tf.mul(y, dy), dim, true)));
      },
    }),
  }),
];
