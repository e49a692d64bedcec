import { availableParallelism } from 'node:os';
import type { InferenceSession } from 'onnxruntime-common';

/** Where ONNX Runtime computes. */
export type OnnxDevice = 'cpu' | 'cuda' | 'webgpu' | 'coreml' | 'directml';

interface Provider {
  /** What ONNX Runtime calls it. */
  provider: string;
  /** What the machine needs for it. */
  needs: string;
}

export const providers: Readonly<Record<OnnxDevice, Provider>> = {
  cpu: { provider: 'cpu', needs: 'nothing' },
  cuda: {
    provider: 'cuda',
    needs:
      'Linux or Windows, an NVIDIA driver, CUDA 12 with cuDNN 9, and the CUDA library that onnxruntime-node downloads when its install script may run (ONNXRUNTIME_NODE_INSTALL=cuda12)',
  },
  webgpu: {
    provider: 'webgpu',
    needs: 'a graphics card with a Vulkan, Metal or Direct3D 12 driver',
  },
  coreml: { provider: 'coreml', needs: 'macOS' },
  directml: { provider: 'dml', needs: 'Windows with a Direct3D 12 driver' },
};

/** The names of all devices, whether this machine has them or not. */
export const onnxDevices = Object.keys(providers) as readonly OnnxDevice[];

/** How sessions are made for a device. */
export function sessionOptions(
  device: OnnxDevice,
  threads: number,
): InferenceSession.SessionOptions {
  return {
    executionProviders: [providers[device].provider],
    intraOpNumThreads: threads,
    interOpNumThreads: 1,
    executionMode: 'sequential',
    graphOptimizationLevel: 'all',
    // Only what ends the process: errors are thrown, they need not be printed, too.
    logSeverityLevel: 4,
    // Planned memory is one block for a whole step: as fast, and half as large again.
    enableMemPattern: false,
    // Numbers too small to matter make multiplications a hundred times slower.
    extra: {
      session: { set_denormal_as_zero: '1', intra_op: { allow_spinning: spinning(threads) } },
    },
  };
}

/** How sessions of recorded programs are made: our own lowering has done what the optimiser would do. */
export function programOptions(
  device: OnnxDevice,
  threads: number,
): InferenceSession.SessionOptions {
  const graphOptimizationLevel = device === 'cpu' ? 'disabled' : 'all';
  return { ...sessionOptions(device, threads), graphOptimizationLevel };
}

/** Threads that wait by counting take the cores from those that work, where there are more than cores. */
const spinning = (threads: number) => (threads > availableParallelism() ? '0' : '1');
