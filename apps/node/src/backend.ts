import { useNodeGpu } from '@ikat/backend-node-gpu';
import { type OnnxDevice, type OnnxInfo, useOnnx } from '@ikat/backend-onnx';
import { type BackendInfo, useWasm } from '@ikat/backend-wasm';
import * as tf from '@tensorflow/tfjs-core';
import type { Output } from './output.js';
import { UsageError } from './usage-error.js';

/** What can compute in Node, the fastest first. */
export const backendNames = ['node-gpu', 'onnx', 'wasm', 'cpu'] as const;

export type BackendName = (typeof backendNames)[number];

/** What is to compute, and how. */
export interface BackendChoice {
  backend: BackendName | 'auto';
  /** Threads of the onnx backend; as many as there are cores when undefined. */
  threads?: number | undefined;
  /** Where the onnx backend computes. */
  device?: OnnxDevice | undefined;
}

/** What computes; the engine also tells what it did. */
export type RunningBackend = BackendInfo &
  Partial<Pick<OnnxInfo, 'report'>> & {
    /** Why a slower backend than the engine computes. */
    slower?: string | undefined;
  };

const start: Record<BackendName, (choice: BackendChoice) => Promise<RunningBackend>> = {
  'node-gpu': () => useNodeGpu(),
  onnx: ({ threads, device }) => useOnnx({ threads, device }),
  wasm: () => useWasm(),
  cpu: useCpu,
};

/**
 * Starts the backend that was asked for, or with `auto` the first of node-gpu, onnx, wasm and cpu
 * that runs here.
 */
export async function startBackend(choice: BackendChoice): Promise<RunningBackend> {
  const failures: string[] = [];
  tf.enableProdMode(); // no advertisement of tfjs-node
  const { backend, device } = choice;
  if (device !== undefined && backend !== 'auto' && backend !== 'onnx') {
    throw new UsageError(
      `expected --device with the backend onnx, got --backend ${backend}. Leave one of them out.`,
    );
  }
  // Who names a device means it: nothing else is tried.
  const asked = device === undefined ? backend : 'onnx';
  for (const name of asked === 'auto' ? backendNames : [asked]) {
    try {
      const info = await start[name](choice);
      const slower = failures.find((failure) => failure.startsWith('onnx: '));
      return slower === undefined ? info : { ...info, slower };
    } catch (error) {
      failures.push(`${name}: ${inFlags((error as Error).message)}`);
    }
  }
  throw new Error(failures.join('\n'));
}

/** The library speaks of its options; here they are flags. */
const inFlags = (message: string): string =>
  message
    .replace(
      'Take the device cpu (--device cpu), or let { fallback: true } do so.',
      'Choose --device cpu.',
    )
    .replace("Use { device: 'cpu' }.", 'Choose --device cpu.');

async function useCpu(): Promise<BackendInfo> {
  const { version_cpu } = await import('@tensorflow/tfjs-backend-cpu');
  await tf.setBackend('cpu');
  return { name: 'cpu', device: 'JavaScript', precision: 'float32', version: version_cpu };
}

/** One line on what computes. */
export function describeBackend({ name, device, precision, version }: BackendInfo): string {
  const software = /^\d/.test(version) ? `TensorFlow.js ${version}` : version;
  return `${name} (${device}, ${precision}, ${software})`;
}

/** Says what computes. */
export function sayBackend(info: RunningBackend, output: Output): void {
  const description = describeBackend(info);
  output.say(`Computing on ${description}.`);
  if (info.slower !== undefined) {
    output.warn(`This is slower than the engine, which does not run here: ${info.slower}`);
  }
  output.event('backend', { ...info, description });
}

/** Names what ran slowly, if anything did. */
export function saySlowKernels({ report }: RunningBackend, output: Output): void {
  const slow = Object.entries(report?.().fallbacks ?? {});
  if (slow.length === 0) return;
  const list = slow.map(([kernel, calls]) => `${kernel} (${calls} times)`).join(', ');
  output.warn(`Computed slowly, because the engine does not know them: ${list}.`);
}
