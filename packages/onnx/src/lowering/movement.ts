import { backend_util, slice_util, type TensorInfo, util } from '@tensorflow/tfjs-core';
import { inverse, nchw, sameSizes, sizeOf } from '../layout/layout.js';
import { axesInMemory, constantOperand, type Operand } from '../layout/operand.js';
import { BEFORE_FIRST, PAST_LAST } from './builder.js';
import type { KernelFamily, RecordKernel } from './family.js';
import { kindOf, type Lowering, type LowerNode } from './lowering.js';

type Pair = readonly [number, number];

// Recording

const identity: RecordKernel = (recorder, { x }) => recorder.alias(x, x.shape);

const filledLike =
  (number: number): RecordKernel =>
  (recorder, { x }) =>
    recorder.filled(x, number);

const padding =
  (kernel: string): RecordKernel =>
  (recorder, { x }: { x: TensorInfo }, { paddings, constantValue = 0, mode }) => {
    const shape = x.shape.map((length, axis) => length + paddings[axis][0] + paddings[axis][1]);
    if (sizeOf(x.shape) === 0) return recorder.filled({ shape, dtype: x.dtype }, constantValue);
    const output = { shape, dtype: x.dtype };
    if (kernel === 'PadV2')
      return recorder.record(kernel, [x], output, { paddings, constantValue });
    return recorder.record(kernel, [x], output, { paddings, mode });
  };

const slice: RecordKernel = (recorder, { x }, { begin, size }) => {
  const [start, shape] = slice_util.parseSliceParams(x, begin, size);
  if (sameSizes(shape!, x.shape)) return recorder.alias(x, shape!);
  const rows = recorder.storedRows(x, start!, shape!);
  if (rows) return rows;
  return recorder.record('Slice', [x], { shape: shape!, dtype: x.dtype }, { begin: start });
};

const stridedSlice: RecordKernel = (recorder, { x }, attributes) => {
  const { begin, end, strides, beginMask, endMask, ellipsisMask, newAxisMask, shrinkAxisMask } =
    attributes;
  const info = slice_util.sliceInfo(
    x.shape,
    begin,
    end,
    strides,
    beginMask,
    endMask,
    ellipsisMask,
    newAxisMask,
    shrinkAxisMask,
  );
  const output = { shape: info.finalShape, dtype: x.dtype };
  if (sizeOf(output.shape) === 0) return recorder.literal(new Float32Array(0), output);
  return recorder.record('StridedSlice', [x], output, {
    begin: info.begin,
    end: info.end,
    strides: info.strides,
  });
};

const concat: RecordKernel = (recorder, inputs, { axis }) => {
  const all = Object.values(inputs) as TensorInfo[];
  const along = util.parseAxisParam(axis, all[0]!.shape)[0]!;
  const shape = backend_util.computeOutShape(
    all.map((part) => part.shape),
    along,
  );
  const parts = all.filter((part) => sizeOf(part.shape) > 0);
  const output = { shape, dtype: all[0]!.dtype };
  if (parts.length === 0) return recorder.literal(new Float32Array(0), output);
  if (parts.length === 1) return recorder.alias(parts[0]!, shape);
  return recorder.record('Concat', parts, output, { axis: along });
};

const pack: RecordKernel = (recorder, inputs, { axis }) => {
  const parts = Object.values(inputs) as TensorInfo[];
  const { shape, dtype } = parts[0]!;
  const along = axis < 0 ? axis + shape.length + 1 : axis;
  const one = [...shape.slice(0, along), 1, ...shape.slice(along)];
  const whole = one.map((length, place) => (place === along ? parts.length : length));
  const views = parts.map((part) => ({ ...part, shape: one }));
  return recorder.record('Concat', views, { shape: whole, dtype }, { axis: along });
};

const split: RecordKernel = (recorder, { x }, { numOrSizeSplits, axis }) => {
  const along = util.parseAxisParam(axis, x.shape)[0]!;
  const sizes = backend_util.prepareSplitSize(x, numOrSizeSplits, along);
  const begin = x.shape.map(() => 0);
  return sizes.map((size) => {
    const shape = x.shape.map((length: number, place: number) => (place === along ? size : length));
    const part = recorder.record('Slice', [x], { shape, dtype: x.dtype }, { begin: [...begin] });
    begin[along] += size;
    return part;
  });
};

const unpack: RecordKernel = (recorder, { value }, { axis }) => {
  const along = util.parseAxisParam(axis, value.shape)[0]!;
  const shape = value.shape.filter((_: number, place: number) => place !== along);
  const one = value.shape.map((length: number, place: number) => (place === along ? 1 : length));
  return Array.from({ length: value.shape[along] }, (_, index) => {
    const begin = one.map((_: number, place: number) => (place === along ? index : 0));
    const output = { shape: one, dtype: value.dtype };
    const part = recorder.record('Slice', [value], output, { begin });
    return { ...part, shape };
  });
};

