import * as tf from '@tensorflow/tfjs-core';
import { type Correction, correction, sumTo } from './correction.js';

/** The last two axes exchanged: a copy, because wasm multiplies transposed matrices 20 x slower. */
function transposed(x: tf.Tensor): tf.Tensor {
  const axes = x.shape.map((_, axis) => axis);
  return tf.transpose(x, [...axes.slice(0, -2), x.rank - 1, x.rank - 2]);
}

interface Flags {
  transposeA: boolean;
  transposeB: boolean;
}

/** Products of matrices. */
export const matrix = (): Correction[] => [
  correction<'a' | 'b', Flags>('BatchMatMul', {
    tfjs: 'throws when batches are broadcast',
    here: 'dy b^T, a^T dy, summed over broadcast batches',
    save: ['a', 'b'],
    gradient: (dy, { a, b }, { transposeA, transposeB }) => ({
      a: () => {
        const product = tf.matMul(dy, transposeB ? b : transposed(b));
        return sumTo(transposeA ? transposed(product) : product, a.shape);
      },
      b: () => {
        const product = tf.matMul(transposeA ? a : transposed(a), dy);
        return sumTo(transposeB ? transposed(product) : product, b.shape);
      },
    }),
  }),
];
