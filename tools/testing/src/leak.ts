import * as tf from '@tensorflow/tfjs-core';
import { expect } from 'vitest';

const isTensor = (value: unknown): value is tf.Tensor => value instanceof tf.Tensor;

/** Expects that `run` leaves no tensors but those it returns, and disposes these. */
export async function expectNoLeak(run: () => unknown): Promise<void> {
  const before = tf.memory().numTensors;
  const result = await run();
  const returned = tf.getTensorsInContainer(
    (isTensor(result) ? [result] : (result ?? [])) as tf.TensorContainer,
  );
  expect(tf.memory().numTensors - before, 'tensors left over').toBe(returned.length);
  tf.dispose(returned);
}
