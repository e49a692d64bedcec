import type { TensorInfo } from '@tensorflow/tfjs-core';
import { nchw } from '../layout/layout.js';
import type { KernelFamily, RecordKernel } from './family.js';
import type { Lowering, LowerNode } from './lowering.js';

interface ResizeAttributes {
  alignCorners: boolean;
  halfPixelCenters: boolean;
}

type Weights = {
  from: number;
  to: number;
  entry(target: number): [source: number, weight: number][];
};

// Recording

const resize =
  (kernel: string): RecordKernel =>
  (recorder, { images }: { images: TensorInfo }, { size, alignCorners, halfPixelCenters }) => {
    const [batch, , , channels] = images.shape as [number, number, number, number];
    const output = { shape: [batch, size[0], size[1], channels], dtype: 'float32' as const };
    const attributes = { alignCorners: !!alignCorners, halfPixelCenters: !!halfPixelCenters };
    return recorder.record(kernel, [images], output, attributes);
  };

/** The gradient kernels of TensorFlow know no half pixels. */
const resizeGradient =
  (kernel: string): RecordKernel =>
  (recorder, { images, dy }, { alignCorners }) =>
    recorder.record(
      kernel,
      [dy],
      { shape: images.shape, dtype: 'float32' },
      {
        alignCorners: !!alignCorners,
        halfPixelCenters: false,
      },
    );

// Where a target pixel takes its colour from, along one axis.

function sourceOf(
  target: number,
  [from, to]: readonly [number, number],
  attributes: ResizeAttributes,
) {
  const { alignCorners, halfPixelCenters } = attributes;
  if (alignCorners && to > 1) return (target * (from - 1)) / (to - 1);
  const scale = from / to;
  return halfPixelCenters ? (target + 0.5) * scale - 0.5 : target * scale;
}

function nearest(from: number, to: number, attributes: ResizeAttributes): Weights {
  return {
    from,
    to,
    entry(target) {
      const { alignCorners, halfPixelCenters } = attributes;
      const exact = sourceOf(target, [from, to], attributes);
      const place = alignCorners
        ? Math.round(exact)
        : Math.floor(halfPixelCenters ? exact + 0.5 : exact);
      return [[Math.min(from - 1, Math.max(0, place)), 1]];
    },
  };
}

function bilinear(from: number, to: number, attributes: ResizeAttributes): Weights {
  return {
    from,
    to,
    entry(target) {
      const exact = Math.max(0, sourceOf(target, [from, to], attributes));
      const below = Math.min(from - 1, Math.floor(exact));
      const part = exact - below;
      const above = Math.min(from - 1, below + 1);
      return above === below || part === 0
        ? [[below, 1]]
        : [
            [below, 1 - part],
            [above, part],
          ];
    },
  };
}

// Lowering

const isRepetition = (from: number, to: number, attributes: ResizeAttributes) =>
  to % from === 0 && !attributes.alignCorners && !attributes.halfPixelCenters;

const lowerNearest: LowerNode = (lowering, node) => {
  const { builder } = lowering;
  const attributes = node.attributes as unknown as ResizeAttributes;
  const x = lowering.images(node.inputs[0]!);
  const [, height, width] = node.outputs[0]!.shape as [number, number, number, number];
  const [, , rows, columns] = x.dims as [number, number, number, number];
  if (isRepetition(rows, height, attributes) && isRepetition(columns, width, attributes)) {
    const scales = builder.constant(
      'float32',
      [4],
      new Float32Array([1, 1, height / rows, width / columns]),
    );
    const mode = {
      mode: 'nearest',
      coordinate_transformation_mode: 'asymmetric',
      nearest_mode: 'floor',
    };
    return lowering.result(
      builder.emit('Resize', [x.name, '', scales], mode),
      node.outputs[0]!,
      nchw,
    );
  }
  const take = (name: string, axis: number, { from, to }: { from: number; to: number }) => {
    const { entry } = nearest(from, to, attributes);
    const places = Int32Array.from({ length: to }, (_, target) => entry(target)[0]![0]);
    return builder.emit('Gather', [name, builder.constant('int32', [to], places)], { axis });
  };
  const tall = take(x.name, 2, { from: rows, to: height });
  return lowering.result(take(tall, 3, { from: columns, to: width }), node.outputs[0]!, nchw);
};

type FourSizes = [number, number, number, number];

/** ONNX's own interpolation, by factors: it says nothing of the size of the images. */
const bilinearByFactors: LowerNode = (lowering, node, inputs) => {
  const { alignCorners, halfPixelCenters } = node.attributes as unknown as ResizeAttributes;
  const [, height, width] = node.outputs[0]!.shape as FourSizes;
  const [, rows, columns] = node.inputs[0]!.shape as FourSizes;
  const [down, across] = [height / rows, width / columns];
  if (alignCorners || !Number.isInteger(down) || !Number.isInteger(across)) {
    return asProduct(bilinear, false)(lowering, node, inputs);
  }
  const { builder } = lowering;
  const scales = builder.constant('float32', [4], new Float32Array([1, 1, down, across]));
  const places = halfPixelCenters ? 'half_pixel' : 'asymmetric';
  const name = builder.emit('Resize', [lowering.images(node.inputs[0]!).name, '', scales], {
    mode: 'linear',
    coordinate_transformation_mode: places,
  });
  return lowering.result(name, node.outputs[0]!, nchw);
};

