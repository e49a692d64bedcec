import * as tf from '@tensorflow/tfjs-core';
import fc from 'fast-check';
import type { Call, KernelCase } from './compare.js';
import { type Given, given, type Shape, tensorOf } from './given.js';

const between = (min: number, max: number) => fc.integer({ min, max });
const steps = fc.constantFrom<readonly [number, number]>([1, 1], [2, 2], [2, 1], [1, 2], [3, 2]);

/** Where windows lie on images: sizes, strides, dilations, pads. */
const geometry = fc
  .record({
    batch: between(1, 3),
    size: fc.tuple(between(4, 11), between(4, 11)),
    window: fc.tuple(between(1, 4), between(1, 4)),
    strides: steps,
    dilations: fc.constantFrom<readonly [number, number]>([1, 1], [1, 1], [2, 2], [1, 2]),
    pad: fc.oneof(
      fc.constantFrom('same', 'valid'),
      fc.constantFrom([
        [0, 0],
        [1, 2],
        [0, 1],
        [0, 0],
      ]),
    ),
    channels: between(1, 5),
    outputs: fc.oneof(between(1, 5), fc.constant(17)),
  })
  .map((found) => {
    const strided = found.strides.some((stride) => stride > 1);
    return { ...found, dilations: strided ? ([1, 1] as const) : found.dilations };
  })
  .filter(({ size, window, dilations }) =>
    [0, 1].every((side) => (window[side]! - 1) * dilations[side]! + 1 <= size[side]!),
  );

type Geometry = typeof geometry extends fc.Arbitrary<infer T> ? T : never;

const attributesOf = ({ strides, dilations, pad }: Geometry) => ({
  strides,
  pad,
  dilations,
  dataFormat: 'NHWC',
  ...(Array.isArray(pad) ? { dimRoundingMode: 'floor' } : {}),
});

function shapesOf(found: Geometry, depthwise = false) {
  const { batch, size, window, channels, outputs } = found;
  const multiplier = Math.min(outputs, 3);
  const x: Shape = [batch, ...size, channels];
  const filter: Shape = [...window, channels, depthwise ? multiplier : outputs];
  const info = tf.backend_util.computeConv2DInfo(
    x as [number, number, number, number],
    filter as [number, number, number, number],
    found.strides as [number, number],
    found.dilations as [number, number],
    found.pad as 'same',
    Array.isArray(found.pad) ? 'floor' : undefined,
    depthwise,
  );
  return { x, filter, y: info.outShape };
}

type Pick = (shapes: ReturnType<typeof shapesOf>) => {
  inputs: Record<string, Shape>;
  attributes?: Record<string, unknown>;
};

const convolving = (pick: Pick, depthwise = false): fc.Arbitrary<Call> =>
  geometry.chain((found) => {
    const { inputs, attributes } = pick(shapesOf(found, depthwise));
    const entries = Object.entries(inputs).map(([name, shape]) => [name, given(shape)] as const);
    return fc.record(Object.fromEntries(entries)).map((all) => ({
      inputs: all,
      attributes: { ...attributesOf(found), ...attributes },
    }));
  });

const activations = fc.constantFrom(
  'linear',
  'relu',
  'relu6',
  'elu',
  'sigmoid',
  'leakyrelu',
  'prelu',
);

const fused = (calls: fc.Arbitrary<Call>): fc.Arbitrary<Call> =>
  fc.tuple(calls, activations).map(([{ inputs, attributes }, activation]) => {
    const { preluActivationWeights, ...others } = inputs as Record<string, Given>;
    return {
      inputs: activation === 'prelu' ? inputs : others,
      attributes: { ...attributes, activation, leakyreluAlpha: 0.3 },
    };
  });

const withBias = ({ x, filter, y }: ReturnType<typeof shapesOf>) => ({
  inputs: { x, filter, bias: [y[3]!], preluActivationWeights: [1, 1, y[3]!] },
});

/** A filter with zeros between its places. */
function dilated(filter: tf.Tensor, [down, across]: readonly number[]): tf.Tensor {
  const [rows, columns, inputs, outputs] = filter.shape as [number, number, number, number];
  const apart = tf.pad(tf.reshape(filter, [rows, 1, columns, 1, inputs, outputs]), [
    [0, 0],
    [0, down! - 1],
    [0, 0],
    [0, across! - 1],
    [0, 0],
    [0, 0],
  ]);
  const spread = tf.reshape(apart, [rows * down!, columns * across!, inputs, outputs]);
  const size = [(rows - 1) * down! + 1, (columns - 1) * across! + 1, inputs, outputs];
  return tf.slice(spread, [0, 0, 0, 0], size);
}

