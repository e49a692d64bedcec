import type * as tf from '@tensorflow/tfjs-core';
import type { Recorder } from '../recording/recorder.js';
import type { LowerNode } from './lowering.js';

/** Records a call of a TensorFlow.js kernel: the shapes and types of what will come out. */
export type RecordKernel = (
  recorder: Recorder,
  // biome-ignore lint/suspicious/noExplicitAny: each kernel knows the names of its inputs
  inputs: any,
  // biome-ignore lint/suspicious/noExplicitAny: and of its attributes
  attributes: any,
) => tf.TensorInfo | tf.TensorInfo[];

/** A family of kernels: how each is recorded, and how the recorded nodes become ONNX. */
export interface KernelFamily {
  record: Readonly<Record<string, RecordKernel>>;
  lower: Readonly<Record<string, LowerNode>>;
}
