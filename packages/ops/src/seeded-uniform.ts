import { hashUniforms } from '@ikat/random';
import * as tf from '@tensorflow/tfjs-core';
import { type DrawKey, drawKey, type Seed } from './draw-key.js';
import { hasKernel, runKernel } from './kernel.js';

/**
 * Random numbers, uniform in [0, 1), as a pure function of a key: `hashUniforms` of `@ikat/random`
 * in row-major order, the same bits on every backend.
 *
 * A backend with a kernel `SeededUniform` (input `seed`, an int32 scalar; attributes `shape` and
 * `stream`) computes them itself, so that a graph compiled once draws anew from each seed.
 * Elsewhere they are computed here, and a seed that is a tensor is read.
 *
 * @param shape of the result, float32
 * @param seed a number, an int32 scalar, or a {@link DrawKey}; see {@link childKey}
 * @throws TypeError when the seed is not such a number or tensor
 *
 * @example
 * ```ts
 * import { seededUniform } from '@ikat/ops';
 * import * as tf from '@tensorflow/tfjs-core';
 *
 * const fromNumber = seededUniform([2, 3], 7).dataSync();
 * const fromTensor = seededUniform([2, 3], tf.scalar(7, 'int32')).dataSync();
 * console.log(fromNumber.join() === fromTensor.join()); // true
 * ```
 */
export function seededUniform<R extends tf.Rank>(shape: tf.ShapeMap[R], seed: Seed): tf.Tensor<R> {
  const key = drawKey(seed);
  checkSeed('seededUniform', key);
  return tf.tidy(() => draw(shape, key)) as tf.Tensor<R>;
}

function draw(shape: number[], { seed, stream = 0 }: DrawKey): tf.Tensor {
  if (hasKernel('SeededUniform')) {
    const scalar = typeof seed === 'number' ? tf.scalar(seed | 0, 'int32') : seed;
    return runKernel<tf.Tensor>('SeededUniform', { seed: scalar }, { shape, stream: stream | 0 });
  }
  const number = typeof seed === 'number' ? seed : seed.dataSync()[0]!;
  return tf.tensor(hashUniforms(tf.util.sizeFromShape(shape), number, stream), shape);
}

function checkSeed(name: string, { seed }: DrawKey): void {
  if (Number.isInteger(seed)) return;
  const scalar = seed instanceof tf.Tensor;
  if (scalar && seed.dtype === 'int32' && seed.size === 1) return;
  const got = scalar ? `a tensor ${seed.dtype} [${seed.shape}]` : String(seed);
  throw new TypeError(
    `${name}: expected a seed that is a whole number or an int32 scalar, got ${got}. Make one with tf.scalar(seed, 'int32').`,
  );
}

/**
 * Random numbers of the standard normal distribution, as a pure function of a key.
 *
 * Box and Muller: `sqrt(-2 log(1 - u)) cos(2 pi v)`, u and v two halves of one draw of
 * {@link seededUniform}. Equal on all backends but for the rounding of the logarithm and the
 * cosine; the largest value is 5.8.
 *
 * @param shape of the result, float32
 * @param seed a number, an int32 scalar, or a {@link DrawKey}
 *
 * @example
 * ```ts
 * import { seededNormal } from '@ikat/ops';
 * import * as tf from '@tensorflow/tfjs-core';
 *
 * const noise = seededNormal([1000], 7);
 * console.log(tf.mean(noise).dataSync()[0]?.toFixed(1)); // 0.0
 * ```
 */
export function seededNormal<R extends tf.Rank>(shape: tf.ShapeMap[R], seed: Seed): tf.Tensor<R> {
  return tf.tidy(() => {
    const [u, v] = tf.split(seededUniform([2, tf.util.sizeFromShape(shape)], seed), 2);
    const radius = tf.sqrt(tf.mul(tf.log(tf.sub(1, u!)), -2));
    return tf.reshape(tf.mul(radius, tf.cos(tf.mul(v!, 2 * Math.PI))), shape) as tf.Tensor<R>;
  });
}
