import * as tf from '@tensorflow/tfjs-core';
import { type Composition, composeKernel } from './compose.js';

type LeakyRelu = Composition<{ x: tf.TensorInfo }, tf.LeakyReluAttrs>;

/** LeakyReLU as PReLU with one slope for all, which alone of the two kernels uses SIMD. */
export function installLeakyRelu(): void {
  composeKernel(
    tf.LeakyRelu,
    ({ inputs: { x }, attrs, call, allocate, elements }: LeakyRelu) => {
      const size = tf.util.sizeFromShape(x.shape);
      const alpha = allocate([[256, 64, 16, 4, 1].find((length) => size % length === 0)!]);
      elements(alpha).fill(attrs.alpha);
      return call(tf.Prelu, { x, alpha });
    },
    ({ x }) => x.dtype === 'float32' && tf.util.sizeFromShape(x.shape) > 0,
  );
}