const gather: RecordKernel = (recorder, { x, indices }, { axis, batchDims = 0 }) => {
  const along = util.parseAxisParam(axis, x.shape)[0]!;
  const info = backend_util.segment_util.collectGatherOpShapeInfo(x, indices, along, batchDims);
  const output = { shape: info.outputShape, dtype: x.dtype };
  return recorder.record('GatherV2', [x, indices], output, { axis: along, batchDims });
};

const scatter: RecordKernel = (recorder, { indices, updates }, { shape }) =>
  recorder.record('ScatterNd', [indices, updates], { shape, dtype: updates.dtype });

const gatherNd: RecordKernel = (recorder, { params, indices }) => {
  const [shape] = backend_util.prepareAndValidate(params, indices);
  return recorder.record('GatherNd', [params, indices], { shape, dtype: params.dtype });
};

const oneHot: RecordKernel = (recorder, { indices }, { dtype, depth, onValue, offValue }) =>
  recorder.record(
    'OneHot',
    [indices],
    { shape: [...indices.shape, depth], dtype },
    { depth, onValue, offValue },
  );

// Lowering

/** Whole, in the layout that it has; images that come from outside are turned while small. */
function movable(lowering: Lowering, x: Operand): Operand {
  const { arranger } = lowering;
  const isImage = x.leaf && !x.layout && x.shape.length === 4;
  return isImage && x.constant === undefined ? arranger.images(x) : arranger.whole(x);
}

const pad =
  (mode: 'constant' | 'reflect'): LowerNode =>
  (lowering, node, [input]) => {
    const output = node.outputs[0]!;
    const { paddings, constantValue = 0 } = node.attributes as {
      paddings: Pair[];
      constantValue: number;
    };
    const x = mode === 'reflect' ? movable(lowering, input!) : lowering.arranger.whole(input!);
    const axes = axesInMemory(x);
    const pads = [0, 1].flatMap((side) => axes.map((axis) => paddings[axis]![side as 0 | 1]));
    const { builder } = lowering;
    const inputs = [x.name, builder.integers(pads)];
    if (mode === 'constant') inputs.push(builder.number(constantValue, x.dtype));
    return lowering.result(builder.emit('Pad', inputs, { mode }), output, x.layout);
  };

/** Mirrors with the edge: each axis is joined from three pieces. */
const padSymmetric: LowerNode = (lowering, node, [input]) => {
  const { builder, arranger } = lowering;
  const x = arranger.whole(input!);
  let { name } = x;
  axesInMemory(x).forEach((axis, place) => {
    const [before, after] = node.attributes.paddings[axis] as Pair;
    const length = x.shape[axis]!;
    const reversed = (start: number, count: number) =>
      builder.slice(name, [
        { axis: place, start, end: start - count < 0 ? BEFORE_FIRST : start - count, step: -1 },
      ]);
    const pieces = [name];
    if (before > 0) pieces.unshift(reversed(before - 1, before));
    if (after > 0) pieces.push(reversed(length - 1, after));
    if (pieces.length > 1) name = builder.emit('Concat', pieces, { axis: place });
  });
  return lowering.result(name, node.outputs[0]!, x.layout);
};

const lowerSlice: LowerNode = (lowering, node, [input]) => {
  const output = node.outputs[0]!;
  const x = lowering.arranger.whole(input!);
  const { begin } = node.attributes as { begin: number[] };
  const { portable } = lowering.options;
  const ranges = axesInMemory(x).flatMap((axis, place) => {
    const length = output.shape[axis]!;
    if (length === x.shape[axis]) return [];
    const start = begin[axis]!;
    const range = { start, end: start + length };
    return [{ axis: place, ...(portable ? fromNearerEnd(range, x.shape[axis]!) : range) }];
  });
  return lowering.result(lowering.builder.slice(x.name, ranges), output, x.layout);
};

/** What is cut nearer to the end is counted from there, so that other lengths are cut alike. */
function fromNearerEnd({ start, end }: { start: number; end: number }, length: number) {
  const relative = (place: number) => (place > length / 2 ? place - length : place);
  return { start: relative(start), end: end === length ? PAST_LAST : relative(end) };
}

const lowerStridedSlice: LowerNode = (lowering, node, [input]) => {
  const { begin, end, strides } = node.attributes as Record<string, number[]>;
  const { arranger, builder } = lowering;
  // Axes that will vanish have length 1 still.
  const taken = begin!.map((start, axis) => Math.ceil((end![axis]! - start) / strides![axis]!));
  const ranges = begin!.map((start, axis) => {
    const step = strides![axis]!;
    const stop = end![axis]!;
    return { axis, start, end: step < 0 && stop < 0 ? BEFORE_FIRST : stop, step };
  });
  const name = builder.slice(arranger.plain(input!).name, ranges);
  const sliced = lowering.result(name, { ...node.outputs[0]!, shape: taken });
  return arranger.reshape(sliced, node.outputs[0]!.shape);
};

