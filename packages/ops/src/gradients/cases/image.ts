import * as tf from '@tensorflow/tfjs-core';
import { distinct, type GradientCase, positives, values } from './inputs.js';

type Pad = 'same' | 'valid' | number;
type Pool = [size: number | [number, number], strides: number, pad: Pad];

function pool(kernel: 'AvgPool' | 'MaxPool', [size, strides, pad]: Pool): GradientCase {
  const run = kernel === 'AvgPool' ? tf.avgPool : tf.maxPool;
  const make = kernel === 'AvgPool' ? values : distinct;
  return {
    kernel,
    name: `${size}, strides ${strides}, ${pad}`,
    f: (x) => run(x as tf.Tensor4D, size, strides, pad),
    inputs: () => [make([2, 5, 6, 2], 1)],
  };
}

export const pools: GradientCase[] = (['AvgPool', 'MaxPool'] as const).flatMap((kernel) => [
  pool(kernel, [2, 2, 'valid']),
  pool(kernel, [3, 1, 'same']),
  pool(kernel, [3, 2, 'same']),
  pool(kernel, [3, 2, 1]),
  pool(kernel, [[5, 6], 1, 'valid']),
]);

type Size = [number, number];

function resizes(kernel: string, resize: typeof tf.image.resizeBilinear): GradientCase[] {
  const cases: [string, Size, boolean, boolean][] = [
    ['doubled', [8, 10], false, false],
    ['other factors', [12, 10], false, false],
    ['to odd sizes', [7, 3], false, false],
    ['corners aligned', [7, 9], true, false],
    ['half pixels', [8, 10], false, true],
    ['half pixels, smaller', [3, 2], false, true],
  ];
  return cases.map(([name, size, alignCorners, halfPixelCenters]) => ({
    kernel,
    name,
    f: (x) => resize(x as tf.Tensor4D, size, alignCorners, halfPixelCenters),
    inputs: () => [values([2, 4, 5, 2], 1)],
  }));
}

const statistics = (): tf.Tensor[] => [values([3], 3), tf.tidy(() => tf.add(positives([3], 4), 1))];

export const others: GradientCase[] = [
  ...resizes('ResizeBilinear', tf.image.resizeBilinear),
  ...resizes('ResizeNearestNeighbor', tf.image.resizeNearestNeighbor),
  {
    kernel: 'FusedBatchNorm',
    name: 'with scale and offset',
    f: (x, mean, variance, offset, scale) =>
      tf.batchNorm(
        x!,
        mean as tf.Tensor1D,
        variance as tf.Tensor1D,
        offset as tf.Tensor1D,
        scale as tf.Tensor1D,
      ),
    inputs: () => [values([2, 2, 3, 3], 2), ...statistics(), values([3], 5), values([3], 6)],
  },
];
