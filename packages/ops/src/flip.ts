import * as tf from '@tensorflow/tfjs-core';
import { checkImages } from './check.js';
import { linear } from './linear.js';

/** Mirrors images left to right or top to bottom. */
export function flip(x: tf.Tensor4D, direction: 'horizontal' | 'vertical'): tf.Tensor4D {
  checkImages('flip', x);
  const mirror = (image: tf.Tensor) => tf.reverse(image, direction === 'horizontal' ? 2 : 1);
  return linear(x, mirror, mirror);
}