/** The gradient kernels of the cpu backend leave dilations out: they are given to the filter. */
const dense =
  (kernel: string) =>
  ({ inputs, attributes }: Call): tf.Tensor => {
    const { filter, ...others } = inputs as Record<string, Given>;
    const { dilations, filterShape } = attributes as Record<string, number[]>;
    const [down, across] = dilations!;
    const tensors: Record<string, tf.Tensor> = Object.fromEntries(
      Object.entries(others).map(([name, one]) => [name, tensorOf(one)]),
    );
    const call = { ...attributes, dilations: [1, 1] };
    const compute = (more: Record<string, tf.Tensor>, shape?: number[]) =>
      tf
        .engine()
        .runKernel(kernel, { ...tensors, ...more }, { ...call, filterShape: shape } as never);
    if (filter) return compute({ filter: dilated(tensorOf(filter), dilations!) }) as tf.Tensor;
    const whole = dilated(tf.zeros(filterShape!), dilations!).shape;
    const found = compute({}, whole) as tf.Tensor;
    return tf.stridedSlice(found, [0, 0, 0, 0], whole, [down!, across!, 1, 1]);
  };

const convolutions: KernelCase[] = [
  { kernel: 'Conv2D', calls: convolving(({ x, filter }) => ({ inputs: { x, filter } })) },
  { kernel: 'FusedConv2D', calls: fused(convolving(withBias)) },
  {
    kernel: 'Conv2DBackpropInput',
    oracle: dense('Conv2DBackpropInput'),
    calls: convolving(({ x, filter, y }) => ({
      inputs: { dy: y, filter },
      attributes: { inputShape: x },
    })),
  },
  {
    kernel: 'Conv2DBackpropFilter',
    oracle: dense('Conv2DBackpropFilter'),
    calls: convolving(({ x, filter, y }) => ({
      inputs: { x, dy: y },
      attributes: { filterShape: filter },
    })),
    tolerance: 2e-5,
  },
  {
    kernel: 'DepthwiseConv2dNative',
    calls: convolving(({ x, filter }) => ({ inputs: { x, filter } }), true),
  },
  { kernel: 'FusedDepthwiseConv2D', calls: fused(convolving(withBias, true)) },
  {
    kernel: 'DepthwiseConv2dNativeBackpropInput',
    oracle: dense('DepthwiseConv2dNativeBackpropInput'),
    calls: convolving(
      ({ x, filter, y }) => ({ inputs: { dy: y, filter }, attributes: { inputShape: x } }),
      true,
    ),
  },
  {
    kernel: 'DepthwiseConv2dNativeBackpropFilter',
    oracle: dense('DepthwiseConv2dNativeBackpropFilter'),
    calls: convolving(
      ({ x, filter, y }) => ({ inputs: { x, dy: y }, attributes: { filterShape: filter } }),
      true,
    ),
    tolerance: 2e-5,
  },
];

/** Pads are smaller than the window, or a window would see nothing. */
const pooled = (pick: Pick): fc.Arbitrary<Call> =>
  geometry
    .map((found) => ({ ...found, dilations: [1, 1] as const }))
    .filter(({ pad, window }) => !Array.isArray(pad) || (window[0] > 2 && window[1] > 1))
    .chain((found) => {
      const square = { ...found, outputs: found.channels };
      const { inputs, attributes } = pick(shapesOf(square));
      const entries = Object.entries(inputs).map(([name, shape]) => [name, given(shape)] as const);
      return fc.record(Object.fromEntries(entries)).map((all) => ({
        inputs: all,
        attributes: {
          filterSize: found.window,
          strides: found.strides,
          pad: found.pad,
          ...(Array.isArray(found.pad) ? { dimRoundingMode: 'floor' } : {}),
          ...attributes,
        },
      }));
    });

