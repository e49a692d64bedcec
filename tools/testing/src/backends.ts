import '@tensorflow/tfjs-backend-cpu';
import { useWasm } from '@ikat/backend-wasm';
import * as tf from '@tensorflow/tfjs-core';
import { backendTests } from './each-backend.js';

/**
 * By its path: as a dependency it would close a circle, because its own tests use what is tested
 * here. `turbo.json` builds it before any test. Once only: anew, it would forget its programs.
 */
async function startOnnx(): Promise<unknown> {
  const { useOnnx } = await import('../../../packages/backend-onnx/dist/index.js');
  return useOnnx({ threads: 1 });
}

export const { onEachBackend, useTestBackend } = backendTests(
  {
    cpu: () => tf.setBackend('cpu'),
    wasm: () => useWasm(),
    onnx: () => (tf.findBackend('onnx') ? tf.setBackend('onnx') : startOnnx()),
  },
  ['cpu', 'wasm', 'onnx'],
);
