import { availableParallelism } from 'node:os';
import { registerRecording } from '@ikat/onnx';
import * as tf from '@tensorflow/tfjs-core';
import { registerFallbacks } from './fallback.js';
import { OnnxBackend } from './onnx-backend.js';
import { loadRuntime } from './runtime.js';

export interface BackendInfo {
  name: string;
  device: string;
  precision: 'float32' | 'float16';
  version: string;
}

export interface OnnxOptions {
  threads?: number | undefined;
}

export async function useOnnx({
  threads = availableParallelism(),
}: OnnxOptions = {}): Promise<BackendInfo> {
  const runtime = await loadRuntime();
  await import('@tensorflow/tfjs-backend-cpu');
  registerRecording('onnx');
  registerFallbacks('onnx');
  const session = {
    intraOpNumThreads: threads,
    interOpNumThreads: 1,
    executionMode: 'sequential' as const,
    graphOptimizationLevel: 'all' as const,
    logSeverityLevel: 3 as const,
    extra: { session: { set_denormal_as_zero: '1', intra_op: { allow_spinning: '1' } } },
  };
  adoptVariables();
  if (tf.findBackend('onnx')) tf.removeBackend('onnx');
  tf.registerBackend('onnx', () => new OnnxBackend(runtime, { threads, session, limit: 128 }));
  await tf.setBackend('onnx');
  return {
    name: 'onnx',
    device: `ONNX Runtime, cpu, ${threads} threads`,
    precision: 'float32',
    version: runtime.version,
  };
}

let adopting = false;

/** Lets the backend see every new variable; TensorFlow.js has no other place that tells of them. */
function adoptVariables(): void {
  if (adopting) return;
  adopting = true;
  const engine = tf.engine();
  const makeVariable = engine.makeVariable.bind(engine);
  engine.makeVariable = (...parts) => {
    const variable = makeVariable(...parts);
    const { backend } = engine;
    if (backend instanceof OnnxBackend) backend.adopt(variable);
    return variable;
  };
}
