import type * as tf from '@tensorflow/tfjs-core';
import { checkImages, checkWhole } from './check.js';
import { enlarge } from './enlarge.js';

/** Repeats every pixel `factor` times in both directions. */
export function upsampleNearest(x: tf.Tensor4D, factor: number): tf.Tensor4D {
  checkImages('upsampleNearest', x);
  checkWhole('upsampleNearest factor', factor, 1);
  return enlarge(x, [factor, factor]);
}