const pools: KernelCase[] = [
  { kernel: 'MaxPool', calls: pooled(({ x }) => ({ inputs: { x } })) },
  { kernel: 'AvgPool', calls: pooled(({ x }) => ({ inputs: { x } })) },
  {
    kernel: 'AvgPoolGrad',
    calls: pooled(({ x, y }) => ({ inputs: { dy: y, input: x } })),
  },
  {
    kernel: 'MaxPoolGrad',
    calls: pooled(({ x, y }) => ({ inputs: { dy: y, input: x, output: y } })),
  },
  ...[true, false].map((includeBatchInIndex) => ({
    kernel: 'MaxPoolWithArgmax',
    about: includeBatchInIndex ? 'with the batch' : 'of each image',
    calls: pooled(({ x }) => ({ inputs: { x }, attributes: { includeBatchInIndex } })),
  })),
];

const sizes = fc.record({
  images: fc.tuple(between(1, 3), between(1, 7), between(1, 7), between(1, 3)),
  size: fc.tuple(between(1, 9), between(1, 9)),
  mode: fc.constantFrom(
    { alignCorners: false, halfPixelCenters: false },
    { alignCorners: true, halfPixelCenters: false },
    { alignCorners: false, halfPixelCenters: true },
  ),
});

const resized = sizes.chain(({ images, size, mode }) =>
  given(images).map((x): Call => ({ inputs: { images: x }, attributes: { size, ...mode } })),
);

/** To whole multiples of the size. */
const repeated = sizes.chain(({ images, size }) =>
  given(images).map(
    (x): Call => ({
      inputs: { images: x },
      attributes: {
        size: [images[1] * (1 + (size[0] % 3)), images[2] * (1 + (size[1] % 3))],
        alignCorners: false,
        halfPixelCenters: false,
      },
    }),
  ),
);

/** A kernel of ours, that TensorFlow.js has not. */
const pixels = sizes.chain(({ images, size }) =>
  given(images).map(
    (x): Call => ({
      inputs: { x },
      attributes: { rows: 1 + (size[0] % 3), columns: 1 + (size[1] % 3) },
    }),
  ),
);

function repeatedPixels({ inputs, attributes }: Call): tf.Tensor {
  const x = tensorOf((inputs as Record<string, Given>).x!) as tf.Tensor4D;
  const { rows, columns } = attributes as { rows: number; columns: number };
  const [, height, width] = x.shape;
  return tf.image.resizeNearestNeighbor(x, [height * rows, width * columns]);
}

/** TensorFlow.js knows gradients of resizes without half pixels only. */
const resizeGradients = (multiple: boolean) =>
  sizes.chain(({ images, size, mode }) => {
    const [rows, columns] = multiple ? [images[1] * 2, images[2] * 3] : size;
    return fc
      .record({ images: given(images), dy: given([images[0], rows, columns, images[3]]) })
      .map(
        (inputs): Call => ({
          inputs,
          attributes: { alignCorners: multiple ? false : mode.alignCorners },
        }),
      );
  });

/** The sum of dy over the targets of each source, by resizing one-hot images. */
function nearestGradient({ inputs, attributes }: Call): tf.Tensor {
  const { images, dy } = inputs as Record<string, Given>;
  const [batch, height, width, channels] = images!.shape as [number, number, number, number];
  const [, rows, columns] = dy!.shape as number[];
  const places = tf.reshape(tf.range(0, height * width), [1, height, width, 1]);
  const call = { size: [rows, columns], halfPixelCenters: false, ...attributes };
  const found = tf
    .engine()
    .runKernel('ResizeNearestNeighbor', { images: places }, call as tf.NamedAttrMap) as tf.Tensor;
  const hits = tf.oneHot(tf.cast(tf.reshape(found, [-1]), 'int32'), height * width);
  const changes = tf.reshape(tensorOf(dy!), [batch, rows! * columns!, channels]);
  const sums = tf.stack(
    tf.unstack(changes).map((one) => tf.matMul(tf.cast(hits, 'float32'), one as tf.Tensor2D, true)),
  );
  return tf.reshape(sums, images!.shape as number[]);
}

/** The cpu backend names height and width of the result the wrong way round. */
function bilinearGradient({ inputs, attributes }: Call): tf.Tensor {
  const { images, dy } = inputs as Record<string, Given>;
  const tensors = { images: tensorOf(images!), dy: tensorOf(dy!) };
  const found = tf.engine().runKernel('ResizeBilinearGrad', tensors, attributes as never);
  return tf.reshape(found as tf.Tensor, images!.shape as number[]);
}

