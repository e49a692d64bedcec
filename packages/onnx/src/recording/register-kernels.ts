import * as tf from '@tensorflow/tfjs-core';
import { recordKernels } from '../lowering/kernels.js';
import type { Recorder } from './recorder.js';

/** Registers, for a backend made of a {@link Recorder}, every kernel that can be lowered. */
export function registerRecording(backendName: string): void {
  for (const [kernelName, record] of Object.entries(recordKernels)) {
    if (tf.getKernel(kernelName, backendName)) continue;
    tf.registerKernel({
      kernelName,
      backendName,
      kernelFunc: ({ inputs, attrs, backend }) => record(backend as Recorder, inputs, attrs ?? {}),
    });
  }
}
