import * as tf from '@tensorflow/tfjs-core';
import { type GradientCase, values } from './inputs.js';

function product(
  a: number[],
  b: number[],
  flags: [boolean, boolean] = [false, false],
): GradientCase {
  return {
    kernel: 'BatchMatMul',
    name: `[${a}] [${b}] ${flags}`,
    f: (x, y) => tf.matMul(x!, y!, ...flags),
    inputs: () => [values(a, 1), values(b, 2)],
  };
}

export const matrices: GradientCase[] = [
  product([3, 4], [4, 2]),
  product([4, 3], [4, 2], [true, false]),
  product([3, 4], [2, 4], [false, true]),
  product([4, 3], [2, 4], [true, true]),
  product([2, 3, 4], [2, 4, 5]),
  product([2, 4, 3], [2, 5, 4], [true, true]),
  product([1, 3, 4], [2, 4, 5]),
];

interface ConvolutionCase {
  kernel: string;
  image?: number[];
  filter?: number[];
  strides?: number;
  pad: 'same' | 'valid' | number;
  dilation?: number;
}

function convolution(options: ConvolutionCase): GradientCase {
  const { kernel, image = [2, 7, 6, 2], filter = [3, 3, 2, 3], strides = 1, pad } = options;
  const { dilation = 1 } = options;
  const f = (x: tf.Tensor, w: tf.Tensor): tf.Tensor => {
    const [a, b] = [x as tf.Tensor4D, w as tf.Tensor4D];
    if (kernel === 'Conv2D') {
      return tf.conv2d(a, b, strides, pad, 'NHWC', dilation, pad === 1 ? 'floor' : undefined);
    }
    return tf.depthwiseConv2d(a, b, strides, pad, 'NHWC', dilation);
  };
  return {
    kernel,
    name: `filter ${filter}, strides ${strides}, pad ${pad}, dilation ${dilation}`,
    f: (x, w) => f(x!, w!),
    inputs: () => [values(image, 1), tf.tidy(() => tf.mul(values(filter, 2), 0.3))],
  };
}

export const convolutions: GradientCase[] = [
  convolution({ kernel: 'Conv2D', pad: 'same' }),
  convolution({ kernel: 'Conv2D', pad: 'valid', strides: 2 }),
  convolution({ kernel: 'Conv2D', pad: 1, strides: 2 }),
  convolution({ kernel: 'Conv2D', pad: 'same', strides: 2, filter: [4, 4, 2, 3] }),
  convolution({ kernel: 'Conv2D', pad: 'valid', filter: [1, 1, 2, 3] }),
  convolution({ kernel: 'Conv2D', pad: 'same', dilation: 2 }),
  convolution({ kernel: 'DepthwiseConv2dNative', pad: 'same', filter: [3, 3, 2, 1] }),
  convolution({ kernel: 'DepthwiseConv2dNative', pad: 'valid', strides: 2, filter: [3, 3, 2, 1] }),
  convolution({ kernel: 'DepthwiseConv2dNative', pad: 'same', strides: 2, filter: [3, 2, 2, 2] }),
  convolution({ kernel: 'DepthwiseConv2dNative', pad: 'same', dilation: 2, filter: [3, 3, 2, 1] }),
  {
    kernel: 'Conv2DBackpropInput',
    name: 'transposed convolution, strides 2, pad 1',
    f: (x, w) =>
      tf.conv2dTranspose(x as tf.Tensor4D, w as tf.Tensor4D, [2, 6, 8, 3], 2, 1, 'floor'),
    inputs: () => [values([2, 3, 4, 2], 1), tf.tidy(() => tf.mul(values([3, 3, 3, 2], 2), 0.3))],
  },
  {
    kernel: 'Conv2DBackpropInput',
    name: 'transposed convolution, 4 x 4, strides 2, same',
    f: (x, w) => tf.conv2dTranspose(x as tf.Tensor4D, w as tf.Tensor4D, [2, 6, 8, 3], 2, 'same'),
    inputs: () => [values([2, 3, 4, 2], 1), tf.tidy(() => tf.mul(values([4, 4, 3, 2], 2), 0.3))],
  },
  {
    kernel: 'Conv2DBackpropFilter',
    name: 'strides 2',
    f: (x, dy) =>
      tf.engine().runKernel('Conv2DBackpropFilter', { x: x!, dy: dy! }, {
        strides: [2, 2],
        pad: 1,
        dataFormat: 'NHWC',
        dimRoundingMode: 'floor',
        filterShape: [3, 3, 2, 3],
      } as unknown as tf.NamedAttrMap),
    inputs: () => [values([2, 5, 6, 2], 1), tf.tidy(() => tf.mul(values([2, 3, 3, 3], 2), 0.3))],
  },
];
