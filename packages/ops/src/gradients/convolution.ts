import * as tf from '@tensorflow/tfjs-core';
import { spread } from '../take.js';
import { type Correction, correction } from './correction.js';

type Pad = 'valid' | 'same' | number | tf.backend_util.ExplicitPadding;
type Pair = [number, number];

interface Convolution {
  strides: Pair | number;
  pad: Pad;
  dataFormat: 'NHWC' | 'NCHW';
  dilations?: Pair | number;
  dimRoundingMode?: 'floor' | 'round' | 'ceil';
}

const both = (value: Pair | number = 1): Pair =>
  typeof value === 'number' ? [value, value] : value;

/** The filter with zeros between its taps: what dilation means. */
const dilated = (filter: tf.Tensor, [rows, columns]: Pair) =>
  spread(spread(filter, 0, rows), 1, columns);

function undilated(filter: tf.Tensor, [rows, columns]: Pair): tf.Tensor {
  if (rows === 1 && columns === 1) return filter;
  return tf.stridedSlice(filter, [0, 0, 0, 0], filter.shape, [rows, columns, 1, 1]);
}

/** The attributes that the kernels of the two gradients take. */
const common = ({ strides, pad, dataFormat, dimRoundingMode }: Convolution) => ({
  strides,
  pad,
  dataFormat,
  dimRoundingMode,
});

function inputGradient(
  dy: tf.Tensor,
  filter: tf.Tensor,
  { inputShape, ...convolution }: Convolution & { inputShape: number[] },
): tf.Tensor {
  const attributes = { ...common(convolution), inputShape } as unknown as tf.NamedAttrMap;
  return tf.engine().runKernel('Conv2DBackpropInput', { dy, filter }, attributes);
}

function filterGradient(
  x: tf.Tensor,
  dy: tf.Tensor,
  { filterShape, ...convolution }: Convolution & { filterShape: number[] },
): tf.Tensor {
  const attributes = { ...common(convolution), filterShape } as unknown as tf.NamedAttrMap;
  return tf.engine().runKernel('Conv2DBackpropFilter', { x, dy }, attributes);
}

function forward(x: tf.Tensor, filter: tf.Tensor, convolution: Convolution): tf.Tensor {
  const { strides, pad, dataFormat, dimRoundingMode } = convolution;
  const [images, kernel] = [x as tf.Tensor4D, filter as tf.Tensor4D];
  return tf.conv2d(images, kernel, strides, pad, dataFormat, 1, dimRoundingMode);
}

/** Convolutions, and their gradients as functions of their own. */
export const convolution = (): Correction[] => [
  correction<'x' | 'filter', Convolution>('Conv2D', {
    tfjs: 'throws when dilated; no second order from the filter',
    here: 'Conv2DBackpropInput, Conv2DBackpropFilter; dilation as zeros in the filter',
    save: ['x', 'filter'],
    gradient: (dy, { x, filter }, attributes) => {
      const dilations = both(attributes.dilations);
      const spaced = () => dilated(filter, dilations);
      return {
        x: () => inputGradient(dy, spaced(), { ...attributes, inputShape: x.shape }),
        filter: () => {
          const [rows, columns, inputs, outputs] = filter.shape as [number, number, number, number];
          const height = (rows - 1) * dilations[0] + 1;
          const width = (columns - 1) * dilations[1] + 1;
          const filterShape = [height, width, inputs, outputs];
          return undilated(filterGradient(x, dy, { ...attributes, filterShape }), dilations);
        },
      };
    },
  }),
  correction<'dy' | 'filter', Convolution>('Conv2DBackpropInput', {
    tfjs: 'no second order from the filter',
    here: 'Conv2D, Conv2DBackpropFilter',
    save: ['dy', 'filter'],
    gradient: (ddx, { dy, filter }, attributes) => ({
      dy: () => forward(ddx, filter, attributes),
      filter: () => filterGradient(ddx, dy, { ...attributes, filterShape: filter.shape }),
    }),
  }),
  correction<'x' | 'dy', Convolution>('Conv2DBackpropFilter', {
    tfjs: 'none',
    here: 'Conv2DBackpropInput, Conv2D',
    save: ['x', 'dy'],
    gradient: (ddw, { x, dy }, attributes) => ({
      x: () => inputGradient(dy, ddw, { ...attributes, inputShape: x.shape }),
      dy: () => forward(x, ddw, attributes),
    }),
  }),
];
