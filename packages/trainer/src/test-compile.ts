import { hashUniforms } from '@ikat/random';
import * as tf from '@tensorflow/tfjs-core';
import type { Compile } from './step-graph.js';

// What `compileStep` of the ONNX backend does, on the cpu backend: a graph's function runs once,
// and from then on the kernels that it ran and the variables that it assigned, in their order.

/** A value of an earlier kernel or an input, by number; a variable; anything else is frozen. */
type Source = number | { variable: tf.Variable } | { values: tf.TypedArray; like: tf.Tensor };

type Event =
  | { kernel: string; inputs: [string, Source][]; attributes: object; outputs: number[] }
  | { variable: tf.Variable; value: Source };

interface Recording {
  events: Event[];
  inputs: [name: string, number: number][];
  outputs: [name: string, source: Source][];
}

type Engine = Pick<ReturnType<typeof tf.engine>, 'runKernel' | 'readSync'>;

/** The cpu backend's own kernel of `seededUniform`: without it the seed would be read. */
export const seededUniformKernel: tf.KernelConfig = {
  kernelName: 'SeededUniform',
  backendName: 'cpu',
  kernelFunc: ({ inputs, attrs, backend }) => {
    const cpu = backend as {
      readSync(id: object): Int32Array;
      makeTensorInfo(shape: number[], dtype: string, values: Float32Array): tf.TensorInfo;
    };
    const { shape, stream } = attrs as { shape: number[]; stream: number };
    const seed = cpu.readSync(inputs.seed!.dataId)[0]!;
    const values = hashUniforms(tf.util.sizeFromShape(shape), seed, stream);
    return cpu.makeTensorInfo(shape, 'float32', values);
  },
};

const listed = (outputs: tf.Tensor | tf.Tensor[]) => [outputs].flat();

/** Runs a graph and notes what it does; its outputs are the caller's. */
function record(
  graph: (inputs: tf.NamedTensorMap) => tf.NamedTensorMap,
  inputs: tf.NamedTensorMap,
) {
  const engine = tf.engine() as Engine;
  const { runKernel, readSync } = engine;
  const { assign } = tf.Variable.prototype;
  const known = new Set(Object.values(inputs).map(({ id }) => id));
  const events: Event[] = [];
  const sourceOf = (x: tf.Tensor): Source => {
    if (x instanceof tf.Variable) return { variable: x };
    if (known.has(x.id)) return x.id;
    return { values: readSync.call(engine, x.dataId).slice() as tf.TypedArray, like: x };
  };
  engine.runKernel = ((kernel: string, given: tf.NamedTensorMap, attributes: object) => {
    const named = Object.entries(given).filter(([, x]) => x instanceof tf.Tensor);
    const sources = named.map(([name, x]): [string, Source] => [name, sourceOf(x)]);
    const result = runKernel.call(engine, kernel, given, attributes as tf.NamedAttrMap);
    const outputs = listed(result as tf.Tensor | tf.Tensor[]).map(({ id }) => id);
    for (const id of outputs) known.add(id);
    events.push({ kernel, inputs: sources, attributes, outputs });
    return result;
  }) as Engine['runKernel'];
  engine.readSync = () => {
    throw new Error('expected a graph that reads no values');
  };
  tf.Variable.prototype.assign = function (this: tf.Variable, value: tf.Tensor) {
    events.push({ variable: this, value: sourceOf(value) });
    assign.call(this, value);
  };
  try {
    const results = graph(inputs);
    const outputs = Object.entries(results).map(([name, x]) => [name, sourceOf(x)] as const);
    const numbered = Object.entries(inputs).map(([name, { id }]) => [name, id] as const);
    return { results, recording: { events, inputs: numbered, outputs } as unknown as Recording };
  } finally {
    Object.assign(tf.Variable.prototype, { assign });
    Object.assign(engine, { runKernel, readSync });
  }
}

function replay({ events, inputs, outputs }: Recording, given: tf.NamedTensorMap) {
  return tf.tidy(() => {
    const values = new Map(inputs.map(([name, number]) => [number, given[name]!]));
    const resolve = (source: Source): tf.Tensor => {
      if (typeof source === 'number') return values.get(source)!;
      if ('variable' in source) return source.variable;
      return tf.tensor(source.values, source.like.shape, source.like.dtype);
    };
    for (const event of events) {
      if ('variable' in event) {
        event.variable.assign(resolve(event.value));
        continue;
      }
      const named = event.inputs.map(([name, source]) => [name, resolve(source)] as const);
      const list = named.every(([name]) => /^\d+$/.test(name));
      const taken = list ? named.map(([, x]) => x) : Object.fromEntries(named);
      const result = tf
        .engine()
        .runKernel(event.kernel, taken as tf.NamedTensorMap, event.attributes as tf.NamedAttrMap);
      for (const [place, x] of listed(result as tf.Tensor | tf.Tensor[]).entries()) {
        values.set(event.outputs[place]!, x);
      }
    }
    return Object.fromEntries(outputs.map(([name, source]) => [name, tf.clone(resolve(source))]));
  });
}

/** A compiler for tests, and how often the functions it was given have run. */
export function testCompile() {
  const counts = { recorded: 0, replayed: 0 };
  const compile: Compile = (graph) => {
    const recordings = new Map<string, Recording>();
    return (inputs) => {
      const shapes = JSON.stringify(Object.entries(inputs).map(([name, x]) => [name, x.shape]));
      const known = recordings.get(shapes);
      if (known) {
        counts.replayed++;
        return replay(known, inputs) as ReturnType<typeof graph>;
      }
      counts.recorded++;
      const { results, recording } = record(
        graph as unknown as Parameters<typeof record>[0],
        inputs,
      );
      recordings.set(shapes, recording);
      return results as ReturnType<typeof graph>;
    };
  };
  return { compile, counts };
}
