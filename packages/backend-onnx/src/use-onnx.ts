import { availableParallelism, cpus } from 'node:os';
import { registerRecording } from '@ikat/onnx';
import * as tf from '@tensorflow/tfjs-core';
import { adoptVariables } from './adopt-variables.js';
import { expectDevice } from './check-device.js';
import { type OnnxDevice, programOptions, providers } from './devices.js';
import { leaveToCpu, registerFallbacks } from './fallback.js';
import { expectKnown } from './known-options.js';
import { OnnxBackend } from './onnx-backend.js';
import { loadRuntime, type Runtime } from './runtime.js';
import { settleAfterScopes } from './settle-after-scopes.js';

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

/** What the engine has done since it started. */
export interface EngineReport {
  /** How often each kernel that ONNX cannot compute was left to the slow cpu backend. */
  fallbacks: Record<string, number>;
  /** Kernels that were recorded. */
  kernels: number;
  /** Graphs that were compiled, and how many of them are kept. */
  compiled: number;
  kept: number;
  /** Runs of graphs, and the time within them. */
  runs: number;
  runMilliseconds: number;
  /** Bytes of memory for results, in use or kept to be used again. */
  bufferBytes: number;
}

export interface OnnxInfo extends BackendInfo {
  device: string;
  threads: number;
  /** Why another device than the one asked for is used. */
  note?: string;
  /** What was done so far; slow kernels are named here. */
  report(): EngineReport;
}

/** Options of {@link useOnnx}. */
export interface OnnxOptions {
  /** Where graphs run. @default 'cpu' */
  device?: OnnxDevice | undefined;
  /** Threads that share the work of the cpu. @default as many as the machine has */
  threads?: number | undefined;
  /** Whether to take the cpu when the device is not there. @default false */
  fallback?: boolean | undefined;
  /** How many compiled graphs are kept; each holds memory of its own. @default 64 */
  programs?: number | undefined;
}

const MOST_THREADS = 512;

/**
 * Makes ONNX Runtime what TensorFlow.js computes on: kernels are recorded, and reading a value
 * compiles and runs everything that waits. Programs of the same structure are compiled once.
 *
 * Training code runs as it is. The first step compiles, which takes some seconds; to save the
 * recording in later steps, see {@link compileStep}.
 *
 * @returns what it runs on, and a report of what it did
 * @throws RangeError when threads, programs or the device are none that exist; TypeError when another option is
 * @throws Error when ONNX Runtime does not load, or the device does not compute, and what it needs
 *
 * @example
 * ```ts
 * import { useOnnx } from '@ikat/backend-onnx';
 * import * as tf from '@tensorflow/tfjs-core';
 *
 * const { name, precision, report } = await useOnnx({ threads: 1 });
 * console.log(name, precision); // onnx float32
 * console.log(tf.sum(tf.range(0, 5)).dataSync()[0], report().runs > 0); // 10 true
 * ```
 */
export async function useOnnx(options: OnnxOptions = {}): Promise<OnnxInfo> {
  expectKnown('useOnnx', options, ['device', 'threads', 'fallback', 'programs']);
  const {
    device = 'cpu',
    threads = availableParallelism(),
    fallback = false,
    programs = 64,
  } = options;
  expectWhole('threads', threads, [1, MOST_THREADS]);
  expectWhole('programs', programs, [1, 100_000]);
  if (!Object.hasOwn(providers, device)) {
    const known = Object.keys(providers).join(', ');
    throw new RangeError(`useOnnx: expected a device of ${known}, got ${device}.`);
  }
  const runtime = await loadRuntime();
  const chosen = await chooseDevice(runtime, { device, threads, fallback });
  await register(runtime, { ...chosen, threads, programs });
  const backend = tf.backend() as OnnxBackend;
  return {
    name: 'onnx',
    device: describe(chosen.device, threads),
    precision: 'float32',
    version: `ONNX Runtime ${runtime.version}`,
    threads,
    ...(chosen.note !== undefined && { note: chosen.note }),
    report: () => reportOf(backend),
  };
}

function expectWhole(name: string, value: number, [low, high]: readonly [number, number]): void {
  if (Number.isInteger(value) && value >= low && value <= high) return;
  throw new RangeError(
    `useOnnx: expected ${name} to be a whole number from ${low} to ${high}, got ${value}. Leave it out for a good one.`,
  );
}

interface Wish {
  device: OnnxDevice;
  threads: number;
  fallback: boolean;
}

async function chooseDevice(
  runtime: Runtime,
  { device, threads, fallback }: Wish,
): Promise<{ device: OnnxDevice; note?: string }> {
  try {
    expectDevice(runtime, device, threads);
    return { device };
  } catch (error) {
    if (!fallback || device === 'cpu') throw error;
    return { device: 'cpu', note: (error as Error).message };
  }
}

async function register(
  runtime: Runtime,
  { device, threads, programs }: { device: OnnxDevice; threads: number; programs: number },
): Promise<void> {
  // Imported here, because importing it registers a backend.
  await import('@tensorflow/tfjs-backend-cpu');
  registerRecording('onnx', leaveToCpu);
  registerFallbacks('onnx');
  adoptVariables();
  settleAfterScopes();
  const options = { threads, session: programOptions(device, threads), limit: programs };
  const running = tf.findBackend('onnx');
  if (running instanceof OnnxBackend) running.configure(options);
  else tf.registerBackend('onnx', () => new OnnxBackend(runtime, options));
  await tf.setBackend('onnx');
}

function describe(device: OnnxDevice, threads: number): string {
  if (device !== 'cpu') return `ONNX Runtime on ${device}`;
  const model = cpus()[0]?.model.trim() ?? 'the processor';
  return `${model}, ${threads} thread${threads === 1 ? '' : 's'}`;
}

function reportOf({ counts, programs, buffers, recordedKernels }: OnnxBackend): EngineReport {
  return {
    fallbacks: Object.fromEntries(counts.fallbacks),
    kernels: recordedKernels,
    compiled: programs.compiled,
    kept: programs.count,
    runs: counts.runs,
    runMilliseconds: counts.runMilliseconds,
    bufferBytes: buffers.bytes,
  };
}