const resizes: KernelCase[] = [
  { kernel: 'ResizeBilinear', calls: resized, tolerance: 2e-5 },
  { kernel: 'ResizeNearestNeighbor', calls: resized },
  { kernel: 'ResizeNearestNeighbor', about: 'to multiples', calls: repeated },
  { kernel: 'RepeatPixels', calls: pixels, oracle: repeatedPixels },
  {
    kernel: 'ResizeBilinearGrad',
    calls: resizeGradients(false),
    tolerance: 2e-5,
    oracle: bilinearGradient,
  },
  // The cpu backend is wrong for more than one image.
  {
    kernel: 'ResizeNearestNeighborGrad',
    calls: resizeGradients(false),
    oracle: nearestGradient,
  },
  {
    kernel: 'ResizeNearestNeighborGrad',
    about: 'of multiples',
    calls: resizeGradients(true),
    oracle: nearestGradient,
  },
];

const normalised = fc
  .tuple(between(1, 3), between(1, 5), between(1, 5), between(1, 4))
  .chain((shape) =>
    fc
      .record({
        x: given(shape),
        mean: given([shape[3]]),
        variance: given([shape[3]], 'positive'),
        scale: given([shape[3]]),
        offset: given([shape[3]]),
        parts: fc.nat(3),
        varianceEpsilon: fc.constantFrom(1e-3, 1e-5),
      })
      .map(
        ({ parts, varianceEpsilon, x, mean, variance, scale, offset }): Call => ({
          inputs: {
            x,
            mean,
            variance,
            ...(parts & 1 ? { scale } : {}),
            ...(parts & 2 ? { offset } : {}),
          },
          attributes: { varianceEpsilon },
        }),
      ),
  );

const instances = fc
  .tuple(between(1, 3), between(1, 6), between(2, 6), between(1, 4))
  .chain((shape) => given(shape))
  .map((x): Call => ({ inputs: { x }, attributes: { epsilon: 1e-5 } }));

function instanceNorm({ inputs }: Call): tf.Tensor[] {
  const x = tensorOf((inputs as Record<string, Given>).x!);
  const { mean, variance } = tf.moments(x, [1, 2], true);
  const scale = tf.rsqrt(tf.add(variance, 1e-5));
  return [tf.mul(tf.sub(x, mean), scale), scale];
}

/** Images that mirror padding may have made, small ones and ones longer than the matrix form goes. */
const folded = fc
  .record({
    batch: between(1, 2),
    rows: between(3, 6),
    columns: fc.oneof(between(3, 6), between(165, 170)),
    axis: fc.constantFrom(1, 2),
    before: between(0, 2),
    after: between(0, 2),
    skip: fc.constantFrom(0, 1),
  })
  .chain(({ batch, rows, columns, axis, before, after, skip }) => {
    const shape = [batch, rows, columns, 3];
    shape[axis]! += before + after;
    return fc.record({
      inputs: fc.record({ x: given(shape) }),
      attributes: fc.constant({ axis, before, after, skip }),
    });
  });

/** Every row goes to the place that it is a copy of, and copies add up. */
function foldRows({ inputs, attributes }: Call): tf.Tensor[] {
  const { axis, before, after, skip } = attributes as Record<string, number>;
  const rows = tf.unstack(tensorOf((inputs as Record<string, Given>).x!), axis);
  const kept = rows.slice(before, rows.length - after!);
  rows.slice(0, before).forEach((row, i) => {
    const place = before! - 1 - i + skip!;
    kept[place] = tf.add(kept[place]!, row);
  });
  rows.slice(rows.length - after!).forEach((row, i) => {
    const place = kept.length - 1 - skip! - i;
    kept[place] = tf.add(kept[place]!, row);
  });
  return [tf.stack(kept, axis)];
}

const norms: KernelCase[] = [
  { kernel: 'FusedBatchNorm', calls: normalised },
  { kernel: 'InstanceNorm', calls: instances, oracle: instanceNorm, tolerance: 2e-5 },
  { kernel: 'MirrorFold', calls: folded, oracle: foldRows },
];

export const images: readonly KernelCase[] = [...convolutions, ...pools, ...resizes, ...norms];
