import * as tf from '@tensorflow/tfjs-core';
import { enlarge } from '../enlarge.js';
import { constantOf } from '../stop-gradient.js';
import { padAxis, take } from '../take.js';
import { type Correction, correction, filled } from './correction.js';

type Pad = 'valid' | 'same' | number;

interface Pool {
  filterSize: [number, number] | number;
  strides: [number, number] | number;
  pad: Pad;
  dimRoundingMode?: 'floor' | 'round' | 'ceil';
}

interface Axis {
  size: number;
  windows: number;
  taps: number;
  stride: number;
  before: number;
}

/** How many pixels of the image each window covers. */
function covered({ size, windows, taps, stride, before }: Axis): number[] {
  return Array.from({ length: windows }, (_, window) => {
    const start = window * stride - before;
    return Math.min(start + taps, size) - Math.max(start, 0);
  });
}

/**
 * The part of each window that lies on the image, [1, h, w, 1], or 1 when all do. AvgPool divides
 * by the pixels that it covers; the kernel AvgPoolGrad divides by the window's area.
 */
function coverage(shape: number[], { filterSize, strides, pad, dimRoundingMode }: Pool) {
  const info = tf.backend_util.computePool2DInfo(
    shape as tf.Tensor4D['shape'],
    filterSize,
    strides,
    1,
    pad,
    dimRoundingMode,
  );
  const rows = covered({
    size: info.inHeight,
    windows: info.outHeight,
    taps: info.filterHeight,
    stride: info.strideHeight,
    before: info.padInfo.top,
  });
  const columns = covered({
    size: info.inWidth,
    windows: info.outWidth,
    taps: info.filterWidth,
    stride: info.strideWidth,
    before: info.padInfo.left,
  });
  const area = info.filterHeight * info.filterWidth;
  const parts = rows.flatMap((row) => columns.map((column) => (row * column) / area));
  if (parts.every((part) => part === 1)) return 1;
  return tf.tensor4d(parts, [1, rows.length, columns.length, 1]);
}

/** The windows' height and width when they touch without overlap or border; most do. */
function blocksOf({
  filterSize,
  strides,
  pad,
  dimRoundingMode,
}: Pool): [number, number] | undefined {
  const [rows, columns] = [filterSize].flat().concat(filterSize) as [number, number];
  const [down, right] = [strides].flat().concat(strides) as [number, number];
  const inside = pad === 'valid' || (pad === 0 && (dimRoundingMode ?? 'floor') === 'floor');
  const touching = rows === down && columns === right && inside;
  return touching ? [rows, columns] : undefined;
}

/** One value for each window, given to all pixels of the window; 0 to those in none. */
function overBlocks(windows: tf.Tensor, shape: number[], blocks: [number, number]): tf.Tensor {
  const all = enlarge(windows, blocks);
  const bottom = shape[1]! - all.shape[1];
  const right = shape[2]! - all.shape[2];
  return padAxis(padAxis(all, 1, [0, bottom]), 2, [0, right]);
}

/** What the kernels of the gradients take. */
const common = ({ filterSize, strides, pad, dimRoundingMode }: Pool) =>
  ({ filterSize, strides, pad, dimRoundingMode }) as tf.NamedAttrMap;

/**
 * x moved above zero: on WebAssembly MaxPoolGrad and MaxPoolWithArgmax start their search for the
 * maximum at zero, so a window of negative values has none.
 */
const raised = (x: tf.Tensor) => constantOf(x, (v) => tf.add(tf.sub(v, tf.min(v)), 1));

/** The values of `from` at the places where x is greatest in its window. */
function atMaxima(from: tf.Tensor, x: tf.Tensor, { filterSize, strides, pad }: Pool): tf.Tensor {
  const { indexes } = tf.maxPoolWithArgmax(x as tf.Tensor4D, filterSize, strides, pad, true);
  // On WebGL the indexes are floats, which gather refuses.
  const places = tf.cast(tf.reshape(indexes!, [-1]), 'int32') as tf.Tensor1D;
  return tf.reshape(tf.gather(tf.reshape(from, [-1]), places), indexes!.shape);
}

