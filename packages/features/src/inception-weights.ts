import { readSafetensors, type Safetensors } from '@ikat/weights';
import * as tf from '@tensorflow/tfjs-core';
import type { Convolution } from './convolution.js';

/** Loads the shipped convolutions numbered 1..5 (the stem), or 1..26 with the mixed blocks. */
export async function loadInceptionFiles(mixed: boolean): Promise<Safetensors[]> {
  const stem = import('../weights/inception-stem.safetensors');
  const files = mixed ? [stem, import('../weights/inception-mixed.safetensors')] : [stem];
  return (await Promise.all(files)).map((file) => readSafetensors(file.default));
}

/**
 * Makes one convolution: kernel (q scale + min) factor and bias, where factor and bias are the folded
 * batch normalisation.
 */
export function inceptionConvolution(files: readonly Safetensors[], index: number): Convolution {
  const name = `conv2d_${index}`;
  const { tensors, metadata } = files.find((file) => `${name}.kernel` in file.tensors)!;
  const { shape, data } = tensors[`${name}.kernel`]!;
  const [factor, bias] = [tensors[`${name}.factor`]!.data, tensors[`${name}.bias`]!.data];
  const [scale, min] = [Number(metadata[`${name}.scale`]), Number(metadata[`${name}.min`])];
  const kernel = Float32Array.from(
    data,
    (value, at) => (value * scale + min) * factor[at % factor.length]!,
  );
  return {
    kernel: tf.keep(tf.tensor4d(kernel, shape as [number, number, number, number])),
    bias: tf.keep(tf.tensor1d(bias as Float32Array)),
  };
}
