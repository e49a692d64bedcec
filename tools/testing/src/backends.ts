import '@tensorflow/tfjs-backend-cpu';
import { useWasm } from '@ikat/backend-wasm';
import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe } from 'vitest';

const start = {
  cpu: () => tf.setBackend('cpu'),
  wasm: () => useWasm(),
  onnx: () => (tf.findBackend('onnx') ? tf.setBackend('onnx') : startOnnx()),
};

/**
 * By its path: as a dependency it would close a circle, because its own tests use what is tested
 * here. `turbo.json` builds it before any test. Once only: anew, it would forget its programs.
 */
async function startOnnx(): Promise<unknown> {
  const { useOnnx } = await import('../../../packages/backend-onnx/dist/index.js');
  return useOnnx({ threads: 1 });
}

/** The backends that the unit tests of this machine run on. */
export type TestBackend = keyof typeof start;

/** Makes TensorFlow.js compute on one of them. */
export async function useTestBackend(backend: TestBackend): Promise<void> {
  await start[backend]();
  await tf.ready();
}

/** Runs a group of tests once on each backend (all that Node has, unless named). */
export function onEachBackend(
  body: (backend: TestBackend) => void,
  backends: readonly TestBackend[] = ['cpu', 'wasm', 'onnx'],
): void {
  describe.each(backends)('on %s', (backend) => {
    beforeAll(() => useTestBackend(backend));
    body(backend);
  });
}
