import type { TensorInfo } from '@tensorflow/tfjs-core';
import type { Recorder } from '../recording/recorder.js';
import { recordBinary } from './elementwise.js';

interface FusedInputs {
  bias?: TensorInfo;
  preluActivationWeights?: TensorInfo;
}

interface FusedAttributes {
  activation?: string | null;
  leakyreluAlpha?: number;
}

const kernels: Record<string, string> = {
  relu: 'Relu',
  relu6: 'Relu6',
  elu: 'Elu',
  sigmoid: 'Sigmoid',
};

/** What the fused kernels do after their product: a bias is added, an activation applied. */
export function activate(
  recorder: Recorder,
  product: TensorInfo,
  { bias, preluActivationWeights }: FusedInputs,
  { activation, leakyreluAlpha }: FusedAttributes,
): TensorInfo {
  const biased = bias ? recordBinary(recorder, 'Add', [product, bias]) : product;
  if (bias) recorder.disposeIntermediateTensorInfo(product);
  if (!activation || activation === 'linear') return biased;
  const result = apply();
  recorder.disposeIntermediateTensorInfo(biased);
  return result;

  function apply(): TensorInfo {
    if (activation === 'prelu') {
      return recorder.record('Prelu', [biased, preluActivationWeights!], biased);
    }
    if (activation === 'leakyrelu') {
      return recorder.record('LeakyRelu', [biased], biased, { alpha: leakyreluAlpha });
    }
    const kernel = kernels[activation!];
    if (!kernel) throw new Error(`onnx: expected an activation that it knows, got ${activation}.`);
    return recorder.record(kernel, [biased], biased);
  }
}
