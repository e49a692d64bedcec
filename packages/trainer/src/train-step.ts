import type * as tf from '@tensorflow/tfjs-core';

/** Everything that a resume needs: tensors by name, and plain numbers and texts. */
export interface StepState {
  tensors: Record<string, tf.Tensor>;
  values: Record<string, unknown>;
}

/**
 * One update of the networks from one batch. Synchronous; the losses it returns are the caller's.
 * All that it draws is a function of its seed and its step number.
 */
export interface TrainStep<Batch, Name extends string = string> {
  (batch: Batch): Record<Name, tf.Scalar>;
  /** A copy of the state, the caller's to dispose. */
  state(): StepState;
  /** Takes over a state of the same structure; the argument stays the caller's. */
  restore(state: StepState): void;
  dispose(): void;
}
