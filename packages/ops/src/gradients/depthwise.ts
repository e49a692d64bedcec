import * as tf from '@tensorflow/tfjs-core';
import { padAxis, spread } from '../take.js';
import { type Correction, correction } from './correction.js';

type Pair = [number, number];
type Info = tf.backend_util.Conv2DInfo;

interface Depthwise {
  strides: Pair | number;
  pad: 'valid' | 'same' | number | tf.backend_util.ExplicitPadding;
  dilations?: Pair | number;
  dimRoundingMode?: 'floor' | 'round' | 'ceil';
}

function infoOf(x: tf.Tensor, filter: tf.Tensor, attributes: Depthwise): Info {
  const { strides, pad, dilations = 1, dimRoundingMode } = attributes;
  const [images, taps] = [x.shape as tf.Tensor4D['shape'], filter.shape as tf.Tensor4D['shape']];
  const { computeConv2DInfo } = tf.backend_util;
  return computeConv2DInfo(images, taps, strides, dilations, pad, dimRoundingMode, true);
}

/** dy with zeros between its pixels, as far apart as the strides. */
const spaced = (dy: tf.Tensor, { strideHeight, strideWidth }: Info) =>
  spread(spread(dy, 1, strideHeight), 2, strideWidth);

/** dx is dy, spaced and bordered, convolved with the filter turned by 180 degrees. */
function inputGradient(dy: tf.Tensor, filter: tf.Tensor, info: Info): tf.Tensor {
  const { inHeight, inWidth, inChannels, padInfo, dilationHeight, dilationWidth } = info;
  const [rows, columns, , multiplier] = filter.shape as [number, number, number, number];
  const wide = spaced(dy, info);
  const top = info.effectiveFilterHeight - 1 - padInfo.top;
  const left = info.effectiveFilterWidth - 1 - padInfo.left;
  const bottom = inHeight + padInfo.top - wide.shape[1]!;
  const right = inWidth + padInfo.left - wide.shape[2]!;
  const bordered = padAxis(padAxis(wide, 1, [top, bottom]), 2, [left, right]);
  const turned = tf.reshape(tf.reverse(filter, [0, 1]), [
    rows,
    columns,
    inChannels * multiplier,
    1,
  ]);
  const dilations: Pair = [dilationHeight, dilationWidth];
  const all = tf.depthwiseConv2d(
    bordered as tf.Tensor4D,
    turned as tf.Tensor4D,
    1,
    'valid',
    'NHWC',
    dilations,
  );
  if (multiplier === 1) return all;
  return tf.sum(tf.reshape(all, [info.batchSize, inHeight, inWidth, inChannels, multiplier]), 4);
}

/** Each tap's gradient is the sum of x, moved by the tap, times dy. */
function filterGradient(x: tf.Tensor, dy: tf.Tensor, info: Info): tf.Tensor {
  const { padInfo, filterHeight, filterWidth, dilationHeight, dilationWidth, batchSize } = info;
  const multiplier = info.outChannels / info.inChannels;
  const wide = spaced(dy, info);
  const [, height, width] = wide.shape as [number, number, number];
  const bordered = padAxis(padAxis(x, 1, [padInfo.top, padInfo.bottom]), 2, [
    padInfo.left,
    padInfo.right,
  ]);
  const split = tf.reshape(wide, [batchSize, height, width, info.inChannels, multiplier]);
  const taps = Array.from({ length: filterHeight * filterWidth }, (_, tap) => {
    const row = Math.floor(tap / filterWidth) * dilationHeight;
    const column = (tap % filterWidth) * dilationWidth;
    const window = tf.slice(bordered, [0, row, column, 0], [-1, height, width, -1]);
    return tf.sum(tf.mul(tf.expandDims(window, 4), split), [0, 1, 2]); // [c, multiplier]
  });
  const shape = [filterHeight, filterWidth, info.inChannels, multiplier];
  return tf.reshape(tf.stack(taps), shape);
}

/** Depthwise convolution, in operations that WebAssembly has too. */
export const depthwise = (): Correction[] => [
  correction<'x' | 'filter', Depthwise>('DepthwiseConv2dNative', {
    tfjs: 'throws on wasm, and when dilated; no second order',
    here: 'a depthwise convolution; one sum for each tap',
    save: ['x', 'filter'],
    gradient: (dy, { x, filter }, attributes) => {
      const info = infoOf(x, filter, attributes);
      return {
        x: () => inputGradient(dy, filter, info),
        filter: () => filterGradient(x, dy, info),
      };
    },
  }),
];
