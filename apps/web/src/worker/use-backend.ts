import { useWasm } from '@ikat/backend-wasm';
import plain from '@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm.wasm?url';
import simd from '@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-simd.wasm?url';
import * as tf from '@tensorflow/tfjs-core';
import type { BackendReport } from './backend.js';
import type { BackendName } from './backend-names.js';

type Started = Pick<BackendReport, 'device' | 'precision' | 'version'>;

/** Loads a backend and makes it the one that computes. */
export async function useBackend(name: BackendName): Promise<Started> {
  if (name === 'wasm') return startWasm();
  if (name === 'cpu') return startCpu();
  const { useWebGl } = await import('@ikat/backend-webgl');
  return useWebGl({ device: name, fallback: false });
}

const startWasm = () =>
  useWasm({
    threads: false,
    wasmPaths: {
      'tfjs-backend-wasm.wasm': plain,
      'tfjs-backend-wasm-simd.wasm': simd,
      // Never loaded: minifiers break its workers, and the page is not cross-origin isolated.
      'tfjs-backend-wasm-threaded-simd.wasm': simd,
    },
  });

async function startCpu(): Promise<Started> {
  await import('@tensorflow/tfjs-backend-cpu');
  await tf.setBackend('cpu');
  await tf.ready();
  return { device: 'JavaScript', precision: 'float32', version: tf.version_core };
}
