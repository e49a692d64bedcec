import * as tf from '@tensorflow/tfjs-core';
import fc from 'fast-check';
import type { Call, KernelCase } from './compare.js';
import { type Given, given, type Shape, tensorOf } from './given.js';
import { axesOf, axisOf, partOf, shapes } from './shapes.js';

type DType = Given['dtype'];
const types = fc.constantFrom<DType>('float32', 'float32', 'int32', 'bool');

/** An input of any type and shape, and attributes that depend on the shape. */
const withAttributes = (
  attributes: (shape: Shape) => fc.Arbitrary<Record<string, unknown>>,
  { of = shapes(1, 5), name = 'x', dtypes = types } = {},
): fc.Arbitrary<Call> =>
  fc
    .tuple(of, dtypes)
    .chain(([shape, dtype]) =>
      fc.tuple(given(shape, undefined, dtype), attributes(shape), fc.constant(shape)),
    )
    .map(([x, found]) => ({ inputs: { [name]: x }, attributes: found }));

const forEach = <T>(shape: Shape, make: (length: number) => fc.Arbitrary<T>): fc.Arbitrary<T[]> =>
  fc.tuple(...shape.map(make));

const paddings = (shape: Shape) =>
  forEach(shape, () => fc.tuple(fc.nat(2), fc.nat(2))).map((pads) => ({ paddings: pads }));

const mirrored = (mode: 'reflect' | 'symmetric') => (shape: Shape) =>
  forEach(shape, (length) => {
    const most = mode === 'reflect' ? length - 1 : length;
    return fc.tuple(fc.nat(most), fc.nat(most));
  }).map((pads) => ({ paddings: pads, mode }));

const ranges = (shape: Shape) =>
  forEach(shape, (length) =>
    fc.nat(length).chain((begin) => fc.tuple(fc.constant(begin), fc.nat(length - begin))),
  ).map((found) => ({ begin: found.map(([begin]) => begin), size: found.map(([, size]) => size) }));

const strided = (shape: Shape) =>
  fc
    .record({
      begin: forEach(shape, (length) => fc.integer({ min: -length, max: length })),
      end: forEach(shape, (length) => fc.integer({ min: -length - 1, max: length })),
      strides: forEach(shape, () => fc.constantFrom(1, 2, 3, -1, -2)),
      beginMask: fc.nat(2 ** shape.length - 1),
      endMask: fc.nat(2 ** shape.length - 1),
    })
    .map((found) => ({ ...found, ellipsisMask: 0, newAxisMask: 0, shrinkAxisMask: 0 }));

const order = (shape: Shape) =>
  fc
    .shuffledSubarray(
      shape.map((_, axis) => axis),
      { minLength: shape.length },
    )
    .map((perm) => ({ perm }));

/** Parts that differ along one axis. */
const parts = fc
  .tuple(shapes(1, 5), types, fc.integer({ min: 1, max: 4 }))
  .chain(([shape, dtype, count]) =>
    axisOf(shape).chain((axis) => {
      const part = fc.nat(3).chain((length) =>
        given(
          shape.map((old, place) => (place === axis ? length : old)),
          undefined,
          dtype,
        ),
      );
      return fc
        .array(part, { minLength: count, maxLength: count })
        .map((inputs): Call => ({ inputs, attributes: { axis } }));
    }),
  );

const packed = fc
  .tuple(shapes(0, 4), types, fc.integer({ min: 1, max: 4 }))
  .chain(([shape, dtype, count]) =>
    fc
      .tuple(
        fc.array(given(shape, undefined, dtype), { minLength: count, maxLength: count }),
        fc.nat(shape.length),
      )
      .map(([inputs, axis]): Call => ({ inputs, attributes: { axis } })),
  );

const splits = (shape: Shape) =>
  axisOf(shape).chain((axis) =>
    fc.constantFrom(...[1, 2, 3, 4].filter((count) => shape[axis]! % count === 0)).map((count) => ({
      axis,
      numOrSizeSplits: count,
    })),
  );

const unevenSplits = (shape: Shape) =>
  axisOf(shape).chain((axis) =>
    fc.nat(shape[axis]!).map((first) => ({ axis, numOrSizeSplits: [first, shape[axis]! - first] })),
  );

