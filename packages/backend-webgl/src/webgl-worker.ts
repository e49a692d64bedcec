import type { MathBackendWebGL } from '@tensorflow/tfjs-backend-webgl';
import * as tf from '@tensorflow/tfjs-core';
import { guardContext } from './guard-context.js';
import { useWebGl } from './use-webgl.js';

// For the test that all this works in workers.
addEventListener('message', async () => {
  const info = await useWebGl();
  const numbers = tf.variable(tf.range(1, 1001));
  const guard = guardContext();
  const sum = () => guard.run(async () => (await tf.sum(numbers).data())[0]);
  const before = await sum();
  const { gl } = (tf.backend() as MathBackendWebGL).gpgpu;
  gl.getExtension('WEBGL_lose_context')!.loseContext();
  postMessage({ info, after: [before, await sum(), await sum()] });
});
