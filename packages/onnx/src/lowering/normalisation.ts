import type { TensorInfo } from '@tensorflow/tfjs-core';
import { nchw } from '../layout/layout.js';
import { recordBinary } from './elementwise.js';
import type { KernelFamily, RecordKernel } from './family.js';
import type { LowerNode } from './lowering.js';

/** (x - mean) / sqrt(variance + epsilon) scale + offset, of primitive kernels. */
const batchNorm: RecordKernel = (
  recorder,
  { x, mean, variance, offset, scale },
  { varianceEpsilon = 0.001 },
) => {
  const parts: TensorInfo[] = [];
  const keep = (part: TensorInfo) => {
    parts.push(part);
    return part;
  };
  const epsilon = keep(recorder.filled({ shape: [], dtype: 'float32' }, varianceEpsilon));
  const root = keep(
    recorder.record('Rsqrt', [keep(recordBinary(recorder, 'Add', [variance, epsilon]))], variance),
  );
  const factor = scale ? keep(recordBinary(recorder, 'Multiply', [root, scale])) : root;
  const centred = keep(recordBinary(recorder, 'Sub', [x, mean]));
  const scaled = recordBinary(recorder, 'Multiply', [centred, factor]);
  const result = offset ? recordBinary(recorder, 'Add', [keep(scaled), offset]) : scaled;
  for (const part of parts) recorder.disposeIntermediateTensorInfo(part);
  return result;
};

/** Every channel of every image with mean 0 and variance 1; and 1 / deviation, [b, 1, 1, c]. */
const instanceNorm: RecordKernel = (recorder, { x }, { epsilon }) => {
  const scale = { shape: [x.shape[0], 1, 1, x.shape[3]], dtype: 'float32' as const };
  return recorder.recordMany('InstanceNorm', [x], [x, scale], { epsilon });
};

/** ONNX's layer normalisation over the pixels gives both outputs in one pass. */
const lowerInstanceNorm: LowerNode = (lowering, node) => {
  const { builder } = lowering;
  const x = lowering.images(node.inputs[0]!);
  const [output, scale] = node.outputs;
  if (lowering.options.portable) return portableInstanceNorm(lowering, node, [x]);
  const ones = builder.emit('Expand', [
    builder.number(1, 'float32', 2),
    builder.integers(x.dims.slice(2)),
  ]);
  const epsilon = { float: node.attributes.epsilon };
  const [y, , inverse] = builder.emitMany(
    'LayerNormalization',
    [x.name, ones],
    { axis: 2, epsilon },
    { outputs: 3 },
  );
  return [lowering.result(y!, output!, nchw), lowering.result(inverse!, scale!, nchw)];
};

/** ONNX's own instance normalisation takes images of any size, and has one output. */
const portableInstanceNorm: LowerNode = (lowering, node, [x]) => {
  const { builder } = lowering;
  const channels = x!.dims[1]!;
  const vector = (number: number) =>
    builder.constant('float32', [channels], new Float32Array(channels).fill(number));
  const epsilon = { float: node.attributes.epsilon };
  const name = builder.emit('InstanceNormalization', [x!.name, vector(1), vector(0)], { epsilon });
  const mean = lowering.reduce('ReduceMean', x!.name, [2, 3]);
  const centred = builder.emit('Sub', [x!.name, mean]);
  const variance = lowering.reduce('ReduceMean', builder.emit('Mul', [centred, centred]), [2, 3]);
  const safe = builder.emit('Add', [variance, builder.number(node.attributes.epsilon, 'float32')]);
  const inverse = builder.emit('Reciprocal', [builder.emit('Sqrt', [safe])]);
  return [
    lowering.result(name, node.outputs[0]!, nchw),
    lowering.result(inverse, node.outputs[1]!, nchw),
  ];
};

/** Normalisations. */
export const normalisation: KernelFamily = {
  record: { FusedBatchNorm: batchNorm, InstanceNorm: instanceNorm },
  lower: { InstanceNorm: lowerInstanceNorm },
};
