import { backend_util, slice_util, type TensorInfo, util } from '@tensorflow/tfjs-core';
import { inverse, nchw, sameSizes, sizeOf } from '../layout/layout.js';
import { axesInMemory, constantOperand, type Operand } from '../layout/operand.js';
import { BEFORE_FIRST, PAST_LAST } from './builder.js';
import type { KernelFamily, RecordKernel } from './family.js';
import { kindOf, type LowerNode } from './lowering.js';

// Recording

const identity: RecordKernel = (recorder, { x }) => recorder.alias(x, x.shape);

const filledLike =
  (number: number): RecordKernel =>
  (recorder, { x }) =>
    recorder.filled(x, number);

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

// Lowering

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
  },
  lower: {
    Fill: (_, node) => {
      const { shape, dtype } = kindOf(node.outputs[0]!);
      return constantOperand(node.attributes.number, shape, dtype);
    },
    Reshape: (lowering, node, [x]) => lowering.arranger.reshape(x!, node.outputs[0]!.shape),
    Slice: lowerSlice,
    StridedSlice: lowerStridedSlice,
    Reverse: reverse,
    Concat: lowerConcat,
    Tile: tile,
    BroadcastTo: (lowering, node, [x]) => lowering.arranger.broadcast(x!, node.outputs[0]!.shape),
    Transpose: transpose,
  },
};

const withOne = (shape: readonly number[], at: number) => [
  ...shape.slice(0, at),
  1,
  ...shape.slice(at),
];
