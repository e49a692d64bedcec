import * as tf from '@tensorflow/tfjs-core';
import { type Correction, constant, correction } from './correction.js';

type Derivative = (x: tf.Tensor, dy: tf.Tensor) => tf.Tensor;

function unary(kernel: string, tfjs: string, [here, gradient]: [string, Derivative]): Correction {
  return correction<'x'>(kernel, {
    tfjs,
    here,
    save: ['x'],
    gradient: (dy, { x }) => ({ x: () => gradient(x, dy) }),
  });
}

/** -1, 0 or 1: two steps, which WebAssembly computes ten times as fast as tf.sign. */
const signOf = (x: tf.Tensor) => tf.sub(tf.step(x), tf.step(tf.neg(x)));

/** Functions of one tensor, element by element. */
export const elementwise = (): Correction[] => [
  unary('Neg', 'right', ['-dy', (_x, dy) => tf.neg(dy)]),
  unary('Abs', 'right', ['dy sign(x)', (x, dy) => tf.mul(dy, signOf(x))]),
  unary('Square', 'right', ['2 x dy', (x, dy) => tf.mul(dy, tf.mul(x, 2))]),
  unary('Sqrt', 'right', ['dy / (2 sqrt x)', (x, dy) => tf.div(dy, tf.mul(tf.sqrt(x), 2))]),
  unary('Rsqrt', 'right', [
    '-dy / (2 x sqrt x)',
    (x, dy) => tf.mul(dy, tf.div(tf.rsqrt(x), tf.mul(x, -2))),
  ]),
  unary('Reciprocal', 'right', ['-dy / x^2', (x, dy) => tf.neg(tf.div(dy, tf.square(x)))]),
  unary('Exp', 'second order wrong, without an error', [
    'dy exp(x)',
    (x, dy) => tf.mul(dy, tf.exp(x)),
  ]),
  unary('Expm1', 'right', ['dy exp(x)', (x, dy) => tf.mul(dy, tf.exp(x))]),
  unary('Log', 'right', ['dy / x', (x, dy) => tf.div(dy, x)]),
  unary('Log1p', 'right', ['dy / (1 + x)', (x, dy) => tf.div(dy, tf.add(x, 1))]),
  unary('Sin', 'right', ['dy cos(x)', (x, dy) => tf.mul(dy, tf.cos(x))]),
  unary('Cos', 'right', ['-dy sin(x)', (x, dy) => tf.neg(tf.mul(dy, tf.sin(x)))]),
  correction<'x', { clipValueMin: number; clipValueMax: number }>('ClipByValue', {
    tfjs: 'no second order',
    here: 'dy where min <= x <= max',
    save: ['x'],
    gradient: (dy, { x }, { clipValueMin, clipValueMax }) => ({
      x: () => {
        const outside = tf.add(tf.step(tf.sub(clipValueMin, x)), tf.step(tf.sub(x, clipValueMax)));
        return tf.mul(dy, tf.sub(1, outside));
      },
    }),
  }),
  ...['Step', 'Sign', 'Floor', 'Ceil', 'Round'].map((kernel) =>
    constant(kernel, { tfjs: 'right', inputs: ['x'] }),
  ),
  constant('LogicalNot', { tfjs: 'none', inputs: ['x'] }),
];
