import { type ComputeOtherwise, recordKernels } from '@ikat/onnx';
import * as tf from '@tensorflow/tfjs-core';
import type { OnnxBackend } from './onnx-backend.js';

/** Registers, for every kernel that cannot be lowered, the cpu backend's, and counts its calls. */
export function registerFallbacks(backendName: string): void {
  for (const { kernelName, kernelFunc } of tf.getKernelsForBackend('cpu')) {
    if (recordKernels[kernelName] || tf.getKernel(kernelName, backendName)) continue;
    tf.registerKernel({
      kernelName,
      backendName,
      kernelFunc: ({ inputs, attrs, backend }) =>
        compute(backend as OnnxBackend, [kernelName, kernelFunc], { inputs, attrs: attrs ?? {} }),
    });
  }
}

/** Leaves a call of a kernel that can be lowered, but not for tensors of this type, to the cpu backend. */
export const leaveToCpu: ComputeOtherwise = (kernelName, type, { inputs, attrs, backend }) => {
  const name = `${kernelName} of ${type}`;
  const kernel = tf.getKernel(kernelName, 'cpu')?.kernelFunc;
  if (!kernel) {
    throw new TypeError(
      `onnx: expected numbers for ${kernelName}, got a tensor of ${type}. Cast it: tf.cast(x, 'float32').`,
    );
  }
  return compute(backend as OnnxBackend, [name, kernel], { inputs, attrs: attrs ?? {} });
};

interface Call {
  inputs: tf.NamedTensorInfoMap;
  attrs: tf.NamedAttrMap;
}

function compute(
  backend: OnnxBackend,
  [name, kernel]: [string, tf.KernelFunc],
  { inputs, attrs }: Call,
): tf.TensorInfo | tf.TensorInfo[] {
  // Without inputs it makes a constant (a range): that is neither slow nor forbidden in a step.
  if (Object.keys(inputs).length > 0) {
    backend.expectLowered(name);
    const { fallbacks } = backend.counts;
    fallbacks.set(name, (fallbacks.get(name) ?? 0) + 1);
  }
  const cpu = tf.engine().findBackend('cpu');
  const lent: tf.TensorInfo[] = [];
  const lend = (input: tf.TensorInfo): tf.TensorInfo => {
    const { dtype, shape } = input;
    const values = backend.readSync(input.dataId);
    const copy = { dataId: cpu.write(values, shape, dtype), shape, dtype };
    lent.push(copy);
    return copy;
  };
  const result = kernel({
    backend: cpu,
    attrs,
    inputs: mapInputs(inputs, lend),
  });
  const back = (output: tf.TensorInfo): tf.TensorInfo => {
    const values = cpu.readSync(output.dataId);
    return backend.literal(values, output);
  };
  const results = Array.isArray(result) ? result.map(back) : back(result);
  const borrowed = [...lent, ...(Array.isArray(result) ? result : [result])];
  for (const { dataId } of borrowed) cpu.disposeData(dataId);
  return results;
}

function mapInputs(inputs: tf.NamedTensorInfoMap, lend: (input: tf.TensorInfo) => tf.TensorInfo) {
  // Kernels of any number of tensors are given a list, whatever its type says.
  if (Array.isArray(inputs)) return inputs.map(lend) as unknown as tf.NamedTensorInfoMap;
  return Object.fromEntries(
    Object.entries(inputs).map(([name, input]) => {
      if (Array.isArray(input)) return [name, input.map(lend)];
      return [name, input ? lend(input) : input];
    }),
  ) as tf.NamedTensorInfoMap;
}
