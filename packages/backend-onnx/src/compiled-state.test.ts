import { expectClose, expectNoLeak } from '@ikat/testing';
import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it, test } from 'vitest';
import { compileStep, type Tensors } from './compile-step.js';
import type { OnnxBackend } from './onnx-backend.js';
import { useOnnx } from './use-onnx.js';

beforeAll(async () => {
  await useOnnx({ threads: 1 });
});

const normal = <Rank extends tf.Rank>(shape: tf.ShapeMap[Rank], seed: number) =>
  tf.randomNormal<Rank>(shape, 0, 1, 'float32', seed);
const number = (x: tf.Tensor | undefined) => x!.dataSync()[0]!;
const programs = () => (tf.backend() as OnnxBackend).programs;

describe('state', () => {
  test('variables that began with the same tensor stay two', () => {
    const start = tf.tensor([1, 2, 3]);
    const [bystander, read] = [tf.variable(start), tf.variable(start)];
    const step = compileStep(({ x }: { x: tf.Tensor }) => ({ y: tf.mul(read, x) }));
    for (let i = 0; i < 4; i++) tf.dispose(step({ x: tf.scalar(i + 0.5) }));
    bystander.assign(tf.tensor([9, 9, 9]));
    read.assign(tf.tensor([4, 4, 4]));
    expect([...step({ x: tf.scalar(2) }).y.dataSync()]).toEqual([8, 8, 8]);
    expect([...bystander.dataSync()]).toEqual([9, 9, 9]);
  });

  test('a tensor that the variable began with is not taken for the variable', () => {
    const start = tf.tensor([1, 2, 3]);
    const variable = tf.variable(start);
    const step = compileStep(() => ({ moved: tf.sub(variable, start) }));
    for (let i = 0; i < 3; i++) step({});
    variable.assign(tf.tensor([5, 5, 5]));
    expect([...step({}).moved.dataSync()]).toEqual([4, 3, 2]);
  });

  test('filters may be restored from numbers of another shape', () => {
    const filters = tf.variable(normal([3, 3, 3, 4], 1));
    const step = compileStep(({ x }: { x: tf.Tensor }) => {
      const y = tf.conv2d(x as tf.Tensor4D, filters as tf.Tensor4D, 1, 'same');
      filters.assign(tf.mul(filters, 0.99));
      return { y };
    });
    for (let i = 0; i < 4; i++) step({ x: normal([1, 8, 8, 3], i) });
    const flat = normal<tf.Rank.R1>([108], 7);
    filters.assign(tf.reshape(flat, [3, 3, 3, 4]));
    const x = normal<tf.Rank.R4>([1, 8, 8, 3], 9);
    const expected = tf.conv2d(x, tf.reshape(flat, [3, 3, 3, 4]) as tf.Tensor4D, 1, 'same');
    expectClose(step({ x }).y, expected, 1e-6);
  });

  test('a variable that was disposed is named', () => {
    const variable = tf.variable(tf.scalar(2.5), true, 'gone');
    const step = compileStep(({ x }: { x: tf.Tensor }) => ({ y: tf.mul(x, variable) }));
    for (let i = 0; i < 3; i++) step({ x: tf.scalar(3) });
    variable.dispose();
    expect(() => step({ x: tf.scalar(3) })).toThrowErrorMatchingInlineSnapshot(
      `[Error: compileStep: expected the variables that the step used when it was compiled, got gone disposed. Compile the step again with the new ones.]`,
    );
  });

  test('a step that throws leaves nothing behind, and compiles later', () => {
    let calls = 0;
    const step = compileStep(({ x }: { x: tf.Tensor }) => {
      const y = tf.mul(x, 2);
      if (calls++ < 2) throw new Error('mine');
      return { y };
    });
    const x = tf.scalar(2.5);
    const before = tf.memory().numTensors;
    for (let i = 0; i < 2; i++) expect(() => step({ x })).toThrow('mine');
    expect(tf.memory().numTensors).toBe(before);
    for (let i = 0; i < 3; i++) expect(number(step({ x }).y)).toBe(5);
    expect(calls).toBe(4);
  });

  test('five hundred steps leave nothing behind', async () => {
    const total = tf.variable(tf.scalar(0.5));
    const step = compileStep(({ x }: { x: tf.Tensor }) => {
      total.assign(tf.add(total, tf.sum(x)) as tf.Scalar);
      return { total: tf.mul(total, 1.5), x };
    });
    const run = () => tf.tidy(() => tf.dispose(step({ x: tf.fill([3], 1.5) })));
    for (let i = 0; i < 5; i++) run();
    const { numTensors, numDataBuffers, numBytes } = tf.memory();
    const { bytes } = (tf.backend() as OnnxBackend).buffers;
    for (let i = 0; i < 500; i++) run();
    expect(tf.memory()).toMatchObject({ numTensors, numDataBuffers, numBytes });
    expect((tf.backend() as OnnxBackend).buffers.bytes).toBeLessThanOrEqual(bytes);
    expect(number(total)).toBe(0.5 + 505 * 4.5);
  });
});

