import type { NamedAttrMap, NamedTensorInfoMap, TensorInfo } from '@tensorflow/tfjs-core';
import { arithmeticKernels } from './elementwise.js';

/** Kernels that compute with numbers: ONNX has none of them for booleans. */
const ofNumbers = new Set([...arithmeticKernels, 'Softmax', 'LogSoftmax']);
/** Kernels that give the same data another shape, whatever it is. */
const ofAll = new Set(['Identity', 'Reshape', 'ExpandDims']);

/** The type of an input, or of the output, that ONNX has no such kernel for. */
export function unfitType(
  kernel: string,
  inputs: NamedTensorInfoMap,
  attributes: NamedAttrMap | undefined,
): 'string' | 'bool' | undefined {
  if (ofAll.has(kernel)) return undefined;
  if (attributes?.dtype === 'string') return 'string';
  const takesBool = !ofNumbers.has(kernel);
  // Kernels of many tensors are given a list of them, and optional ones may be missing.
  for (const name in inputs) {
    const dtype = (inputs[name] as TensorInfo | null | undefined)?.dtype;
    if (dtype === 'string' || (dtype === 'bool' && !takesBool)) return dtype;
  }
  return undefined;
}
