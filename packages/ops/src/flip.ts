import * as tf from '@tensorflow/tfjs-core';
import { checkImages } from './check.js';

/** Mirrors images left to right or top to bottom. */
export function flip(x: tf.Tensor4D, direction: 'horizontal' | 'vertical'): tf.Tensor4D {
  checkImages('flip', x);
  return tf.reverse(x, direction === 'horizontal' ? 2 : 1);
}
