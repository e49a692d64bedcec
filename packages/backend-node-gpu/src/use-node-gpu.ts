import { createRequire } from 'node:module';
import { join } from 'node:path';
import * as tf from '@tensorflow/tfjs-core';
import { type FindNodeGpuOptions, findNodeGpu, packageName } from './find-node-gpu.js';

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

/** Options of {@link useNodeGpu}. */
export interface NodeGpuOptions extends FindNodeGpuOptions {
  /** Whether to go on when TensorFlow loads but finds no GPU that it can use. @default false */
  allowCpu?: boolean | undefined;
}

const elsewhere = 'or use another backend (@ikat/backend-wasm runs everywhere).';

/**
 * Makes the GPU, through `@tensorflow/tfjs-node-gpu` (libtensorflow 2.9.1, CUDA 11.2, cuDNN 8.1),
 * the backend that TensorFlow.js computes on, after one operation has shown that it works.
 *
 * When anything fails, the backend that was active before is active again.
 *
 * @returns what it runs on: `CUDA`, or with `allowCpu` perhaps `CPU (libtensorflow)`
 * @throws Error when the package or its native library is missing, does not load or compute, or
 * finds no GPU; the message says which, and what to do
 *
 * @example
 * ```ts
 * import { useNodeGpu } from '@ikat/backend-node-gpu';
 *
 * const device = await useNodeGpu().then(
 *   (info) => info.device,
 *   (error: Error) => error.message, // what is missing, and what to do
 * );
 * console.log(device.length > 0); // true
 * ```
 */
export async function useNodeGpu({
  allowCpu = false,
  from,
}: NodeGpuOptions = {}): Promise<BackendInfo> {
  const status = findNodeGpu({ from });
  if (status.state === 'absent') {
    throw new Error(
      `useNodeGpu: expected the package ${packageName}, got none. Install it with "npm install ${packageName}" (Linux or Windows with CUDA 11.2), ${elsewhere}`,
    );
  }
  const { version, folder } = status;
  if (status.state === 'no-binding') {
    throw new Error(
      `useNodeGpu: expected the native library of ${packageName} ${version}, got none in ${join(folder, 'lib')}: its install script did not run or could not download. Run "npm rebuild ${packageName}" (with pnpm: "pnpm approve-builds", then "pnpm rebuild ${packageName}"), ${elsewhere}`,
    );
  }
  load(folder, version);
  const before = tf.getBackend();
  try {
    return await start(version, allowCpu);
  } catch (error) {
    if (before && before !== 'tensorflow') await tf.setBackend(before);
    throw error;
  }
}

function load(folder: string, version: string): void {
  const require = createRequire(join(folder, 'package.json'));
  // Node 23 took util.isNullOrUndefined away, which tfjs-node calls for every tensor.
  const util = require('node:util') as { isNullOrUndefined?: (value: unknown) => boolean };
  util.isNullOrUndefined ??= (value) => value === null || value === undefined;
  try {
    require(folder);
  } catch (cause) {
    throw new Error(
      `useNodeGpu: expected ${packageName} ${version} to load, got "${firstLine(cause)}". Check that CUDA 11.2 and cuDNN 8.1 are installed and on the library path, ${elsewhere}`,
      { cause },
    );
  }
}

async function start(version: string, allowCpu: boolean): Promise<BackendInfo> {
  let sum: number | undefined;
  let cause: unknown;
  try {
    if (await tf.setBackend('tensorflow')) {
      sum = tf.tidy(() => tf.add(tf.tensor1d([1]), tf.tensor1d([2])).dataSync()[0]);
    }
  } catch (error) {
    cause = error;
  }
  if (sum !== 3) {
    const got = cause === undefined ? `${sum}` : `"${firstLine(cause)}"`;
    throw new Error(
      `useNodeGpu: expected ${packageName} ${version} to compute 1 + 2, got ${got}. ${adviceFor(process.versions.node)}`,
      { cause },
    );
  }
  const gpu = (tf.backend() as { isUsingGpuDevice?: boolean }).isUsingGpuDevice === true;
  if (!gpu && !allowCpu) {
    throw new Error(
      `useNodeGpu: expected a GPU, got none that TensorFlow can use: it would run on the CPU. Install the NVIDIA driver, CUDA 11.2 and cuDNN 8.1, pass { allowCpu: true }, ${elsewhere}`,
    );
  }
  const device = gpu ? 'CUDA' : 'CPU (libtensorflow)';
  return { name: 'tensorflow', device, precision: 'float32', version };
}

/** What to do when TensorFlow loads in this version of Node and does not compute. */
export function adviceFor(node: string): string {
  return Number.parseInt(node, 10) > 22
    ? `Node ${node} is newer than the package allows for: use Node 22, ${elsewhere}`
    : `Install the package again, ${elsewhere}`;
}

const firstLine = (error: unknown) => String((error as Error)?.message ?? error).split('\n')[0];
