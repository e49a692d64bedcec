import * as tf from '@tensorflow/tfjs-core';
import { installKernels } from './install-kernels.js';

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

/** The files of `@tensorflow/tfjs-backend-wasm/dist/` of which a browser loads one. */
export type WasmFile =
  | 'tfjs-backend-wasm.wasm'
  | 'tfjs-backend-wasm-simd.wasm'
  | 'tfjs-backend-wasm-threaded-simd.wasm';

/** Options of {@link useWasm}. */
export interface WasmOptions {
  /**
   * Where the .wasm files are served from: the URL of their folder, ending in a slash, or the URL
   * of each. Browsers need it; Node finds the files itself.
   */
  wasmPaths?: string | Record<WasmFile, string> | undefined;
  /**
   * Whether a cross-origin isolated page uses threads. Say true once the built page has been seen to
   * start with it: minifiers may break the threads' worker, and the start then never ends.
   *
   * @default false
   */
  threads?: boolean | undefined;
  /** Milliseconds that the start may take. @default 30000 */
  timeout?: number | undefined;
}

/**
 * Makes WebAssembly the backend that TensorFlow.js computes on, with the kernels that training
 * needs: the gradients of convolutions, and fast paths where the stock kernels are slow.
 *
 * All kernels compute in float32. A second call is cheap and changes nothing. When the start
 * fails, the backend that was active before is active again.
 *
 * @returns what it runs on: SIMD or not, and the number of threads (one in Node)
 * @throws RangeError when `timeout` is not a positive number
 * @throws Error when WebAssembly does not start here, with what to try
 *
 * @example
 * ```ts
 * import { useWasm } from '@ikat/backend-wasm';
 *
 * const { name, precision } = await useWasm();
 * console.log(name, precision); // wasm float32
 * ```
 */
export async function useWasm({
  wasmPaths,
  threads = false,
  timeout = 30_000,
}: WasmOptions = {}): Promise<BackendInfo> {
  if (!(timeout > 0)) {
    throw new RangeError(
      `useWasm: expected a timeout above 0 milliseconds, got ${timeout}. Leave it out for 30000.`,
    );
  }
  if (typeof WebAssembly === 'undefined') {
    throw new Error(
      'useWasm: expected WebAssembly, got a runtime without it. Use the cpu backend.',
    );
  }
  // Imported here, because importing it registers a backend that would become the default one.
  const wasm = await import('@tensorflow/tfjs-backend-wasm');
  installKernels();
  if (!threads) tf.env().set('WASM_HAS_MULTITHREAD_SUPPORT', false);
  if (wasmPaths !== undefined) wasm.setWasmPaths(wasmPaths);
  const before = tf.getBackend();
  await start(timeout).catch(async (error: unknown) => {
    if (before && before !== 'wasm') await tf.setBackend(before);
    throw error;
  });
  const simd = await tf.env().getAsync('WASM_HAS_SIMD_SUPPORT');
  const count = wasm.getThreadsCount();
  return {
    name: 'wasm',
    device: `WebAssembly ${simd ? 'with' : 'without'} SIMD, ${count} thread${count === 1 ? '' : 's'}`,
    precision: 'float32',
    version: wasm.version_wasm,
  };
}

async function start(timeout: number): Promise<void> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<'late'>((resolve) => {
    timer = setTimeout(resolve, timeout, 'late');
  });
  const started = await Promise.race([tf.setBackend('wasm'), late]);
  clearTimeout(timer);
  if (started === 'late') {
    throw new Error(
      `useWasm: expected WebAssembly to start within ${timeout} ms, got no answer. If a bundler minified the page, leave { threads: true } out or take another minifier.`,
    );
  }
  if (!started) {
    throw new Error(
      'useWasm: expected WebAssembly to start, got a failure (the console tells which). In a browser, serve the .wasm files of @tensorflow/tfjs-backend-wasm/dist and give their URLs as wasmPaths; otherwise use the cpu backend.',
    );
  }
}
