import { expectClose, type GoldenTensor, goldenTensor } from '@ikat/testing';
import * as tf from '@tensorflow/tfjs-core';
import { expect } from 'vitest';

/** For tests: expects a golden tensor, within a tolerance relative to its largest element. */
export function expectGolden(actual: tf.Tensor, golden: GoldenTensor, tolerance = 1e-5): void {
  expect(actual.shape).toEqual(golden.shape);
  tf.tidy(() => {
    const expected = goldenTensor(golden);
    const largest = tf.max(tf.abs(expected)).dataSync()[0]!;
    if (largest === 0) expectClose(actual, expected, 0);
    else expectClose(tf.div(actual, largest), tf.div(expected, largest), tolerance);
  });
}
