import { randomSource } from '@ikat/random';
import * as tf from '@tensorflow/tfjs-core';
import { expect, it } from 'vitest';
import { useOnnx } from './use-onnx.js';

/** The gradient of a convolution of many pixels and channels: with threads it is computed otherwise. */
function gradient(): Float32Array {
  return tf.tidy(() => {
    const random = randomSource(5);
    const dy = tf.tensor4d(random.uniforms(2 * 31 * 32 * 17, -1, 1), [2, 31, 32, 17]);
    const filter = tf.tensor4d(random.uniforms(9 * 3 * 17, -1, 1), [3, 3, 3, 17]);
    const attributes = { strides: 1, pad: 'same', dataFormat: 'NHWC', inputShape: [2, 31, 32, 3] };
    const dx = tf.engine().runKernel('Conv2DBackpropInput', { dy, filter }, attributes as never);
    return (dx as tf.Tensor).dataSync() as Float32Array;
  });
}

it('computes the same with one thread, with two, and on the cpu backend', async () => {
  await useOnnx({ threads: 1 });
  const one = gradient();
  await useOnnx({ threads: 2 });
  const two = gradient();
  await tf.setBackend('cpu');
  const wanted = gradient();
  const worst = (got: Float32Array) =>
    wanted.reduce((most, number, i) => Math.max(most, Math.abs(number - got[i]!)), 0);
  expect(worst(one)).toBeLessThan(2e-5);
  expect(worst(two)).toBeLessThan(2e-5);
});
