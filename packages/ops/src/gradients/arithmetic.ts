import * as tf from '@tensorflow/tfjs-core';
import { type Correction, constant, correction, filled, sumTo } from './correction.js';

interface Pair {
  a: tf.Tensor;
  b: tf.Tensor;
}

type Derivative = (dy: tf.Tensor, pair: Pair) => tf.Tensor;

interface BinaryRecipe {
  tfjs: string;
  here: string;
  a: Derivative;
  b: Derivative;
}

function binary(kernel: string, { tfjs, here, a, b }: BinaryRecipe): Correction {
  return correction<'a' | 'b'>(kernel, {
    tfjs,
    here,
    save: ['a', 'b'],
    gradient: (dy, pair) => ({
      a: () => sumTo(a(dy, pair), pair.a.shape),
      b: () => sumTo(b(dy, pair), pair.b.shape),
    }),
  });
}

const difference: Derivative = (dy, { a, b }) => tf.mul(dy, tf.mul(tf.sub(a, b), 2));

/** 1 where b > a. tf.step of the difference: comparing is slow on WebAssembly. */
const second = ({ a, b }: Pair) => tf.step(tf.sub(b, a));
const first = (pair: Pair) => tf.sub(1, second(pair));

/** b a^(b-1), and 0 where b = 0, also at a = 0. */
const powerOfBase: Derivative = (dy, { a, b }) => {
  const exponent = tf.cast(b, 'float32');
  const nonzero = tf.where(tf.equal(exponent, 0), filled(b.shape, 1), tf.sub(exponent, 1));
  return tf.mul(dy, tf.mul(exponent, tf.pow(a, nonzero)));
};

/** a^b log a where a > 0, else 0. */
const powerOfExponent: Derivative = (dy, { a, b }) => {
  const positive = tf.greater(a, 0);
  const logarithm = tf.log(tf.where(positive, a, filled(a.shape, 1)));
  return tf.mul(dy, tf.mul(tf.pow(a, tf.cast(b, 'float32')), logarithm));
};

/** Functions of two tensors, element by element with broadcasting, and AddN. */
export const arithmetic = (): Correction[] => [
  binary('Add', { tfjs: 'right', here: 'dy, dy', a: (dy) => dy, b: (dy) => dy }),
  binary('Sub', { tfjs: 'right', here: 'dy, -dy', a: (dy) => dy, b: (dy) => tf.neg(dy) }),
  binary('Multiply', {
    tfjs: 'right',
    here: 'b dy, a dy',
    a: (dy, { b }) => tf.mul(dy, b),
    b: (dy, { a }) => tf.mul(dy, a),
  }),
  binary('RealDiv', {
    tfjs: 'right',
    here: 'dy / b, -dy a / b^2',
    a: (dy, { b }) => tf.div(dy, b),
    b: (dy, { a, b }) => tf.neg(tf.div(tf.mul(dy, tf.div(a, b)), b)),
  }),
  binary('SquaredDifference', {
    tfjs: 'throws when shapes are broadcast',
    here: '2 (a - b) dy, -2 (a - b) dy',
    a: difference,
    b: (dy, pair) => tf.neg(difference(dy, pair)),
  }),
  binary('Maximum', {
    tfjs: 'no second order; throws when shapes are broadcast',
    here: 'dy to the greater, to a when equal',
    a: (dy, pair) => tf.mul(dy, first(pair)),
    b: (dy, pair) => tf.mul(dy, second(pair)),
  }),
  binary('Minimum', {
    tfjs: 'no second order; throws when shapes are broadcast',
    here: 'dy to the smaller, to a when equal',
    a: (dy, { a, b }) => tf.mul(dy, first({ a: b, b: a })),
    b: (dy, { a, b }) => tf.mul(dy, second({ a: b, b: a })),
  }),
  binary('Pow', {
    tfjs: 'no second order',
    here: 'b a^(b-1) dy (0 where b = 0), a^b log(a) dy (0 where a <= 0)',
    a: powerOfBase,
    b: powerOfExponent,
  }),
  correction('AddN', {
    tfjs: 'right',
    here: 'dy to each',
    saveAll: true,
    gradient: (dy, saved: Record<string, tf.Tensor>) =>
      Object.fromEntries(Object.keys(saved).map((name) => [name, () => tf.clone(dy)])),
  }),
  ...['Equal', 'NotEqual', 'Greater', 'Less', 'LessEqual', 'LogicalAnd', 'LogicalOr'].map(
    (kernel) => constant(kernel, { tfjs: 'none', inputs: ['a', 'b'] }),
  ),
  constant('GreaterEqual', { tfjs: 'right', inputs: ['a', 'b'] }),
];
