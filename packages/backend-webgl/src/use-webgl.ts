import * as tf from '@tensorflow/tfjs-core';
import { convolutionError } from './check-convolution.js';
import { within } from './start-backend.js';
import { startWebGl } from './start-webgl.js';
import { startWebGpu } from './start-webgpu.js';

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

/** What {@link useWebGl} runs on. */
export interface WebGlInfo extends BackendInfo {
  name: 'webgl' | 'webgpu';
  /** Whether the device only pretends to be a GPU: then WebAssembly is faster. */
  software: boolean;
  limits: {
    /** Pixels a side that a texture may have. */
    textureSize: number;
    /** WebGL: bytes above which freed textures are given back; WebGPU: bytes of the largest tensor. */
    memory: number;
  };
  /** Why another device than the one asked for is used. */
  note?: string;
}

/** Options of {@link useWebGl}. */
export interface WebGlOptions {
  /** @default 'webgl' */
  device?: 'webgl' | 'webgpu' | undefined;
  /** Whether to take WebGL when there is no WebGPU, or it computes wrongly. @default true */
  fallback?: boolean | undefined;
  /** Whether a renderer in software will do. @default true */
  allowSoftware?: boolean | undefined;
  /** Whether a GPU of half precision will do; it stylises, but training ends in NaN. @default false */
  allowFloat16?: boolean | undefined;
  /** Bytes of textures above which freed ones are given back instead of kept. @default 2 ** 30 */
  memory?: number | undefined;
  /** Milliseconds that the start may take. @default 30000 */
  timeout?: number | undefined;
}

/** The options that a start needs. */
export type Wish = Required<{
  [Name in Exclude<keyof WebGlOptions, 'device' | 'fallback'>]: NonNullable<WebGlOptions[Name]>;
}>;

/** What a start found out. */
export type Started = Omit<WebGlInfo, 'name' | 'note'>;

const starts = { webgl: startWebGl, webgpu: startWebGpu };

/** Errors above this are no rounding. */
const TOLERANCE = { float32: 1e-4, float16: 5e-2 };

/**
 * Makes the browser's GPU what TensorFlow.js computes on: WebGL, or WebGPU on request.
 *
 * A small convolution is computed and compared before it is believed. It works in pages and in
 * workers. When the start fails, the backend that was active before is active again.
 *
 * @returns what it runs on, and whether that is software
 * @throws RangeError when an option has no such value
 * @throws Error when there is no GPU that will do, with what to try
 *
 * @example
 * ```ts
 * import { useWasm } from '@ikat/backend-wasm';
 * import { useWebGl } from '@ikat/backend-webgl';
 *
 * const info = await useWebGl({ allowSoftware: false }).catch(() => useWasm());
 * console.log(info.precision); // float32
 * ```
 */
export async function useWebGl({
  device = 'webgl',
  fallback = true,
  allowSoftware = true,
  allowFloat16 = false,
  memory = 2 ** 30,
  timeout = 30_000,
}: WebGlOptions = {}): Promise<WebGlInfo> {
  checkOptions(device, memory, timeout);
  const wish = { allowSoftware, allowFloat16, memory, timeout };
  try {
    return await startChecked(device, wish);
  } catch (error) {
    if (device === 'webgl' || !fallback) throw error;
    return { ...(await startChecked('webgl', wish)), note: (error as Error).message };
  }
}

function checkOptions(device: string, memory: number, timeout: number): void {
  if (!Object.hasOwn(starts, device)) {
    throw new RangeError(`useWebGl: expected a device of webgl, webgpu, got ${device}.`);
  }
  if (!(memory >= 0 && timeout > 0)) {
    throw new RangeError(
      `useWebGl: expected memory of at least 0 bytes and a timeout above 0 milliseconds, got ${memory} and ${timeout}. Leave them out for good ones.`,
    );
  }
  if (typeof OffscreenCanvas === 'undefined' && typeof document === 'undefined') {
    throw new Error(
      'useWebGl: expected a browser, got a runtime without canvases. In Node use useOnnx of @ikat/backend-onnx or useWasm of @ikat/backend-wasm.',
    );
  }
}

async function startChecked(name: 'webgl' | 'webgpu', wish: Wish): Promise<WebGlInfo> {
  const before = tf.getBackend();
  try {
    const started = await starts[name](wish);
    const error = await within(wish.timeout, convolutionError());
    if (!(Number(error) < TOLERANCE[started.precision])) {
      const got = error === 'late' ? 'none in time' : `one that is ${error} off`;
      throw new Error(`expected a right convolution, got ${got} on ${started.device}`);
    }
    return { name, ...started };
  } catch (cause) {
    if (before && before !== name) await tf.setBackend(before);
    const { message } = cause as Error;
    throw new Error(`useWebGl: ${message}. Use useWasm of @ikat/backend-wasm instead.`, { cause });
  }
}
