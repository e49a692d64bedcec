import { writeModel } from '@ikat/onnx';
import { InferenceSession, Tensor } from 'onnxruntime-node';
import { expect, it } from 'vitest';
import { loadRuntime } from './runtime.js';

const LENGTH = 1 << 20;

const edge = (name: string, length: number) => ({ name, dims: [length], type: 'float32' as const });

/** sum = a + a, and count = b + b. */
const program = writeModel({
  opset: 18,
  nodes: [
    ['a', 'sum'],
    ['b', 'count'],
  ].map(([from, to]) => ({
    operator: 'Add',
    inputs: [from!, from!],
    outputs: [to!],
    attributes: {},
    domain: '',
    origin: 'test',
  })),
  initializers: [],
  inputs: [edge('a', LENGTH), edge('b', 1)],
  outputs: [edge('count', 1), edge('sum', LENGTH)],
});

const numbers = (length: number, value: number) =>
  new Tensor('float32', new Float32Array(length).fill(value), [length]);

const feeds = { a: numbers(LENGTH, 3), b: numbers(1, 5) };

async function started() {
  const runtime = await loadRuntime();
  const session = runtime.newSession();
  session.loadModel(program.buffer, program.byteOffset, program.byteLength, {});
  return { runtime, session };
}

it('writes results into the memory that it is given, and copies none', async () => {
  const { runtime, session } = await started();
  const results = { sum: numbers(LENGTH, 0), count: numbers(1, 0) };
  runtime.runInto(session, feeds, results);
  const before = process.memoryUsage().arrayBuffers;
  for (let run = 0; run < 5; run++) runtime.runInto(session, feeds, results);
  expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(4 * LENGTH);
  expect(results.count.data).toEqual(Float32Array.of(10));
  expect(new Set(results.sum.data as Float32Array)).toEqual(new Set([6]));
  session.dispose();
});

it('passes on what goes wrong in a run', async () => {
  const { runtime, session } = await started();
  const results = { sum: numbers(2, 0), count: numbers(1, 0) };
  expect(() => runtime.runInto(session, feeds, results)).toThrow(
    /invalid dimensions for output: sum/,
  );
  session.dispose();
});

it('leaves the sessions of others as they are', async () => {
  const { runtime, session } = await started();
  runtime.runInto(session, feeds, { sum: numbers(LENGTH, 0), count: numbers(1, 0) });
  session.dispose();
  const theirs = await InferenceSession.create(program);
  const { sum, count } = await theirs.run(feeds);
  expect(sum).toBeInstanceOf(Tensor);
  expect(count!.data).toEqual(Float32Array.of(10));
  await theirs.release();
});