const reverse: LowerNode = (lowering, node, [input]) => {
  const x = lowering.arranger.whole(input!);
  const ranges = (node.attributes.dims as number[]).map((axis) => ({
    axis: lowering.placeOf(x, axis),
    start: -1,
    end: BEFORE_FIRST,
    step: -1,
  }));
  if (ranges.length === 0) return x;
  return lowering.result(lowering.builder.slice(x.name, ranges), node.outputs[0]!, x.layout);
};

const lowerConcat: LowerNode = (lowering, node, inputs) => {
  const { arranger, builder } = lowering;
  const output = node.outputs[0]!;
  const layout = arranger.commonLayout(inputs, output.shape.length);
  const parts = inputs.map((input) => {
    const whole = arranger.whole(arranger.turn(arranger.whole(input), layout));
    return lowering.cast(whole, kindOf(output).dtype).name;
  });
  const axis = layout ? layout.indexOf(node.attributes.axis) : node.attributes.axis;
  return lowering.result(builder.emit('Concat', parts, { axis }), output, layout);
};

const transpose: LowerNode = (lowering, node, [x]) => {
  const { perm } = node.attributes as { perm: number[] };
  const output = kindOf(node.outputs[0]!);
  if (x!.constant !== undefined) return constantOperand(x!.constant, output.shape, output.dtype);
  // Nothing moves: the same memory is read in another order. Axis i of the output is axis perm[i].
  const layout = axesInMemory(x!).map((axis) => perm.indexOf(axis));
  const isPlain = layout.every((axis, place) => axis === place);
  const turned: Operand = {
    name: x!.name,
    dtype: output.dtype,
    shape: output.shape,
    layout: isPlain ? undefined : layout,
    dims: x!.dims,
  };
  // Only images keep an order of their own: others would meet in no layout again.
  const keeps = isPlain || sameSizes(layout, nchw) || sameSizes(layout, inverse(nchw));
  return keeps ? turned : lowering.arranger.turn(turned, undefined);
};

const lowerGather: LowerNode = (lowering, node, [input, indices]) => {
  const { arranger, builder } = lowering;
  const { axis, batchDims } = node.attributes as { axis: number; batchDims: number };
  const output = node.outputs[0]!;
  const x = arranger.plain(input!);
  const at = arranger.plain(lowering.cast(indices!, 'int32'));
  if (batchDims === 0) {
    return lowering.result(builder.emit('Gather', [x.name, at.name], { axis }), output);
  }
  return gatherInBatches(lowering, node, [x, at]);
};

/** Gather whose first axes run side by side: indices become places in the flattened batch. */
function gatherInBatches(
  lowering: Lowering,
  node: Parameters<LowerNode>[1],
  [x, indices]: readonly [Operand, Operand],
): Operand {
  const { builder } = lowering;
  const { axis, batchDims } = node.attributes as { axis: number; batchDims: number };
  const batch = sizeOf(x.shape.slice(0, batchDims));
  const outer = sizeOf(x.shape.slice(batchDims, axis));
  const length = x.shape[axis]!;
  const inner = sizeOf(x.shape.slice(axis + 1));
  const count = sizeOf(indices.shape) / batch;
  const rows = builder.reshape(x.name, [batch, outer, length, inner]);
  const front = builder.transpose(rows, [0, 2, 1, 3]);
  const flat = builder.reshape(front, [batch * length, outer * inner]);
  const starts = Int32Array.from({ length: batch }, (_, index) => index * length);
  const places = builder.emit('Add', [
    builder.reshape(indices.name, [batch, count]),
    builder.constant('int32', [batch, 1], starts),
  ]);
  const taken = builder.emit('Gather', [flat, places], { axis: 0 });
  const apart = builder.reshape(taken, [batch, count, outer, inner]);
  const back = builder.transpose(apart, [0, 2, 1, 3]);
  return lowering.result(builder.reshape(back, node.outputs[0]!.shape), node.outputs[0]!);
}

const toInt64 = (lowering: Lowering, x: Operand) =>
  lowering.builder.emit('Cast', [lowering.arranger.plain(x).name], { to: 7 });

const lowerScatter: LowerNode = (lowering, node, [indices, updates]) => {
  const { builder, arranger } = lowering;
  const output = node.outputs[0]!;
  const zero = constantOperand(0, output.shape, kindOf(output).dtype);
  const inputs = [
    arranger.plain(zero).name,
    toInt64(lowering, indices!),
    arranger.plain(updates!).name,
  ];
  return lowering.result(builder.emit('ScatterND', inputs, { reduction: 'add' }), output);
};

