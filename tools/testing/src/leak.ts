import * as tf from '@tensorflow/tfjs-core';
import { expect } from 'vitest';

function tensorsIn(value: unknown): tf.Tensor[] {
  if (value instanceof tf.Tensor) return [value];
  if (typeof value !== 'object' || value === null || ArrayBuffer.isView(value)) return [];
  return Object.values(value).flatMap(tensorsIn);
}

/** Expects that `run` leaves no tensors but those it returns, and disposes these. */
export async function expectNoLeak(run: () => unknown): Promise<void> {
  const before = tf.memory().numTensors;
  const returned = tensorsIn(await run());
  expect(tf.memory().numTensors - before, 'tensors left over').toBe(returned.length);
  tf.dispose(returned);
}
