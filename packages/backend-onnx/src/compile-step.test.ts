import { correctGradients, seededUniform } from '@ikat/ops';
import * as tf from '@tensorflow/tfjs-core';
import { afterEach, beforeAll, describe, expect, test } from 'vitest';
import { compileStep } from './compile-step.js';
import { useOnnx } from './use-onnx.js';

beforeAll(async () => {
  await useOnnx({ threads: 1 });
  correctGradients();
});

afterEach(() => tf.disposeVariables());

const numbers = (tensor: tf.Tensor) => Array.from(tensor.dataSync());

/** How often the body of a step was run, and what came out. */
function calls<Out>(count: number, call: (index: number) => Out): Out[] {
  return Array.from({ length: count }, (_, index) => call(index));
}

test('runs the function twice, then only its program', () => {
  let runs = 0;
  const step = compileStep(({ x }: { x: tf.Tensor }) => {
    runs++;
    return { double: tf.mul(x, 2), sum: tf.sum(x) };
  });
  const results = calls(5, (index) => {
    const { double, sum } = step({ x: tf.tensor1d([index, 1]) });
    return [...numbers(double), ...numbers(sum)];
  });
  expect(runs).toBe(2);
  expect(results).toEqual(calls(5, (index) => [2 * index, 2, index + 1]));
});

test('moves variables, of which somebody may hold the old values', () => {
  const x = tf.variable(tf.tensor1d([1, 2]));
  const step = compileStep(({ by }: { by: tf.Tensor }) => {
    x.assign(tf.add(x, by) as tf.Tensor1D);
    return { now: tf.clone(x) };
  });
  const held = calls(5, () => {
    const before = tf.clone(x);
    const { now } = step({ by: tf.scalar(1) });
    return [before, now] as const;
  });
  held.forEach(([before, now], index) => {
    expect(numbers(before)).toEqual([1 + index, 2 + index]);
    expect(numbers(now)).toEqual([2 + index, 3 + index]);
  });
  x.assign(tf.tensor1d([0, 0]));
  expect(numbers(step({ by: tf.scalar(5) }).now)).toEqual([5, 5]);
});

test('takes inputs of 0 and 1 for inputs', () => {
  const step = compileStep(({ x }: { x: tf.Tensor }) => ({ y: tf.mul(tf.add(x, 1), x) }));
  const results = [0, 1, 0, 1, 2, 3].map((value) => numbers(step({ x: tf.fill([2], value) }).y)[0]);
  expect(results).toEqual([0, 2, 0, 2, 6, 12]);
});

test('tells one tensor in two places from two tensors', () => {
  const step = compileStep(({ a, b }: { a: tf.Tensor; b: tf.Tensor }) => ({ c: tf.sub(a, b) }));
  const same = tf.tensor1d([3, 4]);
  calls(3, () => expect(numbers(step({ a: same, b: same }).c)).toEqual([0, 0]));
  expect(numbers(step({ a: same, b: tf.tensor1d([1, 1]) }).c)).toEqual([2, 3]);
});

test('gives back inputs and variables as results that are the caller’s', () => {
  const v = tf.variable(tf.tensor1d([7, 8]));
  const step = compileStep(({ x }: { x: tf.Tensor }) => ({ x, v }));
  for (const value of [2, 3, 4, 5]) {
    const x = tf.tensor1d([value, value]);
    const out = step({ x });
    x.dispose();
    tf.add(tf.ones([2]), 1).dataSync(); // asks for memory of the same size
    expect([numbers(out.x), numbers(out.v)]).toEqual([
      [value, value],
      [7, 8],
    ]);
    tf.dispose(out.x);
    out.v.dispose();
    expect(numbers(v)).toEqual([7, 8]);
  }
});

test('compiles each shape by itself', () => {
  let runs = 0;
  const step = compileStep(({ x }: { x: tf.Tensor }) => {
    runs++;
    return { sum: tf.sum(x) };
  });
  const sums = [2, 3, 2, 3, 2, 3].map((length) => numbers(step({ x: tf.ones([length]) }).sum)[0]);
  expect(sums).toEqual([2, 3, 2, 3, 2, 3]);
  expect(runs).toBe(4);
});

test('draws other numbers for other seeds, and the same for the same', () => {
  const step = compileStep(({ seed }: { seed: tf.Scalar }) => ({
    draws: seededUniform([4], { seed, stream: 3 }),
  }));
  const draw = (seed: number) => numbers(step({ seed: tf.scalar(seed, 'int32') }).draws);
  const [first, second, third, again] = [1, 2, 3, 1].map(draw);
  expect(again).toEqual(first);
  expect(new Set([first, second, third].map(String)).size).toBe(3);
});

test('trains as the step itself does, to the bit', () => {
  const train = (compile: typeof compileStep | undefined) => {
    const w = tf.variable(
      tf.tensor2d([
        [0.5, -0.3],
        [0.2, 0.1],
      ]),
    );
    const update = ({ x, rate }: { x: tf.Tensor; rate: tf.Tensor }) => {
      const loss = () => tf.mean(tf.square(tf.tanh(tf.matMul(x as tf.Tensor2D, w)))) as tf.Scalar;
      const { value, grads } = tf.variableGrads(loss, [w]);
      w.assign(tf.sub(w, tf.mul(grads[w.name]!, rate)));
      return { value };
    };
    const step = compile ? compile(update) : update;
    const losses = calls(6, (index) => {
      const x = tf.tensor2d([
        [1, index],
        [index / 2, -1],
      ]);
      return numbers(step({ x, rate: tf.scalar(0.1 / (index + 1)) }).value)[0];
    });
    return [...losses, ...numbers(w)];
  };
  expect(train(compileStep)).toEqual(train(undefined));
});

