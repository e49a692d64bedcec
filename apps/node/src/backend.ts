import { useNodeGpu } from '@ikat/backend-node-gpu';
import { type BackendInfo, useWasm } from '@ikat/backend-wasm';
import * as tf from '@tensorflow/tfjs-core';
import type { Output } from './output.js';

/** What can compute in Node, the fastest first. */
export const backendNames = ['node-gpu', 'wasm', 'cpu'] as const;

export type BackendName = (typeof backendNames)[number];

const start: Record<BackendName, () => Promise<BackendInfo>> = {
  'node-gpu': () => useNodeGpu(),
  wasm: () => useWasm(),
  cpu: useCpu,
};

/**
 * Starts the backend that was asked for, or with `auto` the first of node-gpu, wasm and cpu that
 * runs here.
 */
export async function startBackend(choice: BackendName | 'auto'): Promise<BackendInfo> {
  const failures: string[] = [];
  tf.enableProdMode(); // no advertisement of tfjs-node
  for (const name of choice === 'auto' ? backendNames : [choice]) {
    try {
      return await start[name]();
    } catch (error) {
      failures.push(`${name}: ${(error as Error).message}`);
    }
  }
  throw new Error(failures.join('\n'));
}

async function useCpu(): Promise<BackendInfo> {
  const { version_cpu } = await import('@tensorflow/tfjs-backend-cpu');
  await tf.setBackend('cpu');
  return { name: 'cpu', device: 'JavaScript', precision: 'float32', version: version_cpu };
}

/** One line on what computes. */
export function describeBackend({ name, device, precision, version }: BackendInfo): string {
  return `${name} (${device}, ${precision}, TensorFlow.js ${version})`;
}

/** Says what computes. */
export function sayBackend(info: BackendInfo, output: Output): void {
  const description = describeBackend(info);
  output.say(`Computing on ${description}.`);
  output.event('backend', { ...info, description });
}