const lowerBilinear: LowerNode = (lowering, node, inputs) =>
  (lowering.options.portable ? bilinearByFactors : asProduct(bilinear, false))(
    lowering,
    node,
    inputs,
  );

/** Every pixel several times. */
const lowerRepetition: LowerNode = (lowering, node) => {
  const { rows, columns } = node.attributes as { rows: number; columns: number };
  const { builder } = lowering;
  const scales = builder.constant('float32', [4], new Float32Array([1, 1, rows, columns]));
  const name = builder.emit('Resize', [lowering.images(node.inputs[0]!).name, '', scales], {
    mode: 'nearest',
    coordinate_transformation_mode: 'asymmetric',
    nearest_mode: 'floor',
  });
  return lowering.result(name, node.outputs[0]!, nchw);
};

/** A resize along one axis is a product with a matrix, [to, from]. */
function weightMatrix({ from, to, entry }: Weights): Float32Array {
  const matrix = new Float32Array(to * from);
  for (let target = 0; target < to; target++) {
    for (const [source, weight] of entry(target)) matrix[target * from + source]! += weight;
  }
  return matrix;
}

/** y = A x B^T, or with the transposes of A and B, its gradient. */
function product(
  { builder }: Lowering,
  x: string,
  [down, across]: readonly [Weights, Weights],
  isGradient: boolean,
): string {
  const named = (weights: Weights) =>
    builder.constant(
      'float32',
      [weights.to, weights.from],
      weightMatrix(weights),
      `resize ${weights.from} ${weights.to} ${Array.from({ length: weights.to }, (_, i) => weights.entry(i))}`,
    );
  const turned = (name: string) => builder.transpose(name, [1, 0]);
  const [vertical, horizontal] = [named(down), named(across)];
  const left = isGradient ? turned(vertical) : vertical;
  const right = isGradient ? horizontal : turned(horizontal);
  return builder.emit('MatMul', [left, builder.emit('MatMul', [x, right])]);
}

const asProduct =
  (weights: typeof nearest, isGradient: boolean): LowerNode =>
  (lowering, node) => {
    const attributes = node.attributes as unknown as ResizeAttributes;
    const x = lowering.images(node.inputs[0]!);
    const output = node.outputs[0]!;
    const sides = [2, 3].map((place) => {
      const [inside, outside] = [x.dims[place]!, output.shape[place - 1]!];
      return isGradient
        ? weights(outside, inside, attributes)
        : weights(inside, outside, attributes);
    }) as [Weights, Weights];
    return lowering.result(product(lowering, x.name, sides, isGradient), output, nchw);
  };

/** Of a repetition, the gradient is the sum over each block. */
const lowerNearestGradient: LowerNode = (lowering, node, inputs) => {
  const { builder } = lowering;
  const attributes = node.attributes as unknown as ResizeAttributes;
  const dy = lowering.images(node.inputs[0]!);
  const [batch, height, width, channels] = node.outputs[0]!.shape as [
    number,
    number,
    number,
    number,
  ];
  const [, , rows, columns] = dy.dims as [number, number, number, number];
  if (!isRepetition(height, rows, attributes) || !isRepetition(width, columns, attributes)) {
    return asProduct(nearest, true)(lowering, node, inputs);
  }
  const blocks = [batch, channels, height, rows / height, width, columns / width];
  const sums = lowering.reduce('ReduceSum', builder.reshape(dy.name, blocks), [3, 5]);
  const name = builder.reshape(sums, [batch, channels, height, width]);
  return lowering.result(name, node.outputs[0]!, nchw);
};

/** Kernels that change the size of images. */
export const resizing: KernelFamily = {
  record: {
    ResizeNearestNeighbor: resize('ResizeNearestNeighbor'),
    ResizeBilinear: resize('ResizeBilinear'),
    RepeatPixels: (recorder, { x }: { x: TensorInfo }, { rows, columns }) => {
      const [batch, height, width, channels] = x.shape as FourSizes;
      const shape = [batch, height * rows, width * columns, channels];
      return recorder.record('RepeatPixels', [x], { shape, dtype: 'float32' }, { rows, columns });
    },
    ResizeNearestNeighborGrad: resizeGradient('ResizeNearestNeighborGrad'),
    ResizeBilinearGrad: resizeGradient('ResizeBilinearGrad'),
  },
  lower: {
    ResizeNearestNeighbor: lowerNearest,
    ResizeBilinear: lowerBilinear,
    RepeatPixels: lowerRepetition,
    ResizeNearestNeighborGrad: lowerNearestGradient,
    ResizeBilinearGrad: asProduct(bilinear, true),
  },
};
