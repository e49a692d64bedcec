import type * as tf from '@tensorflow/tfjs-core';

/** What a test's kernel uses of the cpu backend. */
interface Cpu {
  readSync(id: object): Float32Array;
  makeTensorInfo(shape: number[], dtype: 'float32', values: Float32Array): tf.TensorInfo;
}

type Values = readonly [shape: number[], values: Float32Array];

/** A kernel for the cpu backend, of a function of its first input's values and its attributes. */
export function cpuKernel(
  kernelName: string,
  compute: (
    input: tf.TensorInfo & { values: Float32Array },
    attributes: Record<string, unknown>,
  ) => Values[],
): tf.KernelConfig {
  return {
    kernelName,
    backendName: 'cpu',
    kernelFunc: ({ inputs, attrs, backend }) => {
      const cpu = backend as Cpu;
      const input = Object.values(inputs)[0]!;
      const values = cpu.readSync(input.dataId);
      const outputs = compute({ ...input, values }, attrs as Record<string, unknown>).map(
        ([shape, result]) => cpu.makeTensorInfo(shape, 'float32', result),
      );
      return outputs.length === 1 ? outputs[0]! : outputs;
    },
  };
}
