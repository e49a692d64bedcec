import * as tf from '@tensorflow/tfjs-core';
import { distinct, type GradientCase, one, positives, unary, values } from './inputs.js';

type Binary = (a: tf.Tensor, b: tf.Tensor) => tf.Tensor;

/** Equal shapes, two kinds of broadcasting, and a scalar. */
function binary(kernel: string, f: Binary, make = values): GradientCase[] {
  const shapes: [string, number[], number[]][] = [
    ['equal shapes', [2, 3, 4], [2, 3, 4]],
    ['[2, 3, 4] and [4]', [2, 3, 4], [4]],
    ['[2, 1, 4] and [3, 1]', [2, 1, 4], [3, 1]],
    ['scalar and [2, 3]', [], [2, 3]],
  ];
  return shapes.map(([name, a, b]) => ({
    kernel,
    name,
    f: (x, y) => f(x!, y!),
    inputs: () => [make(a, 3), make(b, 4)],
  }));
}

type Reduce = (x: tf.Tensor, axis?: number | number[], keepDims?: boolean) => tf.Tensor;

function reduction(kernel: string, f: Reduce, make = values): GradientCase[] {
  const inputs = () => [make([2, 3, 5, 2], 5)];
  return [
    { kernel, name: 'all axes', f: (x) => f(x!), inputs },
    { kernel, name: 'axes 1, 2 kept', f: (x) => f(x!, [1, 2], true), inputs },
    { kernel, name: 'axes 0, 2', f: (x) => f(x!, [0, 2]), inputs },
    { kernel, name: 'axis -1', f: (x) => f(x!, -1), inputs },
  ];
}

export const arithmetic: GradientCase[] = [
  ...binary('Add', tf.add),
  ...binary('Sub', tf.sub),
  ...binary('Multiply', tf.mul),
  ...binary('RealDiv', tf.div, positives),
  ...binary('SquaredDifference', tf.squaredDifference),
  ...binary('Maximum', (a, b) => tf.maximum(a, tf.mul(b, 0.1))),
  ...binary('Minimum', (a, b) => tf.minimum(a, tf.mul(b, 0.1))),
  ...binary('Pow', tf.pow, positives),
  {
    kernel: 'Pow',
    name: 'square of negative numbers',
    f: (x) => tf.pow(x!, tf.scalar(2, 'int32')),
    inputs: one,
  },
  {
    kernel: 'AddN',
    name: 'three',
    f: (a, b, c) => tf.addN([a!, b!, c!]),
    inputs: () => [values([2, 3], 1), values([2, 3], 2), values([2, 3], 3)],
  },
];

export const reductions: GradientCase[] = [
  ...reduction('Sum', tf.sum),
  ...reduction('Mean', tf.mean),
  ...reduction('Max', tf.max, distinct),
  ...reduction('Min', tf.min, distinct),
  unary('Cumsum', (x) => tf.cumsum(x, 1)),
  unary('Cumsum', (x) => tf.cumsum(x, 2, true, true)),
];
