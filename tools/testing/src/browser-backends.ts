import '@tensorflow/tfjs-backend-cpu';
import { useWasm } from '@ikat/backend-wasm';
import { useWebGl } from '@ikat/backend-webgl';
import * as tf from '@tensorflow/tfjs-core';
import { backendTests } from './each-backend.js';

const wasm = new URL('../node_modules/@tensorflow/tfjs-backend-wasm/dist/', import.meta.url);

/** In a browser: Node's tests have covered the cpu backend, where nothing differs. */
export const { onEachBackend, useTestBackend } = backendTests(
  {
    cpu: () => tf.setBackend('cpu'),
    wasm: () => useWasm({ wasmPaths: wasm.href }),
    webgl: () => (tf.findBackend('webgl') ? tf.setBackend('webgl') : useWebGl()),
  },
  ['webgl', 'wasm'],
);
