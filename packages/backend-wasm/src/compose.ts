import type { BackendWasm } from '@tensorflow/tfjs-backend-wasm';
import * as tf from '@tensorflow/tfjs-core';

/** What the body of a composed kernel works with. */
export interface Composition<Inputs, Attributes> {
  inputs: Inputs;
  attrs: Attributes;
  /** Runs another kernel (the stock one, if it has the name of the kernel being composed). */
  call: (kernelName: string, inputs: object, attrs?: object) => tf.TensorInfo;
  /** A float32 tensor with whatever the memory held. */
  allocate: (shape: number[]) => tf.TensorInfo;
  /** The elements of a float32 tensor, in place; anything that allocates may invalidate them. */
  elements: (tensor: tf.TensorInfo) => Float32Array;
  /** Frees an intermediate before the end. */
  free: (...tensors: tf.TensorInfo[]) => void;
}

type Body = (composition: Composition<never, never>) => tf.TensorInfo;

// Survives two copies of this package (ESM and CJS) over the one kernel registry.
const stock = Symbol.for('@ikat/backend-wasm/stock');

type Config = tf.KernelConfig & { [stock]?: tf.KernelFunc | undefined };

function kernelFunction(kernelName: string, wantStock: boolean): tf.KernelFunc {
  const config = tf.getKernel(kernelName, 'wasm') as Config | undefined;
  const found = wantStock ? config?.[stock] : config?.kernelFunc;
  if (found === undefined) throw new Error(`wasm: expected a kernel ${kernelName}, got none.`);
  return found;
}

/**
 * Registers a kernel made of other kernels in place of the stock one, if there is one. The body
 * returns what it allocated or called last; all its other intermediates are freed, also when it
 * throws. It works beneath the tape and tidy. Registering twice changes nothing.
 */
export function composeKernel<Inputs, Attributes>(
  kernelName: string,
  body: (composition: Composition<Inputs, Attributes>) => tf.TensorInfo,
): void {
  const previous = tf.getKernel(kernelName, 'wasm') as Config | undefined;
  if (previous !== undefined && stock in previous) return;
  if (previous !== undefined) tf.unregisterKernel(kernelName, 'wasm');
  const config: Config = {
    ...previous,
    kernelName,
    backendName: 'wasm',
    kernelFunc: (args) => compose(kernelName, body as Body, args),
    [stock]: previous?.kernelFunc,
  };
  tf.registerKernel(config);
}

function compose(
  ownName: string,
  body: Body,
  { inputs, attrs, backend }: Parameters<tf.KernelFunc>[0],
): tf.TensorInfo {
  const wasm = backend as BackendWasm;
  const made = new Set<tf.TensorInfo>();
  const remember = (tensor: tf.TensorInfo) => {
    made.add(tensor);
    return tensor;
  };
  const free = (...tensors: tf.TensorInfo[]) => {
    for (const tensor of tensors) if (made.delete(tensor)) wasm.disposeData(tensor.dataId);
  };
  try {
    const result = body({
      inputs: inputs as never,
      attrs: attrs as never,
      call: (kernelName, kernelInputs, kernelAttrs) => {
        const run = kernelFunction(kernelName, kernelName === ownName);
        const args = { inputs: kernelInputs, attrs: kernelAttrs, backend };
        return remember(run(args as Parameters<tf.KernelFunc>[0]) as tf.TensorInfo);
      },
      allocate: (shape) => remember(wasm.makeOutput(shape, 'float32')),
      elements: (tensor) => wasm.typedArrayFromHeap(tensor) as Float32Array,
      free,
    });
    made.delete(result);
    return result;
  } finally {
    free(...made);
  }
}
