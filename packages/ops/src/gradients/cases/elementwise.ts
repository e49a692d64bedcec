import * as tf from '@tensorflow/tfjs-core';
import { type GradientCase, type Inputs, positives, unary, values } from './inputs.js';

const positive: Inputs = () => [positives([2, 3, 5], 6)];

export const elementwise: GradientCase[] = [
  unary('Neg', tf.neg),
  unary('Abs', tf.abs),
  unary('Square', tf.square),
  unary('Sqrt', tf.sqrt, positive),
  unary('Rsqrt', tf.rsqrt, positive),
  unary('Reciprocal', tf.reciprocal, positive),
  unary('Exp', (x) => tf.exp(tf.mul(x, 0.5))),
  unary('Expm1', (x) => tf.expm1(tf.mul(x, 0.5))),
  unary('Log', tf.log, positive),
  unary('Log1p', tf.log1p, positive),
  unary('Sin', tf.sin),
  unary('Cos', tf.cos),
  unary('ClipByValue', (x) => tf.clipByValue(x, -0.1, 0.1)),
  unary('ClipByValue', (x) => tf.clipByValue(x, -9, 0.1)),
  unary('Relu', tf.relu),
  unary(
    'Relu6',
    (x) => tf.relu6(tf.mul(x, 5)),
    () => [tf.tensor([-1, -0.1, 0.3, 1, 1.4, 2])],
  ),
  unary('LeakyRelu', (x) => tf.leakyRelu(x, 0.2)),
  unary('Elu', tf.elu),
  unary('Selu', tf.selu),
  unary('Sigmoid', tf.sigmoid),
  unary('Tanh', tf.tanh),
  unary('Softplus', tf.softplus),
  unary('Softmax', (x) => tf.mul(tf.softmax(tf.mul(x, 2)), 5)),
  {
    kernel: 'Prelu',
    name: 'a slope for each channel',
    f: (x, alpha) => tf.prelu(x!, alpha!),
    inputs: () => [values([2, 3, 4], 1), values([4], 2)],
  },
];

/** Functions whose gradient is zero, used beside a path that has one. */
const constants: [string, (x: tf.Tensor) => tf.Tensor][] = [
  ['Step', (x) => tf.step(x)],
  ['Sign', tf.sign],
  ['Floor', tf.floor],
  ['Ceil', tf.ceil],
  ['Round', tf.round],
  ['ZerosLike', tf.zerosLike],
  ['OnesLike', tf.onesLike],
  ['Equal', (x) => tf.equal(x, tf.square(x))],
  ['NotEqual', (x) => tf.notEqual(x, tf.square(x))],
  ['Greater', (x) => tf.greater(x, tf.square(x))],
  ['GreaterEqual', (x) => tf.greaterEqual(x, tf.square(x))],
  ['Less', (x) => tf.less(x, tf.square(x))],
  ['LessEqual', (x) => tf.lessEqual(x, tf.square(x))],
  ['LogicalNot', (x) => tf.logicalNot(tf.greater(x, 0))],
  ['LogicalAnd', (x) => tf.logicalAnd(tf.greater(x, 0), tf.less(x, 1))],
  ['LogicalOr', (x) => tf.logicalOr(tf.greater(x, 0), tf.less(x, -1))],
  ['Cast', (x) => tf.cast(x, 'int32')],
  ['ArgMax', (x) => tf.argMax(x, -1)],
  ['ArgMin', (x) => tf.argMin(x, -1)],
  ['OneHot', (x) => tf.oneHot(tf.cast(tf.argMax(x, -1), 'int32'), 5)],
];

export const piecewise: GradientCase[] = constants.map(([kernel, f]) => ({
  kernel,
  name: 'zero beside a square',
  f: (x) => tf.add(tf.square(x!), tf.sum(tf.cast(f(x!), 'float32'))),
  inputs: () => [tf.tensor2d([-0.7, 0.3, 0.4, -0.2, 0.75, 0.2, -0.3, 0.1, 0.8, -0.6], [2, 5])],
}));