describe('inputs and results', () => {
  test('a step within a step becomes a part of it', () => {
    const variable = tf.variable(tf.scalar(1));
    const inner = compileStep(({ x }: { x: tf.Tensor }) => ({ y: tf.mul(x, 2) }));
    const outer = compileStep(({ x }: { x: tf.Tensor }) => ({
      z: tf.add(inner({ x: tf.add(x, variable) }).y, 1),
    }));
    const results = [0.5, 1.5, 2.5, 3.5].map((x) => number(outer({ x: tf.scalar(x) }).z));
    expect(results).toEqual([4, 6, 8, 10]);
  });

  test('may be the same tensor, zeros or ones, of other shapes, and disposed at once', () => {
    const step = compileStep(({ a, b }: { a: tf.Tensor; b: tf.Tensor }) => ({
      y: tf.sub(tf.mul(a, 3), b),
      a,
    }));
    const numbers = [0, 1, 0, 1, 5.5, 1, 0];
    const shapes = numbers.map((_, i) => [1 + (i % 2)]);
    const results = numbers.map((value, i) => {
      const x = tf.fill(shapes[i]!, value);
      const result = step({ a: x, b: x });
      x.dispose();
      return result;
    });
    expect(results.map(({ y }) => number(y))).toEqual(numbers.map((value) => 2 * value));
    expect(results.map(({ a }) => number(a))).toEqual(numbers);
  });

  test('a view in memory of another shape and order', () => {
    const filters = normal<tf.Rank.R4>([3, 3, 3, 4], 1);
    const step = compileStep(({ x }: { x: tf.Tensor }) => ({
      y: tf.conv2d(x as tf.Tensor4D, filters, 1, 'same'),
    }));
    for (let i = 0; i < 4; i++) {
      const made = tf.conv2d(
        normal<tf.Rank.R4>(i < 2 ? [1, 8, 8, 3] : [1, 4, 16, 3], i),
        normal<tf.Rank.R4>([1, 1, 3, 3], 5),
        1,
        'same',
      );
      made.dataSync();
      const x = tf.reshape(made, [1, 8, 8, 3]) as tf.Tensor4D;
      expectClose(step({ x }).y, tf.conv2d(x, filters, 1, 'same'), 1e-6);
    }
  });

  test.each(['onnx', 'cpu'])(
    'a result that is an input is a tensor of its own on %s',
    async (name) => {
      await tf.setBackend(name);
      const step = compileStep(({ x }: { x: tf.Tensor }) => ({ x }));
      const x = tf.scalar(1.5);
      for (let i = 0; i < 3; i++) step({ x }).x.dispose();
      expect(number(x)).toBe(1.5);
      await tf.setBackend('onnx');
    },
  );

  test('are told apart whatever their names are', () => {
    const step = compileStep((inputs: Tensors) => ({ y: tf.addN(Object.values(inputs)) }));
    for (let i = 0; i < 3; i++) step({ 'a float32[],b': tf.scalar(1.5) });
    expect(number(step({ a: tf.scalar(1.5), b: tf.scalar(2.5) }).y)).toBe(4);
  });

  it('refuses what is not a tensor', () => {
    const step = compileStep(({ x }: { x: tf.Tensor }) => ({ y: tf.mul(x, 2) }));
    const gone = tf.scalar(1);
    gone.dispose();
    expect(() => step({ x: 3 as never })).toThrowErrorMatchingInlineSnapshot(
      `[TypeError: compileStep: expected the input x to be a tensor, got number. Make one of it: tf.scalar(number).]`,
    );
    expect(() => step(undefined as never)).toThrowErrorMatchingInlineSnapshot(
      `[TypeError: compileStep: expected tensors by name, got undefined. Call the step with { name: tensor }, or {}.]`,
    );
    expect(() => step({ x: gone })).toThrowErrorMatchingInlineSnapshot(
      `[Error: compileStep: expected the input x to be a tensor, got one that was disposed. Dispose it after the call.]`,
    );
    const results = [tf.scalar(1), undefined, Promise.resolve({}), { y: 1 }];
    for (const result of results) {
      const wrong = compileStep(() => result as unknown as Tensors);
      expect(() => wrong({})).toThrow(
        /^compileStep: expected a step that returns tensors by name, got \w+\. Return \{ name/,
      );
    }
  });
});

test('a compiled step is let go of, and comes back, when few programs are kept', async () => {
  await useOnnx({ threads: 1, programs: 1 });
  const step = compileStep(({ x }: { x: tf.Tensor }) => ({ y: tf.mul(x, 2) }));
  for (let i = 0; i < 4; i++) {
    expect(number(step({ x: tf.scalar(i + 0.5) }).y)).toBe(2 * i + 1);
    if (i > 1) expect(number(tf.add(tf.scalar(2.5), 3.25))).toBe(5.75);
    expect(programs().count).toBe(1);
  }
  await useOnnx({ threads: 2 });
  expect(number(step({ x: tf.scalar(4.5) }).y)).toBe(9);
  await useOnnx({ threads: 1 });
});

test('compiling leaks no tensor', async () => {
  await expectNoLeak(() => {
    const step = compileStep(({ x }: { x: tf.Tensor }) => ({ y: tf.tanh(tf.mul(x, 2)) }));
    return tf.tidy(() => {
      for (let i = 0; i < 4; i++) step({ x: tf.scalar(i + 0.5) });
      return tf.scalar(0);
    });
  });
});
