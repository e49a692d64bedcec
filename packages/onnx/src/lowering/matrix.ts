import { broadcast_util, type TensorInfo } from '@tensorflow/tfjs-core';
import { sizeOf } from '../layout/layout.js';
import { activate } from './activation.js';
import { MICROSOFT } from './builder.js';
import type { KernelFamily, RecordKernel } from './family.js';
import type { LowerNode } from './lowering.js';

interface MatrixAttributes {
  transposeA?: boolean;
  transposeB?: boolean;
}

const multiply: RecordKernel = (
  recorder,
  { a, b }: { a: TensorInfo; b: TensorInfo },
  { transposeA = false, transposeB = false }: MatrixAttributes,
) => {
  const rows = a.shape.at(transposeA ? -1 : -2)!;
  const columns = b.shape.at(transposeB ? -2 : -1)!;
  const batch = broadcast_util.assertAndGetBroadcastShape(
    a.shape.slice(0, -2),
    b.shape.slice(0, -2),
  );
  const output = { shape: [...batch, rows, columns], dtype: a.dtype };
  if (sizeOf(a.shape) === 0 || sizeOf(b.shape) === 0) return recorder.filled(output, 0);
  return recorder.record('BatchMatMul', [a, b], output, { transposeA, transposeB });
};

const lowerMultiply: LowerNode = (lowering, node, [first, second, bias]) => {
  const { arranger, builder } = lowering;
  const output = node.outputs[0]!;
  const { transposeA, transposeB } = node.attributes as MatrixAttributes;
  const [a, b] = [first!, second!].map((x) => arranger.plain(lowering.cast(x, 'float32')));
  const [transA, transB] = [transposeA ? 1 : 0, transposeB ? 1 : 0];
  const batch = sizeOf(output.shape.slice(0, -2));
  if (batch === 1) {
    const names = [a!, b!].map((x) => arranger.reshape(x, x.shape.slice(-2)).name);
    if (bias) names.push(bias.name);
    const name = builder.emit('Gemm', names, { transA, transB });
    const product = lowering.result(name, {
      ...output,
      dtype: 'float32',
      shape: output.shape.slice(-2),
    });
    return lowering.cast(arranger.reshape(product, output.shape), output.dtype as 'float32');
  }
  const names = [a!.name, b!.name];
  const name = lowering.options.portable
    ? builder.emit('MatMul', [
        turnLast(a!.name, a!.shape.length, transA),
        turnLast(b!.name, b!.shape.length, transB),
      ])
    : builder.emit(
        'FusedMatMul',
        names,
        { transA, transB, alpha: { float: 1 } },
        { domain: MICROSOFT },
      );
  const product = lowering.result(name, { ...output, dtype: 'float32' });
  return lowering.cast(product, output.dtype as 'float32');

  function turnLast(name: string, rank: number, turn: number): string {
    if (!turn) return name;
    const axes = Array.from({ length: rank }, (_, axis) => axis);
    return builder.transpose(name, [...axes.slice(0, -2), rank - 1, rank - 2]);
  }
};

/** Products of matrices. */
export const matrix: KernelFamily = {
  record: {
    BatchMatMul: multiply,
    _FusedMatMul: (recorder, inputs, attributes) =>
      activate(recorder, multiply(recorder, inputs, attributes) as TensorInfo, inputs, attributes),
  },
  lower: { BatchMatMul: lowerMultiply },
};
