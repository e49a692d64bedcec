import * as tf from '@tensorflow/tfjs-core';
import { gatherDoubled } from '../blur-upsample.js';
import { sumBlocks } from '../enlarge.js';
import { type Correction, correction } from './correction.js';

interface Resize {
  alignCorners: boolean;
  halfPixelCenters: boolean;
  size: [number, number];
}

/** The source pixels of a target pixel at `position`, with their weights. */
function neighbours(position: number, size: number): [index: number, weight: number][] {
  const low = Math.max(0, Math.floor(position));
  const high = Math.max(0, Math.min(size - 1, Math.ceil(position)));
  return [
    [low, 1 - (position - low)],
    [high, position - low],
  ];
}

interface Lengths {
  from: number;
  to: number;
}

/** Resizing one axis as a matrix, transposed: [from, to]. */
function adjoint({ from, to }: Lengths, positions: number[]): tf.Tensor2D {
  const values = new Float32Array(from * to);
  for (const [target, position] of positions.entries()) {
    for (const [index, weight] of neighbours(position, from)) {
      values[index * to + target]! += weight;
    }
  }
  return tf.tensor2d(values, [from, to]);
}

function scaleOf({ from, to }: Lengths, alignCorners: boolean): number {
  return alignCorners && to > 1 ? (from - 1) / (to - 1) : from / to;
}

/** Multiplies one axis by a matrix: one plain product, since wasm is slow at batches of them. */
function along(x: tf.Tensor, axis: 1 | 2, matrix: tf.Tensor2D): tf.Tensor {
  const [order, shape] =
    axis === 1
      ? [
          [1, 0, 2, 3],
          [1, 0, 2, 3],
        ]
      : [
          [2, 0, 1, 3],
          [1, 2, 0, 3],
        ];
  const front = tf.transpose(x, order);
  const product = tf.matMul(matrix, tf.reshape(front, [front.shape[0]!, -1]) as tf.Tensor2D);
  return tf.transpose(tf.reshape(product, front.shape.with(0, matrix.shape[0])), shape);
}

/** Target pixels' places in the source. */
function linearPositions(lengths: Lengths, { alignCorners, halfPixelCenters }: Resize): number[] {
  const scale = scaleOf(lengths, alignCorners);
  return Array.from({ length: lengths.to }, (_, i) =>
    halfPixelCenters ? (i + 0.5) * scale - 0.5 : i * scale,
  );
}

function nearestPositions(lengths: Lengths, { alignCorners, halfPixelCenters }: Resize): number[] {
  const scale = Math.fround(scaleOf(lengths, alignCorners));
  return Array.from({ length: lengths.to }, (_, i) => {
    const position = Math.fround((halfPixelCenters ? i + 0.5 : i) * scale);
    const index = alignCorners ? Math.round(position) : Math.floor(position);
    return Math.max(0, Math.min(lengths.from - 1, index));
  });
}

type Positions = (lengths: Lengths, attributes: Resize) => number[];

function separable(
  dy: tf.Tensor,
  images: tf.Tensor,
  { attributes, positions }: { attributes: Resize; positions: Positions },
): tf.Tensor {
  return ([1, 2] as const).reduce((dx, axis) => {
    const lengths = { from: images.shape[axis]!, to: dy.shape[axis]! };
    return along(dx, axis, adjoint(lengths, positions(lengths, attributes)));
  }, dy);
}

function linearGradient(dy: tf.Tensor, images: tf.Tensor, attributes: Resize): tf.Tensor {
  const doubled = dy.shape[1] === 2 * images.shape[1]! && dy.shape[2] === 2 * images.shape[2]!;
  if (!doubled || attributes.alignCorners) {
    return separable(dy, images, { attributes, positions: linearPositions });
  }
  return gatherDoubled(dy, attributes.halfPixelCenters ? [0.25, 0.75, 0.75, 0.25] : [0.5, 1, 0.5]);
}

/** Nearest enlargement by whole factors: the sum over each pixel's copies. */
function wholeFactors(images: tf.Tensor, dy: tf.Tensor, { alignCorners }: Resize) {
  const factors: [number, number] = [
    dy.shape[1]! / images.shape[1]!,
    dy.shape[2]! / images.shape[2]!,
  ];
  return !alignCorners && factors.every(Number.isInteger) ? factors : undefined;
}

function nearestGradient(dy: tf.Tensor, images: tf.Tensor, attributes: Resize): tf.Tensor {
  const factors = wholeFactors(images, dy, attributes);
  if (factors === undefined) {
    return separable(dy, images, { attributes, positions: nearestPositions });
  }
  return sumBlocks(dy, factors);
}

/** Resizing. The kernels ResizeBilinearGrad and ResizeNearestNeighborGrad are not used. */
export const resize = (): Correction[] => [
  correction<'images', Resize>('ResizeBilinear', {
    tfjs: 'wrong with half pixels; throws on cpu unless square; no second order',
    here: 'dy times the transposed interpolation matrix of each axis',
    save: ['images'],
    gradient: (dy, { images }, attributes) => ({
      images: () => linearGradient(dy, images, attributes),
    }),
  }),
  correction<'images', Resize>('ResizeNearestNeighbor', {
    tfjs: 'wrong on cpu for batches, everywhere with half pixels; no second order',
    here: 'the sum over the copies of each pixel',
    save: ['images'],
    gradient: (dy, { images }, attributes) => ({
      images: () => nearestGradient(dy, images, attributes),
    }),
  }),
  correction<never, { blockSize: number }>('DepthToSpace', {
    tfjs: 'none',
    here: 'dy, its blocks moved back to channels',
    gradient: (dy, _saved, { blockSize: r }) => ({
      x: () => {
        const [batch, height, width, channels] = dy.shape as [number, number, number, number];
        const blocks = tf.reshape(dy, [batch, height / r, r, width / r, r, channels]);
        const moved = tf.transpose(blocks, [0, 1, 3, 2, 4, 5]);
        return tf.reshape(moved, [batch, height / r, width / r, r * r * channels]);
      },
    }),
  }),
];
