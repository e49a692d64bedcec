import * as tf from '@tensorflow/tfjs-core';
import { spread } from '../take.js';
import { type Correction, constant, correction, filled } from './correction.js';

const product = (sizes: number[]) => sizes.reduce((all, size) => all * size, 1);

interface Gather {
  axis: number;
  batchDims: number;
}

/**
 * Adds the gathered rows back where they came from, dx[b, o, index[b, i]] += dy[b, o, i], as one
 * ScatterNd over rows: the kernel that every backend has (UnsortedSegmentSum is not on wasm).
 */
function scatterRows(
  dy: tf.Tensor,
  { x, indices }: { x: tf.Tensor; indices: tf.Tensor },
  { axis, batchDims }: Gather,
): tf.Tensor {
  const batch = product(x.shape.slice(0, batchDims));
  const outer = product(x.shape.slice(batchDims, axis));
  const size = x.shape[axis]!;
  const inner = product(x.shape.slice(axis + 1));
  const starts = tf.mul(tf.range(0, batch * outer, 1, 'int32'), tf.scalar(size, 'int32'));
  const within = tf.reshape(tf.cast(indices, 'int32'), [batch, 1, -1]);
  const rows = tf.add(tf.reshape(starts, [batch, outer, 1]), within); // [b, o, i]
  const flat = tf.reshape(rows, [-1, 1]);
  const sums = tf.scatterND(flat, tf.reshape(dy, [-1, inner]), [batch * outer * size, inner]);
  return tf.reshape(sums, x.shape);
}

interface StridedSlice {
  begin: number[];
  end: number[];
  strides: number[];
  beginMask: number;
  endMask: number;
  ellipsisMask: number;
  newAxisMask: number;
  shrinkAxisMask: number;
}

/** Puts dy back between the elements that the strides left out. */
function unstride(dy: tf.Tensor, shape: number[], attributes: StridedSlice): tf.Tensor {
  const { begin, end, strides, beginMask, endMask, ellipsisMask } = attributes;
  const { newAxisMask, shrinkAxisMask } = attributes;
  const info = tf.slice_util.sliceInfo(
    shape,
    begin,
    end,
    strides,
    beginMask,
    endMask,
    ellipsisMask,
    newAxisMask,
    shrinkAxisMask,
  );
  const lengths = tf.slice_util.computeOutShape(info.begin, info.end, info.strides);
  return shape.reduce<tf.Tensor>(
    (dx, size, axis) => {
      const step = info.strides[axis]!;
      const ordered = step < 0 ? tf.reverse(dx, axis) : dx;
      const spaced = spread(ordered, axis, Math.abs(step));
      const last = info.begin[axis]! + (lengths[axis]! - 1) * step;
      const from = Math.min(info.begin[axis]!, last);
      const pads = shape.map((_, i): [number, number] =>
        i === axis ? [from, size - from - spaced.shape[axis]!] : [0, 0],
      );
      return tf.pad(spaced, pads);
    },
    tf.reshape(dy, lengths),
  );
}

/** Functions that pick elements. */
export const indexing = (): Correction[] => [
  correction<'x', { begin: number[]; size: number[] }>('Slice', {
    tfjs: 'right',
    here: 'dy between zeros',
    save: ['x'],
    gradient: (dy, { x }, { begin, size }) => ({
      x: () => {
        const [from] = tf.slice_util.parseSliceParams(x, begin, size);
        return tf.pad(
          dy,
          from!.map((start, i) => [start, x.shape[i]! - start - dy.shape[i]!]),
        );
      },
    }),
  }),
  correction<'x', StridedSlice>('StridedSlice', {
    tfjs: 'none',
    here: 'dy between zeros',
    save: ['x'],
    gradient: (dy, { x }, attributes) => ({ x: () => unstride(dy, x.shape, attributes) }),
  }),
  correction<'x' | 'indices', Gather>('GatherV2', {
    tfjs: 'throws on wasm, and when each image has its own indices',
    here: 'the rows of dy added where they came from',
    save: ['x', 'indices'],
    gradient: (dy, saved, attributes) => ({
      x: () => scatterRows(dy, saved, attributes),
      indices: () => filled(saved.indices.shape, 0),
    }),
  }),
  correction<'params' | 'indices'>('GatherNd', {
    tfjs: 'none',
    here: 'dy added where it came from',
    save: ['params', 'indices'],
    gradient: (dy, { params, indices }) => ({
      params: () => tf.scatterND(indices, dy, params.shape),
      indices: () => filled(indices.shape, 0),
    }),
  }),
  correction<'indices'>('ScatterNd', {
    tfjs: 'none',
    here: 'dy, gathered',
    save: ['indices'],
    gradient: (dy, { indices }) => ({
      updates: () => tf.gatherND(dy, indices),
      indices: () => filled(indices.shape, 0),
    }),
  }),
  correction<'condition'>('Select', {
    tfjs: 'right',
    here: 'dy to the one that was chosen',
    save: ['condition'],
    gradient: (dy, { condition }) => {
      const chosen = () => tf.cast(condition, 'float32');
      return {
        condition: () => filled(condition.shape, 0),
        t: () => tf.mul(dy, chosen()),
        e: () => tf.mul(dy, tf.sub(1, chosen())),
      };
    },
  }),
  constant('OneHot', { tfjs: 'right', inputs: ['indices'] }),
];