const full = shapes(1, 5, { empty: false });
/** Unpacking views the slices as tensors without that axis. */
const unpacked = (shape: Shape) => axisOf(shape).map((axis) => ({ axis }));

const gathered = fc
  .tuple(full, types, shapes(0, 3))
  .chain(([shape, dtype, places]) =>
    axisOf(shape).chain((axis) =>
      fc.record({
        x: given(shape, undefined, dtype),
        indices: given(places, { below: shape[axis]! }, 'int32'),
        axis: fc.constant(axis),
      }),
    ),
  )
  .map(({ axis, ...inputs }): Call => ({ inputs, attributes: { axis, batchDims: 0 } }));

const gatheredInBatches = fc
  .tuple(shapes(2, 5, { empty: false }), shapes(0, 2, { empty: false }))
  .chain(([shape, rest]) =>
    fc.integer({ min: 1, max: shape.length - 1 }).chain((batchDims) =>
      fc.integer({ min: batchDims, max: shape.length - 1 }).chain((axis) =>
        fc.record({
          x: given(shape),
          indices: given([...shape.slice(0, batchDims), ...rest], { below: shape[axis]! }, 'int32'),
          axis: fc.constant(axis),
          batchDims: fc.constant(batchDims),
        }),
      ),
    ),
  )
  .map(({ axis, batchDims, ...inputs }): Call => ({ inputs, attributes: { axis, batchDims } }));

/** Rows of indices into the first axes of a shape. */
const rows = (shape: Shape) =>
  fc
    .tuple(fc.integer({ min: 1, max: shape.length }), fc.integer({ min: 1, max: 5 }))
    .map(([depth, count]) => ({
      depth,
      count,
      indices: (seedable: Shape) =>
        given(seedable, { below: Math.min(...shape.slice(0, depth)) }, 'int32'),
    }));

const gatheredRows = full
  .chain((shape) =>
    rows(shape).chain(({ depth, count, indices }) =>
      fc.record({ params: given(shape), indices: indices([count, depth]) }),
    ),
  )
  .map((inputs): Call => ({ inputs }));

const scattered = full.chain((shape) =>
  rows(shape)
    .chain(({ depth, count, indices }) =>
      fc.record({
        indices: indices([count, depth]),
        updates: given([count, ...shape.slice(depth)]),
      }),
    )
    .map((inputs): Call => ({ inputs, attributes: { shape } })),
);

const hot = fc
  .tuple(shapes(0, 4), fc.integer({ min: 1, max: 5 }), fc.constantFrom('float32', 'int32', 'bool'))
  .chain(([shape, depth, dtype]) =>
    given(shape, 'whole', 'int32').map(
      (indices): Call => ({
        inputs: { indices },
        attributes: { depth, dtype, onValue: 1, offValue: 0 },
      }),
    ),
  );

const same = (elements: number): fc.Arbitrary<Shape> =>
  fc.constantFrom(
    ...[
      [elements],
      [1, elements],
      [elements, 1],
      [elements, 1, 1],
      [2, elements / 2],
      [elements / 4, 2, 2],
    ].filter((shape) => shape.every(Number.isInteger)),
  );

/** Reshaped, and then moved: views of computed values. */
const viewed: fc.Arbitrary<Call> = withAttributes(
  (shape) => same(shape.reduce((size, length) => size * length, 1)).map((to) => ({ shape: to })),
  { of: shapes(0, 5, { empty: false }) },
);

const filled = (name: string, draw: (x: Given) => Record<string, unknown>): KernelCase => ({
  kernel: name,
  calls: fc
    .tuple(shapes(), types)
    .chain(([shape, dtype]) => given(shape, undefined, dtype))
    .map((x) => ({ inputs: { x }, attributes: draw(x) })),
});

/** Every element by its place: what the cpu backend gets wrong for axes that vanish. */
function stridedSlice({ inputs, attributes }: Call): tf.Tensor {
  const { begin } = attributes as { begin: number[] };
  const x = tensorOf((inputs as Record<string, Given>).x!);
  const shape = x.shape.slice(1);
  return tf.reshape(tf.slice(x, [begin[0]!, ...shape.map(() => 0)], [1, ...shape]), shape);
}

