import type { BackendWasm } from '@tensorflow/tfjs-backend-wasm';
import * as tf from '@tensorflow/tfjs-core';

/** What the body of a composed kernel works with. */
export interface Composition<Inputs, Attributes> {
  inputs: Inputs;
  attrs: Attributes;
  /** Runs another kernel (the stock one, if it has the name of the kernel being composed). */
  call: (kernelName: string, inputs: object, attrs?: object) => tf.TensorInfo;
  /** A tensor (float32 unless said) with whatever the memory held. */
  allocate: (shape: number[], dtype?: tf.DataType) => tf.TensorInfo;
  /** The elements of a float32 tensor, in place; anything that allocates may invalidate them. */
  elements: (tensor: tf.TensorInfo) => Float32Array;
  /** All memory as 32-bit words, whatever they stand for, and where in it a tensor begins. */
  memory: () => Int32Array;
  startOf: (tensor: tf.TensorInfo) => number;
  /** Frees an intermediate before the end. */
  free: (...tensors: tf.TensorInfo[]) => void;
}

type Result = tf.TensorInfo | tf.TensorInfo[];
type Body = (composition: Composition<never, never>) => Result;

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
 * returns what it allocated or called; all its other intermediates are freed, also when it throws.
 * It works beneath the tape and tidy. Where `handles` says no, the stock kernel runs. Registering
 * twice changes nothing.
 */
export function composeKernel<Inputs, Attributes>(
  kernelName: string,
  body: (composition: Composition<Inputs, Attributes>) => Result,
  handles: (inputs: Inputs, attrs: Attributes) => boolean = () => true,
): void {
  const previous = tf.getKernel(kernelName, 'wasm') as Config | undefined;
  if (previous !== undefined && stock in previous) return;
  if (previous !== undefined) tf.unregisterKernel(kernelName, 'wasm');
  const config: Config = {
    ...previous,
    kernelName,
    backendName: 'wasm',
    kernelFunc: (args) =>
      handles(args.inputs as Inputs, args.attrs as Attributes)
        ? compose(kernelName, body as Body, args)
        : kernelFunction(kernelName, true)(args),
    [stock]: previous?.kernelFunc,
  };
  tf.registerKernel(config);
}

/** The typings leave out the heap, which the backend itself writes through. */
const heapOf = ({ wasm }: BackendWasm) => (wasm as unknown as { HEAPU8: Uint8Array }).HEAPU8;

function compose(
  ownName: string,
  body: Body,
  { inputs, attrs, backend }: Parameters<tf.KernelFunc>[0],
): Result {
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
      allocate: (shape, dtype = 'float32') => remember(wasm.makeOutput(shape, dtype)),
      elements: (tensor) => wasm.typedArrayFromHeap(tensor) as Float32Array,
      memory: () => new Int32Array(heapOf(wasm).buffer),
      startOf: ({ dataId }) => wasm.getMemoryOffset(dataId) / 4,
      free,
    });
    for (const { dataId } of [result].flat()) {
      made.delete([...made].find((tensor) => tensor.dataId === dataId)!);
    }
    return result;
  } finally {
    free(...made);
  }
}
