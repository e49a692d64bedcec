import { setWasmPaths, version_wasm } from '@tensorflow/tfjs-backend-wasm';
import * as tf from '@tensorflow/tfjs-core';
import { installFilterGradient } from './filter-gradient.js';
import { installInputGradient } from './input-gradient.js';
import { installLeakyRelu } from './leaky-relu.js';
import { installMatMul } from './matmul.js';
import { installSums } from './sums.js';
import { installViews } from './views.js';

/** What a backend runs on. */
export interface BackendInfo {
  /** The backend's name in TensorFlow.js. */
  name: string;
  /** The hardware or software that computes. */
  device: string;
  /** The float type that it computes in. */
  precision: 'float32' | 'float16';
  /** The version of the package that computes. */
  version: string;
}

/** Options of {@link useWasm}. */
export interface WasmOptions {
  /** Where the .wasm files are served from (browsers only; Node finds them itself). */
  wasmPath?: string | undefined;
}

/**
 * Makes WebAssembly the backend that TensorFlow.js computes on.
 *
 * @throws Error when WebAssembly does not start here
 */
export async function useWasm({ wasmPath }: WasmOptions = {}): Promise<BackendInfo> {
  if (wasmPath !== undefined) setWasmPaths(wasmPath);
  installMatMul();
  installInputGradient();
  installFilterGradient();
  installViews();
  installSums();
  installLeakyRelu();
  if (!(await tf.setBackend('wasm'))) {
    throw new Error('useWasm: expected WebAssembly to start, got a failure. Try the cpu backend.');
  }
  await tf.ready();
  return { name: 'wasm', device: 'WebAssembly', precision: 'float32', version: version_wasm };
}
