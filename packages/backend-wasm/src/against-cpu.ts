import '@tensorflow/tfjs-backend-cpu';
import { randomSource } from '@ikat/random';
import * as tf from '@tensorflow/tfjs-core';
import { expect } from 'vitest';
import { useWasm } from './use-wasm.js';

/** A kernel call on tensors of these shapes with random values. */
export interface KernelCase {
  kernel: string;
  shapes: Record<string, number[]>;
  attrs?: object | undefined;
  dtype?: 'float32' | 'int32' | 'bool' | undefined;
}

interface Outcome {
  shapes: number[][];
  values: number[][];
}

function runOn(backend: string, { kernel, shapes, attrs, dtype = 'float32' }: KernelCase): Outcome {
  const random = randomSource(7);
  const entries = Object.entries(shapes).map(([name, shape]) => {
    const values = Array.from(random.normals(tf.util.sizeFromShape(shape)), (v) =>
      dtype === 'float32' ? v : Math.abs(Math.trunc(3 * v)) % (dtype === 'bool' ? 2 : 9),
    );
    return [name, tf.tensor(values, shape, dtype)] as const;
  });
  const before = { tensors: tf.memory().numTensors, data: tf.engine().backend.numDataIds() };
  const inputs = Object.fromEntries(entries);
  const run = () => tf.engine().runKernel(kernel, inputs, attrs as tf.NamedAttrMap);
  const results = [run()].flat() as tf.Tensor[];
  const outcome = {
    shapes: results.map((result) => result.shape),
    values: results.map((result) => Array.from(result.dataSync())),
  };
  tf.dispose(results);
  expect(tf.memory().numTensors, `${backend}: tensors left`).toBe(before.tensors);
  expect(tf.engine().backend.numDataIds(), `${backend}: data left`).toBe(before.data);
  tf.dispose(inputs);
  return outcome;
}

/**
 * Expects a kernel to compute the same on wasm as on the cpu backend, within `tolerance` of the
 * largest number, and to leave nothing.
 */
export async function expectSameAsCpu(testCase: KernelCase, tolerance = 1e-5): Promise<void> {
  await tf.setBackend('cpu');
  const expected = runOn('cpu', testCase);
  await useWasm();
  const actual = runOn('wasm', testCase);
  const what = JSON.stringify(testCase);
  expect(actual.shapes, what).toEqual(expected.shapes);
  for (const [index, values] of expected.values.entries()) {
    const scale = Math.max(1, ...values.map(Math.abs));
    const worst = Math.max(0, ...values.map((v, i) => Math.abs(v - actual.values[index]![i]!)));
    expect(worst / scale, what).toBeLessThanOrEqual(tolerance);
  }
}
