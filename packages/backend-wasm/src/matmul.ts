import * as tf from '@tensorflow/tfjs-core';
import { type Composition, composeKernel } from './compose.js';

type MatMul = Composition<{ a: tf.TensorInfo; b: tf.TensorInfo }, tf.BatchMatMulAttrs>;

function transposed({ call }: MatMul, x: tf.TensorInfo): tf.TensorInfo {
  const rank = x.shape.length;
  const perm = x.shape.map((_, axis) => axis);
  perm.splice(rank - 2, 2, rank - 1, rank - 2);
  return call(tf.Transpose, { x }, { perm });
}

/**
 * Matrix products with transposed operands: the stock kernel takes a scalar path for them, 17 times
 * slower than transposing first and multiplying plainly.
 */
export function installMatMul(): void {
  composeKernel(tf.BatchMatMul, (composition: MatMul) => {
    const { inputs, attrs, call } = composition;
    const a = attrs.transposeA ? transposed(composition, inputs.a) : inputs.a;
    const b = attrs.transposeB ? transposed(composition, inputs.b) : inputs.b;
    return call(tf.BatchMatMul, { a, b }, { transposeA: false, transposeB: false });
  });
}