const lowerGatherNd: LowerNode = (lowering, node, [params, indices]) => {
  const inputs = [lowering.arranger.plain(params!).name, toInt64(lowering, indices!)];
  return lowering.result(lowering.builder.emit('GatherND', inputs), node.outputs[0]!);
};

/** Indices outside of the depth give no 1: negative ones must not wrap around. */
const lowerOneHot: LowerNode = (lowering, node, [indices]) => {
  const { builder, arranger } = lowering;
  const { depth, onValue, offValue } = node.attributes as Record<string, number>;
  const output = node.outputs[0]!;
  const { dtype } = kindOf(output);
  const column = arranger.plain(arranger.reshape(indices!, [...indices!.shape, 1]));
  const classes = builder.constant(
    'int32',
    [depth!],
    Int32Array.from({ length: depth! }, (_, i) => i),
  );
  const hit = builder.emit('Equal', [column.name, classes]);
  const numbers = [onValue!, offValue!].map((number) =>
    builder.number(number, dtype === 'bool' ? 'int32' : dtype),
  );
  const chosen = builder.emit('Where', [hit, ...numbers]);
  const named = dtype === 'bool' ? builder.emit('Cast', [chosen], { to: 9 }) : chosen;
  return lowering.result(named, output);
};

const tile: LowerNode = (lowering, node, [input]) => {
  const x = lowering.arranger.plain(input!);
  const repeats = lowering.builder.integers(node.attributes.reps);
  return lowering.result(lowering.builder.emit('Tile', [x.name, repeats]), node.outputs[0]!);
};

/** Kernels that move elements and change none. */
export const movement: KernelFamily = {
  record: {
    Identity: identity,
    Reshape: (recorder, { x }, { shape }) =>
      recorder.alias(x, util.inferFromImplicitShape(shape, sizeOf(x.shape))),
    ExpandDims: (recorder, { input }, { dim }) => {
      const at = dim < 0 ? input.shape.length + 1 + dim : dim;
      return recorder.alias(input, withOne(input.shape, at));
    },
    Fill: (recorder, _, { shape, value, dtype = 'float32' }) =>
      recorder.filled({ shape, dtype }, value),
    ZerosLike: filledLike(0),
    OnesLike: filledLike(1),
    PadV2: padding('PadV2'),
    MirrorPad: padding('MirrorPad'),
    Slice: slice,
    StridedSlice: stridedSlice,
    Reverse: (recorder, { x }, { dims }) =>
      recorder.record('Reverse', [x], x, { dims: util.parseAxisParam(dims, x.shape) }),
    Concat: concat,
    Pack: pack,
    Unpack: unpack,
    SplitV: split,
    Tile: (recorder, { x }, { reps }) => {
      const shape = x.shape.map((length: number, axis: number) => length * reps[axis]);
      return recorder.record('Tile', [x], { shape, dtype: x.dtype }, { reps });
    },
    BroadcastTo: (recorder, { x }, { shape }) =>
      recorder.record('BroadcastTo', [x], { shape, dtype: x.dtype }),
    Transpose: (recorder, { x }, { perm }) => {
      const shape = perm.map((axis: number) => x.shape[axis]);
      return recorder.record('Transpose', [x], { shape, dtype: x.dtype }, { perm });
    },
    GatherV2: gather,
    GatherNd: gatherNd,
    ScatterNd: scatter,
    OneHot: oneHot,
  },
  lower: {
    Fill: (_, node) => {
      const { shape, dtype } = kindOf(node.outputs[0]!);
      return constantOperand(node.attributes.number, shape, dtype);
    },
    Reshape: (lowering, node, [x]) => lowering.arranger.reshape(x!, node.outputs[0]!.shape),
    PadV2: pad('constant'),
    MirrorPad: (lowering, node, inputs) =>
      (node.attributes.mode === 'reflect' ? pad('reflect') : padSymmetric)(lowering, node, inputs),
    Slice: lowerSlice,
    StridedSlice: lowerStridedSlice,
    Reverse: reverse,
    Concat: lowerConcat,
    Tile: tile,
    BroadcastTo: (lowering, node, [x]) => lowering.arranger.broadcast(x!, node.outputs[0]!.shape),
    Transpose: transpose,
    GatherV2: lowerGather,
    GatherNd: lowerGatherNd,
    ScatterNd: lowerScatter,
    OneHot: lowerOneHot,
  },
};

const withOne = (shape: readonly number[], at: number) => [
  ...shape.slice(0, at),
  1,
  ...shape.slice(at),
];
