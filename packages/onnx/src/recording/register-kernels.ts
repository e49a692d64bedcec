import * as tf from '@tensorflow/tfjs-core';
import { recordKernels } from '../lowering/kernels.js';
import { unfitType } from '../lowering/lowerable.js';
import type { Recorder } from './recorder.js';

/** Computes a kernel call that cannot be recorded, because of the type of one of its tensors. */
export type ComputeOtherwise = (
  kernelName: string,
  type: 'string' | 'bool',
  call: Parameters<tf.KernelFunc>[0],
) => ReturnType<tf.KernelFunc>;

/**
 * Registers, for a backend made of a {@link Recorder}, every kernel that can be lowered.
 *
 * @param otherwise what becomes of calls with tensors of texts, and of arithmetic with booleans, for
 * which ONNX has no words; refused if left out
 */
export function registerRecording(backendName: string, otherwise: ComputeOtherwise = refuse): void {
  for (const [kernelName, record] of Object.entries(recordKernels)) {
    if (tf.getKernel(kernelName, backendName)) continue;
    tf.registerKernel({
      kernelName,
      backendName,
      kernelFunc: (call) => {
        const { inputs, attrs, backend } = call;
        const type = unfitType(kernelName, inputs, attrs);
        if (type) return otherwise(kernelName, type, call);
        return record(backend as Recorder, inputs, attrs ?? {});
      },
    });
  }
}

function refuse(kernelName: string, type: string): never {
  throw new TypeError(
    `onnx: expected numbers for ${kernelName}, got a tensor of ${type}. ONNX cannot compute with those: cast booleans with tf.cast(x, 'int32') first.`,
  );
}
