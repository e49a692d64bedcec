import * as tf from '@tensorflow/tfjs-core';
import fc from 'fast-check';
import { expect } from 'vitest';
import { type Given, tensorOf } from './given.js';

/** One call of a kernel. */
export interface Call {
  inputs: Record<string, Given> | Given[];
  attributes?: Record<string, unknown> | undefined;
}

/** Random calls of one kernel, and how near its results are to be. */
export interface KernelCase {
  kernel: string;
  /** What is special about these calls. */
  about?: string | undefined;
  calls: fc.Arbitrary<Call>;
  /** Relative to numbers above 1, absolute below. */
  tolerance?: number | undefined;
  /** Right results where those of the cpu backend are wrong. */
  oracle?: ((call: Call) => tf.Tensor | tf.Tensor[]) | undefined;
}

interface Result {
  shape: number[];
  dtype: tf.DataType;
  values: ArrayLike<number>;
}

/** Calls that are recorded before any is read: they become one program. */
const TOGETHER = 6;

/** Expects the results of the cpu backend from ours, for random calls. */
export async function expectLikeCpu(example: KernelCase, runs = 4): Promise<void> {
  const calls = fc.array(example.calls, { minLength: TOGETHER, maxLength: TOGETHER });
  await fc.assert(
    fc.asyncProperty(calls, async (these) => {
      await tf.setBackend('cpu');
      const wanted = results(example, these, example.oracle);
      await tf.setBackend('onnx');
      const got = results(example, these);
      for (const [at, result] of got.entries()) expectSame(result, wanted[at]!, example);
    }),
    { numRuns: runs, seed: 7, endOnFailure: false },
  );
}

function results({ kernel }: KernelCase, calls: Call[], oracle?: KernelCase['oracle']): Result[] {
  return tf.tidy(() => {
    const outputs = calls.flatMap((call) => (oracle ? oracle(call) : run(kernel, call)));
    return outputs.map((output) => ({
      shape: output.shape,
      dtype: output.dtype,
      values: output.dataSync(),
    }));
  });
}

export function run(kernel: string, { inputs, attributes = {} }: Call): tf.Tensor[] {
  const tensors = Array.isArray(inputs)
    ? inputs.map(tensorOf)
    : Object.fromEntries(Object.entries(inputs).map(([name, one]) => [name, tensorOf(one)]));
  const outputs = tf
    .engine()
    .runKernel(kernel, tensors as tf.NamedTensorMap, attributes as tf.NamedAttrMap);
  return Array.isArray(outputs) ? outputs : [outputs];
}

function expectSame(got: Result, wanted: Result, { tolerance = 1e-5 }: KernelCase): void {
  expect(got.shape).toEqual(wanted.shape);
  expect(got.dtype).toBe(wanted.dtype);
  expect(got.values.length).toBe(wanted.values.length);
  for (let place = 0; place < wanted.values.length; place++) {
    const [a, e] = [got.values[place]!, wanted.values[place]!];
    if (Object.is(a, e) || a === e) continue;
    const error = Math.abs(a - e) / Math.max(1, Math.abs(e));
    if (!(error <= tolerance)) {
      expect.fail(`element ${place} of [${wanted.shape}]: ${a} instead of ${e}`);
    }
  }
}
