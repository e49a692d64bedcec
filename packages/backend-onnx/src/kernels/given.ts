import { randomSource } from '@ikat/random';
import * as tf from '@tensorflow/tfjs-core';
import fc from 'fast-check';

/** Which numbers an input has; many of them meet, lie on borders, or are equal. */
const draws = {
  /** Quarters from -3 to 3. */
  quarters: (u: number) => (Math.round(u * 24) - 12) / 4,
  /** From 0.1 to 3. */
  positive: (u: number) => 0.1 + 2.9 * u,
  /** Inside of -1 and 1. */
  unit: (u: number) => 1.9 * u - 0.95,
  /** Quarters, and the numbers that are none. */
  special: (u: number) => specials[Math.floor(u * 2 * specials.length)] ?? draws.quarters(u),
  /** Whole numbers from -5 to 5. */
  whole: (u: number) => Math.floor(u * 11) - 5,
  /** Whole numbers from 1 to 5. */
  counts: (u: number) => Math.floor(u * 5) + 1,
  truth: (u: number) => Math.floor(u * 2),
};
const specials = [Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, 0, 1e30];

export type Draw = keyof typeof draws | { below: number };
export type Shape = readonly number[];

/** How an input comes about, and with it how it lies in memory. */
type Way = 'written' | 'computed' | 'turned' | 'reshaped' | 'repeated' | 'filled';
const ways: readonly Way[] = ['written', 'computed', 'turned', 'reshaped', 'repeated', 'filled'];

export interface Given {
  shape: Shape;
  dtype: 'float32' | 'int32' | 'bool';
  draw: Draw;
  seed: number;
  way: Way;
}

const usualDraw = { float32: 'quarters', int32: 'whole', bool: 'truth' } as const;

/** Any numbers of a shape, however they came about. */
export const given = (
  shape: Shape,
  draw?: Draw,
  dtype: Given['dtype'] = 'float32',
): fc.Arbitrary<Given> =>
  fc.record({
    shape: fc.constant(shape),
    dtype: fc.constant(dtype),
    draw: fc.constant(draw ?? usualDraw[dtype]),
    seed: fc.nat(1e6),
    way: fc.constantFrom(...ways),
  });

/** The order of the axes in which an input is written before it is turned. */
const written: readonly (readonly number[])[] = [[], [0], [1, 0], [2, 0, 1], [0, 3, 1, 2]];

export function tensorOf({ shape, dtype, draw, seed, way }: Given): tf.Tensor {
  const size = tf.util.sizeFromShape(shape as number[]);
  const random = randomSource(seed);
  const number = (u: number) =>
    typeof draw === 'string' ? draws[draw](u) : Math.floor(u * draw.below);
  const values = Array.from({ length: size }, () => number(random.uniform()));
  const write = (as: Shape) => tf.tensor(values, as as number[], dtype);
  if (size === 0 || shape.length === 0) return write(shape);
  switch (way) {
    case 'computed':
      return tf.cast(tf.neg(tf.neg(tf.cast(write(shape), 'float32'))), dtype);
    case 'turned':
      return turned(shape, write);
    case 'reshaped':
      return tf.reshape(write([size]), shape as number[]);
    case 'repeated':
      return repeated(write(shape));
    case 'filled':
      return tf.cast(tf.fill(shape as number[], values[0]!), dtype);
    default:
      return write(shape);
  }
}

function turned(shape: Shape, write: (shape: Shape) => tf.Tensor): tf.Tensor {
  const order = written[shape.length] ?? shape.map((_, axis) => (axis + 2) % shape.length);
  const back = shape.map((_, axis) => order.indexOf(axis));
  return tf.transpose(write(order.map((axis) => shape[axis]!)), back);
}

/** The first of an axis, as often as the axis is long. */
function repeated(x: tf.Tensor): tf.Tensor {
  if (x.dtype !== 'float32') return x;
  const axis = x.shape.length >> 1;
  const size = x.shape.map((length, place) => (place === axis ? 1 : length));
  return tf.add(tf.slice(x, new Array(x.rank).fill(0), size), tf.zeros(x.shape));
}
