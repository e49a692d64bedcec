import type * as tf from '@tensorflow/tfjs-core';

/** Pictures of two kinds that do not belong together pair by pair. */
export type UnpairedBatch = {
  /** `[b, h, w, c]` of the source kind. */
  a: tf.Tensor4D;
  /** `[b, h, w, c]` of the target kind. */
  b: tf.Tensor4D;
};