const blocks = fc
  .tuple(fc.integer({ min: 1, max: 3 }), shapes(4, 4, { empty: false }))
  .chain(([blockSize, [batch, height, width, channels]]) =>
    given([batch!, height!, width!, channels! * blockSize ** 2]).map(
      (x): Call => ({ inputs: { x }, attributes: { blockSize, dataFormat: 'NHWC' } }),
    ),
  );

const broadcast = shapes(0, 5, { empty: false }).chain((shape) =>
  partOf(shape)
    .chain((part) => given(part))
    .map((x): Call => ({ inputs: { x }, attributes: { shape } })),
);

export const movement: readonly KernelCase[] = [
  filled('Identity', () => ({})),
  filled('ZerosLike', () => ({})),
  filled('OnesLike', () => ({})),
  { kernel: 'Reshape', calls: viewed },
  {
    kernel: 'ExpandDims',
    calls: withAttributes((shape) => fc.nat(shape.length).map((dim) => ({ dim })), {
      of: shapes(0, 5),
      name: 'input',
    }),
  },
  {
    kernel: 'Fill',
    calls: fc.tuple(shapes(), types).map(
      ([shape, dtype]): Call => ({
        inputs: {},
        attributes: { shape, dtype, value: dtype === 'float32' ? 1.5 : 1 },
      }),
    ),
  },
  {
    kernel: 'PadV2',
    calls: withAttributes(
      (shape) =>
        fc
          .tuple(paddings(shape), fc.constantFrom(0, 1))
          .map(([pads, constantValue]) => ({ ...pads, constantValue })),
      { of: shapes(1, 5) },
    ),
  },
  {
    kernel: 'MirrorPad',
    about: 'reflect',
    calls: withAttributes(mirrored('reflect'), { of: full }),
  },
  {
    kernel: 'MirrorPad',
    about: 'symmetric',
    calls: withAttributes(mirrored('symmetric'), { of: full }),
  },
  { kernel: 'Slice', calls: withAttributes(ranges, { of: shapes(1, 6) }) },
  { kernel: 'StridedSlice', calls: withAttributes(strided, { of: full }) },
  {
    kernel: 'StridedSlice',
    about: 'of a row that vanishes',
    calls: withAttributes(
      (shape) =>
        fc.nat(shape[0]! - 1).map((row) => ({
          begin: [row],
          end: [row + 1],
          strides: [1],
          beginMask: 0,
          endMask: 0,
          ellipsisMask: 0,
          newAxisMask: 0,
          shrinkAxisMask: 1,
        })),
      { of: full },
    ),
    oracle: stridedSlice,
  },
  {
    kernel: 'Reverse',
    calls: withAttributes((shape) => axesOf(shape).map((dims) => ({ dims })), { of: full }),
  },
  { kernel: 'Concat', calls: parts },
  { kernel: 'Pack', calls: packed },
  { kernel: 'Unpack', calls: withAttributes(unpacked, { of: full, name: 'value' }) },
  { kernel: 'SplitV', calls: withAttributes(splits, { of: full }) },
  { kernel: 'SplitV', about: 'uneven', calls: withAttributes(unevenSplits, { of: full }) },
  {
    kernel: 'Tile',
    calls: withAttributes(
      (shape) => forEach(shape, () => fc.integer({ min: 1, max: 3 })).map((reps) => ({ reps })),
      { of: shapes(1, 5) },
    ),
  },
  {
    kernel: 'BroadcastTo',
    calls: broadcast,
    oracle: ({ inputs, attributes }) =>
      tf.broadcastTo(tensorOf((inputs as Record<string, Given>).x!), attributes!.shape as number[]),
  },
  { kernel: 'Transpose', calls: withAttributes(order, { of: shapes(1, 6) }) },
  { kernel: 'GatherV2', calls: gathered },
  { kernel: 'GatherV2', about: 'in batches', calls: gatheredInBatches },
  { kernel: 'GatherNd', calls: gatheredRows },
  { kernel: 'ScatterNd', calls: scattered },
  { kernel: 'OneHot', calls: hot },
  { kernel: 'Diag', calls: withAttributes(() => fc.constant({}), { of: shapes(1, 3) }) },
  { kernel: 'DepthToSpace', calls: blocks },
];
