import * as tf from '@tensorflow/tfjs-core';
import { type Composition, composeKernel } from './compose.js';

interface Attributes {
  axis: number | number[];
  keepDims?: boolean | undefined;
}
type Reduction = Composition<{ x: tf.TensorInfo }, Attributes>;

/** A tensor as [outer, reduced, inner], if the reduced axes are neighbours. */
interface Blocks {
  outer: number;
  reduced: number;
  inner: number;
}

function blocksOf(shape: number[], axis: number | number[]): Blocks | undefined {
  const axes = new Set(tf.util.parseAxisParam(axis, shape));
  const sizes = { outer: 1, reduced: 1, inner: 1 };
  let place: keyof Blocks = 'outer';
  for (const [index, length] of shape.entries()) {
    if (length === 1) continue;
    if (axes.has(index)) {
      if (place === 'inner') return undefined;
      place = 'reduced';
    } else if (place === 'reduced') place = 'inner';
    sizes[place] *= length;
  }
  return sizes;
}

/** A divisor not far from the square root: a sum of sums loses less to rounding than a long sum. */
function partsOf(length: number): number {
  let parts = 1;
  while (parts * parts < length && length % (parts * 2) === 0) parts *= 2;
  return parts;
}

/** The mean over the middle axis of [outer, length, inner] is a pooling of whole columns. */
function meanOfColumns({ call }: Reduction, x: tf.TensorInfo): tf.TensorInfo {
  const [outer, length, inner] = x.shape as [number, number, number];
  const columns = { ...x, shape: [outer, length, 1, inner] };
  return call(tf.AvgPool, { x: columns }, { filterSize: [length, 1], strides: 1, pad: 'valid' });
}

function reduce(composition: Reduction, mean: boolean): tf.TensorInfo {
  const { inputs, attrs, elements } = composition;
  const { x } = inputs;
  const { outer, reduced, inner } = blocksOf(x.shape, attrs.axis)!;
  const parts = partsOf(reduced);
  const pieces = { ...x, shape: [outer * parts, reduced / parts, inner] };
  const means = { ...meanOfColumns(composition, pieces), shape: [outer, parts, inner] };
  const result = parts > 1 ? meanOfColumns(composition, means) : means;
  const axes = tf.util.parseAxisParam(attrs.axis, x.shape);
  const kept = x.shape.map((length, axis) => (axes.includes(axis) ? 1 : length));
  result.shape = attrs.keepDims ? kept : kept.filter((_, axis) => !axes.includes(axis));
  const values = elements(result);
  if (!mean) for (let index = 0; index < values.length; index++) values[index]! *= reduced;
  return result;
}

/** Whether the stock kernel would transpose x before it adds. */
function staysInside({ x }: { x: tf.TensorInfo }, { axis }: Attributes): boolean {
  if (x.dtype !== 'float32' || tf.util.sizeFromShape(x.shape) === 0) return false;
  return (blocksOf(x.shape, axis)?.inner ?? 1) > 1;
}

/**
 * Sums and means over axes before the last, as instance norm and biases need them, by average
 * pooling. The stock kernels transpose the whole tensor first, and add one by one.
 */
export function installSums(): void {
  composeKernel(tf.Sum, (composition: Reduction) => reduce(composition, false), staysInside);
  composeKernel(tf.Mean, (composition: Reduction) => reduce(composition, true), staysInside);
}