test('keeps no tensors', () => {
  const x = tf.variable(tf.zeros([8]));
  const step = compileStep(({ by }: { by: tf.Tensor }) => {
    x.assign(tf.add(x, by) as tf.Tensor1D);
    return { sum: tf.sum(x) };
  });
  const once = () => {
    const by = tf.scalar(1);
    tf.dispose([step({ by }).sum, by]);
  };
  calls(3, once);
  const before = tf.memory().numTensors;
  calls(20, once);
  expect(tf.memory().numTensors).toBe(before);
});

describe('refuses, naming the line,', () => {
  const refusal = (step: (inputs: { x: tf.Tensor }) => Record<string, tf.Tensor>): string => {
    const compiled = compileStep(step);
    try {
      for (let i = 0; i < 5; i++) compiled({ x: tf.tensor1d([i, 1]) });
    } catch (error) {
      return (error as Error).message;
    }
    return 'no refusal';
  };
  const here = /compile-step\.test\.ts:\d+:\d+/;

  test('a step that reads a value', () => {
    const message = refusal(({ x }) => ({ y: tf.mul(x, x.dataSync()[0]!) }));
    expect(message).toMatch(/^compileStep: expected a step that reads no value, got one read /);
    expect(message).toMatch(here);
  });

  test('numbers from JavaScript that change', () => {
    let count = 0;
    const message = refusal(({ x }) => ({ y: tf.mul(x, count++ + 2) }));
    expect(message).toMatch(/^compileStep: expected the same numbers at each call, got others /);
    expect(message).toMatch(here);
  });

  test('numbers from JavaScript that are 0 and 1 at first', () => {
    let count = 0;
    const message = refusal(({ x }) => ({ y: tf.add(tf.exp(x), count++) }));
    expect(message).toMatch(
      /^compileStep: expected the same numbers at each call, got others for Add at .*test\.ts:\d+:\d+\)?\. Give what changes as an input, or assign it to a variable\.$/,
    );
    expect(message).toMatch(here);
  });

  test('a tensor of 0 or 1 from outside that is replaced', () => {
    const ones = [0, 1, 2, 3, 4].map((number) => tf.scalar(number));
    let count = 0;
    const message = refusal(({ x }) => ({ y: tf.mul(x, ones[count++]!) }));
    expect(message).toMatch(
      /^compileStep: expected the same numbers at each call, got others for Multiply /,
    );
    expect(message).toMatch(here);
  });

  test('kernels that change', () => {
    let count = 0;
    const message = refusal(({ x }) => ({ y: count++ % 2 ? tf.exp(x) : tf.sin(x) }));
    expect(message).toMatch(/^compileStep: expected the same kernels at each call, got another /);
    expect(message).toMatch(here);
  });

  test('a tensor that is kept', () => {
    const message = refusal(({ x }) => ({ y: tf.sum(tf.keep(tf.exp(x))) }));
    expect(message).toMatch(/^compileStep: expected no tensor to outlive the step /);
    expect(message).toMatch(here);
  });

  test('a kernel that ONNX does not have', () => {
    const message = refusal(({ x }) => ({ y: tf.atan2(x, x) }));
    expect(message).toMatch(/^compileStep: expected kernels that ONNX can compute, got Atan2 /);
    expect(message).toMatch(here);
  });
});

test('refuses what is no step, and names inputs that are missing', () => {
  expect(() => compileStep(5 as never)).toThrow(
    'compileStep: expected a function of tensors by name, got number. Give it the step itself',
  );
  const step = compileStep(({ x, by }: { x: tf.Tensor; by: tf.Tensor }) => ({ y: tf.mul(x, by) }));
  expect(() => step({ x: tf.scalar(1) } as never)).toThrow(
    /^compileStep: expected the input by that the step reads, got only x; then: Argument 'b' passed to 'mul' .*\. Call the step with \{ by: tensor \}\.$/,
  );
  expect(() => step({} as never)).toThrow(
    'expected the input x that the step reads, got only none',
  );
  const maybe = compileStep(({ x, y }: { x: tf.Tensor; y?: tf.Tensor }) => ({ z: y ?? x }));
  expect(numbers(maybe({ x: tf.scalar(3) }).z)).toEqual([3]);
  const failing = compileStep(({ x }: { x: tf.Tensor }) => {
    throw new RangeError(`no clay of ${x.shape}`);
  });
  expect(() => failing({ x: tf.ones([2]) })).toThrow(/^no clay of 2$/);
});

test('simply runs on another backend', async () => {
  const step = compileStep(({ x }: { x: tf.Tensor }) => ({ y: tf.scalar(x.dataSync()[0]! + 1) }));
  await tf.setBackend('cpu');
  const results = calls(4, (index) => numbers(step({ x: tf.tensor1d([index]) }).y)[0]);
  await tf.setBackend('onnx');
  expect(results).toEqual([1, 2, 3, 4]);
});
