import { backend_util, type TensorInfo, upcastType, util } from '@tensorflow/tfjs-core';
import type { Operand } from '../layout/operand.js';
import type { KernelFamily, RecordKernel } from './family.js';
import { kindOf, type LowerNode } from './lowering.js';

interface ReductionAttributes {
  axis?: number | number[];
  /** What Max calls its axes. */
  reductionIndices?: number | number[];
  keepDims?: boolean;
}

/** What comes of nothing, as the cpu backend has it. */
const neutral: Record<string, number> = {
  Sum: 0,
  Mean: 0,
  Prod: 1,
  Max: Number.NEGATIVE_INFINITY,
  Min: Number.POSITIVE_INFINITY,
  All: 1,
  Any: 0,
};

const reduction =
  (kernel: string): RecordKernel =>
  (recorder, { x }: { x: TensorInfo }, attributes: ReductionAttributes) => {
    const { axis, reductionIndices, keepDims } = attributes;
    const axes = util.parseAxisParam((axis ?? reductionIndices)!, x.shape);
    const [reduced] = backend_util.computeOutAndReduceShapes(x.shape, axes);
    const shape = keepDims ? backend_util.expandShapeToKeepDim(reduced, axes) : reduced;
    const output = { shape, dtype: outputType(kernel, x) };
    if (util.sizeFromShape(x.shape) === 0) return recorder.filled(output, neutral[kernel]!);
    return recorder.record(kernel, [x], output, { axes });
  };

function outputType(kernel: string, { dtype }: TensorInfo) {
  if (kernel === 'Mean') return 'float32';
  return kernel === 'Sum' || kernel === 'Prod' ? upcastType(dtype, 'int32') : dtype;
}

const lowerReduction =
  (operator: string): LowerNode =>
  (lowering, node, [input]) => {
    const { arranger, builder } = lowering;
    const { shape, dtype } = kindOf(node.outputs[0]!);
    const compute = dtype === 'bool' ? 'int32' : dtype;
    const cast = lowering.cast(input!, compute);
    const x = cast.constant === undefined ? cast : arranger.whole(cast);
    const axes: number[] = node.attributes.axes;
    const places: number[] = [];
    let repeats = 1; // of elements that are not in memory
    for (const axis of axes) {
      const place = lowering.placeOf(x, axis);
      if (x.dims[place] !== 1) places.push(place);
      else repeats *= x.shape[axis]!;
    }
    let name =
      places.length === 0
        ? x.name
        : lowering.reduce(
            operator,
            x.name,
            places.sort((a, b) => a - b),
          );
    if (operator === 'ReduceSum' && repeats !== 1) {
      name = builder.emit('Mul', [name, builder.number(repeats, compute)]);
    }
    if (operator === 'ReduceProd' && repeats !== 1) {
      name = builder.emit('Pow', [name, builder.number(repeats, compute)]);
    }
    const kept: Operand = {
      name,
      dtype: compute,
      layout: x.layout,
      shape: x.shape.map((length, axis) => (axes.includes(axis) ? 1 : length)),
      dims: x.dims.map((length, place) => (places.includes(place) ? 1 : length)),
    };
    return lowering.cast(arranger.reshape(kept, shape), dtype);
  };

const lowerExtreme =
  (operator: string): LowerNode =>
  (lowering, node, [input]) => {
    const { arranger, builder } = lowering;
    const x = arranger.plain(
      lowering.cast(input!, input!.dtype === 'bool' ? 'int32' : input!.dtype),
    );
    const { axis } = node.attributes;
    const found = builder.emit(operator, [x.name], { axis, keepdims: 0 });
    return lowering.result(builder.emit('Cast', [found], { to: 6 }), node.outputs[0]!);
  };

const recordExtreme =
  (kernel: string): RecordKernel =>
  (recorder, { x }: { x: TensorInfo }, { axis }: ReductionAttributes) => {
    const axes = util.parseAxisParam(axis!, x.shape);
    const [shape] = backend_util.computeOutAndReduceShapes(x.shape, axes);
    return recorder.record(kernel, [x], { shape, dtype: 'int32' }, { axis: axes[0] });
  };

const recordRunning =
  (kernel: string): RecordKernel =>
  (recorder, { x }: { x: TensorInfo }, { axis, exclusive, reverse }) => {
    const along = util.parseAxisParam(axis, x.shape)[0];
    const dtype = kernel === 'Cumsum' ? upcastType(x.dtype, 'int32') : x.dtype;
    const attributes = { axis: along, exclusive: !!exclusive, reverse: !!reverse };
    return recorder.record(kernel, [x], { shape: x.shape, dtype }, attributes);
  };

const lowerCumsum: LowerNode = (lowering, node, [input]) => {
  const { builder, arranger } = lowering;
  const { axis, exclusive, reverse } = node.attributes;
  const kind = kindOf(node.outputs[0]!);
  const x = arranger.plain(lowering.cast(input!, kind.dtype));
  const along = builder.constant('int64', [], new BigInt64Array([BigInt(axis)]), `axis ${axis}`);
  const flags = { exclusive: exclusive ? 1 : 0, reverse: reverse ? 1 : 0 };
  return lowering.result(builder.emit('CumSum', [x.name, along], flags), node.outputs[0]!);
};

/** Kernels that make one number of many. */
export const reductions: KernelFamily = {
  record: {
    ...Object.fromEntries(Object.keys(neutral).map((kernel) => [kernel, reduction(kernel)])),
    ArgMax: recordExtreme('ArgMax'),
    ArgMin: recordExtreme('ArgMin'),
    Cumsum: recordRunning('Cumsum'),
    Softmax: (recorder, { logits }) => recorder.record('Softmax', [logits], logits),
    LogSoftmax: (recorder, { logits }) => recorder.record('LogSoftmax', [logits], logits),
  },
  lower: {
    Sum: lowerReduction('ReduceSum'),
    Mean: lowerReduction('ReduceMean'),
    Prod: lowerReduction('ReduceProd'),
    Max: lowerReduction('ReduceMax'),
    Min: lowerReduction('ReduceMin'),
    All: lowerReduction('ReduceMin'),
    Any: lowerReduction('ReduceMax'),
    ArgMax: lowerExtreme('ArgMax'),
    ArgMin: lowerExtreme('ArgMin'),
    Cumsum: lowerCumsum,
    Softmax: softmax('Softmax'),
    LogSoftmax: softmax('LogSoftmax'),
  },
};

function softmax(operator: string): LowerNode {
  return (lowering, node, [logits]) => {
    const { name } = lowering.arranger.plain(logits!);
    const axis = node.outputs[0]!.shape.length - 1;
    return lowering.result(lowering.builder.emit(operator, [name], { axis }), node.outputs[0]!);
  };
}
