import { backend_util, util } from '@tensorflow/tfjs-core';
import { sizeOf } from '../layout/layout.js';
import { constantOperand, type Operand } from '../layout/operand.js';
import type { Value } from '../recording/value.js';
import type { KernelFamily, RecordKernel } from './family.js';
import { kindOf, type Lowering, type LowerNode } from './lowering.js';

// Recording

const gather: RecordKernel = (recorder, { x, indices }, { axis, batchDims = 0 }) => {
  const along = util.parseAxisParam(axis, x.shape)[0]!;
  const info = backend_util.segment_util.collectGatherOpShapeInfo(x, indices, along, batchDims);
  const output = { shape: info.outputShape, dtype: x.dtype };
  expectWithin(recorder.valueBehind(indices), x.shape[along]);
  return recorder.record('GatherV2', [x, indices], output, { axis: along, batchDims });
};

/** Indices that are known already are checked at once; others when they are computed. */
function expectWithin({ stored }: Value, length: number): void {
  const wrong = stored?.data.find((index) => !(index >= 0 && index < length));
  if (wrong === undefined) return;
  throw new RangeError(
    `onnx gather: expected indices from 0 to ${length - 1}, got ${wrong}. Clip them, or gather from more.`,
  );
}

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

const lowerGather: LowerNode = (lowering, node, [input, indices]) => {
  const { arranger, builder } = lowering;
  const { axis, batchDims } = node.attributes as { axis: number; batchDims: number };
  const output = node.outputs[0]!;
  const x = arranger.plain(input!);
  const given = arranger.plain(lowering.cast(indices!, 'int32'));
  const at = lowering.options.portable ? given : beforeFirst(lowering, given, x.shape[axis]!);
  if (batchDims === 0) {
    return lowering.result(builder.emit('Gather', [x.name, at.name], { axis }), output);
  }
  return gatherInBatches(lowering, node, [x, at]);
};

/** ONNX counts negative indices from the end: as far again before the first, they are refused. */
function beforeFirst(lowering: Lowering, indices: Operand, length: number): Operand {
  const { shape } = indices;
  const like = (number: number) => constantOperand(number, shape, 'int32');
  const kind = { shape, dtype: 'int32' as const };
  const isNegative = lowering.elementwise('Less', [indices, like(0)], { shape, dtype: 'bool' });
  const below = lowering.elementwise('Sub', [indices, like(length)], kind);
  return lowering.arranger.plain(lowering.elementwise('Where', [isNegative, below, indices], kind));
}

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

/** Kernels that take and put elements by their indices. */
export const indexing: KernelFamily = {
  record: { GatherV2: gather, GatherNd: gatherNd, ScatterNd: scatter, OneHot: oneHot },
  lower: {
    GatherV2: lowerGather,
    GatherNd: lowerGatherNd,
    ScatterNd: lowerScatter,
    OneHot: lowerOneHot,
  },
};
