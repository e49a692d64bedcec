import * as tf from '@tensorflow/tfjs-core';

/** Whether the backend in use has a kernel of this name. */
export const hasKernel = (name: string): boolean =>
  tf.getKernel(name, tf.getBackend()) !== undefined;

/** Runs a kernel that TensorFlow.js has no operation for. */
export function runKernel<Result extends tf.Tensor | tf.Tensor[]>(
  name: string,
  inputs: Record<string, tf.Tensor>,
  attributes: Record<string, unknown>,
): Result {
  return tf.engine().runKernel(name, inputs, attributes as tf.NamedAttrMap) as Result;
}
