import '@tensorflow/tfjs-backend-cpu';
import { useWasm } from '@ikat/backend-wasm';
import { useWebGl } from '@ikat/backend-webgl';
import plain from '@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm.wasm?url';
import simd from '@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-simd.wasm?url';
import threaded from '@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-threaded-simd.wasm?url';
import * as tf from '@tensorflow/tfjs-core';
import { backendTests } from './each-backend.js';

const wasmPaths = {
  'tfjs-backend-wasm.wasm': plain,
  'tfjs-backend-wasm-simd.wasm': simd,
  'tfjs-backend-wasm-threaded-simd.wasm': threaded,
};

/** In a browser: Node's tests have covered the cpu backend, where nothing differs. */
export const { onEachBackend, useTestBackend } = backendTests(
  {
    cpu: () => tf.setBackend('cpu'),
    wasm: () => useWasm({ wasmPaths }),
    webgl: () => (tf.findBackend('webgl') ? tf.setBackend('webgl') : useWebGl()),
  },
  ['webgl', 'wasm'],
);