/** 1 at the maxima of each block, shared between equals, 0 elsewhere. */
function shares(x: tf.Tensor, blocks: [number, number]): tf.Tensor {
  const best = tf.maxPool(x as tf.Tensor4D, blocks, blocks, 'valid');
  const [, height, width] = best.shape;
  const rows = take(x, { axis: 1, from: 0, count: height * blocks[0] });
  const inside = take(rows, { axis: 2, from: 0, count: width * blocks[1] });
  const among = tf.sub(1, tf.step(tf.sub(enlarge(best, blocks), inside))) as tf.Tensor4D;
  const count = tf.mul(tf.avgPool(among, blocks, blocks, 'valid'), blocks[0] * blocks[1]);
  const bottom = x.shape[1]! - inside.shape[1]!;
  const right = x.shape[2]! - inside.shape[2]!;
  const share = tf.div(among, enlarge(count, blocks));
  return padAxis(padAxis(share, 1, [0, bottom]), 2, [0, right]);
}

function maxPoolGradient(dy: tf.Tensor, x: tf.Tensor, attributes: Pool): tf.Tensor {
  const blocks = blocksOf(attributes);
  if (blocks !== undefined) {
    const share = constantOf(x, (v) => shares(v, blocks));
    return tf.mul(share, overBlocks(dy, x.shape, blocks));
  }
  const { filterSize, strides, pad, dimRoundingMode } = attributes;
  const input = raised(x);
  const output = constantOf(input, (v) =>
    tf.maxPool(v as tf.Tensor4D, filterSize, strides, pad, dimRoundingMode),
  );
  return tf.engine().runKernel('MaxPoolGrad', { dy, input, output }, common(attributes));
}

/** Pooling, and its gradients as functions of their own. */
export const pooling = (): Correction[] => [
  correction<'x', Pool>('AvgPool', {
    tfjs: 'wrong where windows pass the border; no second order',
    here: 'AvgPoolGrad of dy over the covered part of the window',
    save: ['x'],
    gradient: (dy, { x }, attributes) => ({
      x: () => {
        const blocks = blocksOf(attributes);
        if (blocks !== undefined) {
          return overBlocks(tf.div(dy, blocks[0] * blocks[1]), x.shape, blocks);
        }
        const share = tf.div(dy, coverage(x.shape, attributes));
        return tf.engine().runKernel('AvgPoolGrad', { dy: share, input: x }, common(attributes));
      },
    }),
  }),
  correction<'input', Pool>('AvgPoolGrad', {
    tfjs: 'none',
    here: 'AvgPool times the covered part of the window',
    save: ['input'],
    gradient: (ddx, { input }, attributes) => ({
      dy: () => {
        const { filterSize, strides, pad, dimRoundingMode } = attributes;
        const mean = tf.avgPool(ddx as tf.Tensor4D, filterSize, strides, pad, dimRoundingMode);
        return tf.mul(mean, coverage(input.shape, attributes));
      },
      input: () => filled(input.shape, 0),
    }),
  }),
  correction<'x', Pool>('MaxPool', {
    tfjs: 'on wasm wrong for negative maxima; no second order',
    here: 'MaxPoolGrad, the output computed again',
    save: ['x'],
    gradient: (dy, { x }, attributes) => ({ x: () => maxPoolGradient(dy, x, attributes) }),
  }),
  correction<'input' | 'output', Pool>('MaxPoolGrad', {
    tfjs: 'none',
    here: 'the values at the maxima, gathered',
    save: ['input', 'output'],
    gradient: (ddx, { input, output }, attributes) => ({
      dy: () => atMaxima(ddx, raised(input), attributes),
      input: () => filled(input.shape, 0),
      output: () => filled(output.shape, 0),
    }),
  }),
];
