import {
  type Port,
  permute,
  type RecordedGraph,
  Recorder,
  type Stored,
  sameLayout,
  type Value,
} from '@ikat/onnx';
import type { BackendValues } from '@tensorflow/tfjs-core';
import type { Tensor } from 'onnxruntime-common';
import { Buffers } from './buffers.js';
import { fedValues, type Program, type ProgramOptions, Programs } from './programs.js';
import type { Runtime } from './runtime.js';

/** Stored as a tensor of ONNX Runtime. */
interface StoredTensor extends Stored {
  tensor?: Tensor;
  /** Whether the memory goes back to the pool. */
  pooled?: boolean;
}

/** Everything that one run needs. */
export interface Run {
  graph: RecordedGraph;
  program: Program;
}

export interface Counts {
  /** How often each kernel without a lowering was computed by the cpu backend. */
  fallbacks: Map<string, number>;
  runs: number;
  runMilliseconds: number;
}

type ElementType = 'float32' | 'int32' | 'bool';

/** A TensorFlow.js backend whose recorded graphs run on ONNX Runtime. */
export class OnnxBackend extends Recorder {
  readonly counts: Counts = { fallbacks: new Map(), runs: 0, runMilliseconds: 0 };
  readonly programs: Programs;
  readonly buffers: Buffers;
  /** Sees every run, while a step is being compiled. */
  observe: ((run: Run) => void) | undefined;
  private given: StoredTensor[] = [];

  constructor(
    readonly runtime: Runtime,
    options: ProgramOptions,
  ) {
    super();
    this.programs = new Programs(runtime, options);
    this.buffers = new Buffers(runtime);
  }

  protected override run(graph: RecordedGraph): void {
    const program = this.programs.find(graph);
    const { lowered } = program;
    const feeds: Record<string, Tensor> = {};
    fedValues(program, graph).forEach((value, place) => {
      const port = lowered.inputs[place];
      if (port) feeds[port.name] = this.tensorOf(value, port);
    });
    const fetches: Record<string, Tensor> = {};
    const outputs = graph.outputs.map(({ dtype }, place) => {
      const { name, dims } = lowered.outputs[place]!;
      const tensor = this.buffers.take(dtype as ElementType, dims);
      fetches[name] = tensor;
      return tensor;
    });
    this.execute(program, feeds, fetches);
    graph.outputs.forEach((value, place) => {
      const tensor = outputs[place]!;
      const { layout } = lowered.outputs[place]!;
      const data = tensor.data as Float32Array;
      const stored: StoredTensor = { data, layout, tensor, pooled: true };
      value.stored = stored;
    });
    this.observe?.({ graph, program });
  }

  protected override flushed(): void {
    for (const { tensor } of this.given) this.buffers.give(tensor!);
    this.given = [];
    this.buffers.tick();
  }

  execute(
    { session }: Program,
    feeds: Record<string, Tensor>,
    fetches: Record<string, Tensor>,
  ): void {
    const start = performance.now();
    session.run(feeds, fetches, {});
    this.counts.runs++;
    this.counts.runMilliseconds += performance.now() - start;
  }

  /** The numbers of a stored value as a program wants them. */
  tensorOf(value: Value, { layout, dims }: Port): Tensor {
    const stored = value.stored as StoredTensor;
    if (!sameLayout(stored.layout, layout)) this.turn(value, layout);
    const current = value.stored as StoredTensor;
    current.tensor ??= new this.runtime.Tensor(
      value.dtype as ElementType,
      current.data as never,
      dims,
    );
    return sameDims(current.tensor.dims, dims) ? current.tensor : current.tensor.reshape(dims);
  }

  /** Puts a value into the layout in which it is wanted from now on. */
  private turn(value: Value, layout: Port['layout']): void {
    const plain = this.valuesOf(value) as Float32Array;
    const data = layout ? permute(plain, value.shape, layout) : plain;
    this.released(value);
    value.stored = { data, layout };
  }

  protected override released(value: Value): void {
    const stored = value.stored as StoredTensor | undefined;
    if (stored?.pooled) this.given.push(stored);
  }

  /** A copy, because the memory below will be used again. */
  protected override valuesOf(value: Value): BackendValues {
    const { pooled, layout, data } = value.stored as StoredTensor;
    return pooled && !layout ? data.slice() : super.valuesOf(value);
  }

  override memory() {
    return {
      unreliable: false,
      /** Bytes of memory for results, in use or kept to be used again. */
      bufferBytes: this.buffers.bytes,
      programs: this.programs.count,
    };
  }

  override dispose(): void {
    super.dispose();
    this.programs.clear();
    this.buffers.clear();
  }
}

const sameDims = (a: readonly number[], b: readonly number[]) =>
  a.length === b.length && a.every((length, axis) => length === b[axis]);
