import type { TensorInfo } from '@tensorflow/tfjs-core';
import { nchw, sizeOf } from '../layout/layout.js';
import type { KernelFamily, RecordKernel } from './family.js';
import { kindOf, type LowerNode } from './lowering.js';

// Recording

const depthToSpace: RecordKernel = (
  recorder,
  { x }: { x: TensorInfo },
  { blockSize, dataFormat = 'NHWC' },
) => {
  if (dataFormat !== 'NHWC') {
    throw new Error(
      `onnx: expected images [batch, height, width, channels] (NHWC), got ${dataFormat}. Transpose them first.`,
    );
  }
  const [batch, height, width, channels] = x.shape as [number, number, number, number];
  const shape = [batch, height * blockSize, width * blockSize, channels / blockSize ** 2];
  return recorder.record('DepthToSpace', [x], { shape, dtype: x.dtype }, { blockSize });
};

const diagonal: RecordKernel = (recorder, { x }: { x: TensorInfo }) =>
  recorder.record('Diag', [x], { shape: [...x.shape, ...x.shape], dtype: x.dtype });

// Lowering

/** Channels of a pixel become the pixels of a block, row by row. */
const lowerDepthToSpace: LowerNode = (lowering, node) => {
  const output = node.outputs[0]!;
  const x = lowering.cast(lowering.images(node.inputs[0]!), 'float32');
  const attributes = { blocksize: node.attributes.blockSize, mode: 'DCR' };
  const name = lowering.builder.emit('DepthToSpace', [x.name], attributes);
  return lowering.cast(
    lowering.result(name, { ...output, dtype: 'float32' }, nchw),
    kindOf(output).dtype,
  );
};

/** Chosen, not multiplied by 0 and 1: infinity times 0 is no number. */
const lowerDiagonal: LowerNode = (lowering, node, [input]) => {
  const { builder, arranger } = lowering;
  const output = node.outputs[0]!;
  const { dtype } = kindOf(output);
  const compute = dtype === 'bool' ? 'int32' : dtype;
  const size = sizeOf(input!.shape);
  const column = arranger.plain(arranger.reshape(lowering.cast(input!, compute), [size, 1]));
  const places = Uint8Array.from({ length: size * size }, (_, i) => (i % (size + 1) ? 0 : 1));
  const onDiagonal = builder.constant('bool', [size, size], places, `diagonal ${size}`);
  const chosen = builder.emit('Where', [onDiagonal, column.name, builder.number(0, compute)]);
  const matrix = lowering.result(chosen, { shape: [size, size], dtype: compute });
  return lowering.cast(arranger.reshape(matrix, output.shape), dtype);
};

/** Kernels that put elements where others or none were. */
export const placement: KernelFamily = {
  record: { DepthToSpace: depthToSpace, Diag: diagonal },
  lower: { DepthToSpace: lowerDepthToSpace, Diag: lowerDiagonal },
};
