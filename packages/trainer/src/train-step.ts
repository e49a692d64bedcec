import type * as tf from '@tensorflow/tfjs-core';

/** Everything that a resume needs: tensors by name, and plain JSON values by name. */
export interface StepState {
  tensors: Record<string, tf.Tensor>;
  values: Record<string, unknown>;
}

/** Something that keeps state between steps: an optimiser, an average, a pool, a whole step. */
export interface Stateful {
  /** A copy of the state, the caller's to dispose. */
  state(): StepState;
  /** Takes over a state of the same structure; the argument stays the caller's. */
  restore(state: StepState): void;
  dispose(): void;
}

/**
 * One update of the networks from one batch. Synchronous; the losses it returns are the caller's,
 * the batch stays the caller's. All that it draws is a function of its seed and its step number.
 */
export interface TrainStep<Batch, Name extends string = string> extends Stateful {
  (batch: Batch): Record<Name, tf.Scalar>;
  /** How many steps have been made, those before a restored state included. */
  readonly steps: number;
  /** What every learning rate is multiplied by, 1 at first; `train` sets it from its schedule. */
  rate: number;
}
