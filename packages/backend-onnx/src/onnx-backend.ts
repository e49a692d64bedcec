import {
  type Port,
  permute,
  type RecordedGraph,
  Recorder,
  type Stored,
  sameLayout,
  type Value,
} from '@ikat/onnx';
import type { BackendValues, DataId, TensorInfo } from '@tensorflow/tfjs-core';
import type { Tensor } from 'onnxruntime-common';
import { Buffers } from './buffers.js';
import { fedValues, type Program, type ProgramOptions, Programs } from './programs.js';
import { runFailure } from './run-failure.js';
import type { Runtime } from './runtime.js';
import { lineOf } from './source-line.js';

/** Stored as a tensor of ONNX Runtime. */
export interface StoredTensor extends Stored {
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

export type ElementType = 'float32' | 'int32' | 'bool';

/** Stack frames that are looked at: TensorFlow.js alone puts a dozen between a call and its kernel. */
const DEEP = 60;

/** A TensorFlow.js backend whose recorded graphs run on ONNX Runtime. */
export class OnnxBackend extends Recorder {
  readonly counts: Counts = { fallbacks: new Map(), runs: 0, runMilliseconds: 0 };
  /** Of the present device and threads. */
  programs: Programs;
  readonly buffers: Buffers;
  private observe: ((run: Run) => void) | undefined;
  private given: StoredTensor[] = [];

  constructor(
    readonly runtime: Runtime,
    options: ProgramOptions,
  ) {
    super();
    this.programs = new Programs(runtime, options);
    this.buffers = new Buffers(runtime);
  }

  /** Goes on with another device or number of threads; tensors stay, programs are compiled anew. */
  configure(options: ProgramOptions): void {
    this.flush();
    this.programs.clear();
    this.programs = new Programs(this.runtime, options);
  }

  protected override run(graph: RecordedGraph): void {
    const program = this.programs.find(graph);
    const types = graph.outputs.map(({ dtype }) => dtype as ElementType);
    const results = this.runProgram(program, fedValues(program, graph), types);
    graph.outputs.forEach((value, place) => {
      value.stored = results[place];
    });
    this.observe?.({ graph, program });
  }

  /** Feeds values, runs, and gives the memory of the results. */
  runProgram(
    program: Program,
    values: readonly Value[],
    types: readonly ElementType[],
  ): StoredTensor[] {
    const { inputs, outputs } = program.lowered;
    const feeds: Record<string, Tensor> = {};
    values.forEach((value, place) => {
      const port = inputs[place];
      if (port) feeds[port.name] = this.tensorOf(value, port);
    });
    const fetches: Record<string, Tensor> = {};
    try {
      const results = outputs.map(({ name, dims, layout }, place) => {
        const tensor = this.buffers.take(types[place]!, dims);
        fetches[name] = tensor;
        return { data: tensor.data as Float32Array, layout, tensor, pooled: true };
      });
      this.execute(program, feeds, fetches);
      return results;
    } catch (error) {
      for (const tensor of Object.values(fetches)) this.buffers.give(tensor);
      throw runFailure(error as Error);
    }
  }

  /** Whether a step is being compiled. */
  get isTracing(): boolean {
    return this.tracing;
  }

  /** Runs a step whose values and nodes remember where the program made them. */
  trace<T>(step: () => T): T {
    const limit = Error.stackTraceLimit;
    Error.stackTraceLimit = DEEP;
    this.tracing = true;
    try {
      return step();
    } finally {
      this.tracing = false;
      Error.stackTraceLimit = limit;
    }
  }

  /** Computes what waits, and tells what ran. */
  flushObserved(): Run | undefined {
    this.computeFirstValues();
    let observed: Run | undefined;
    this.observe = (run) => {
      observed = run;
    };
    this.flush();
    this.observe = undefined;
    if (this.failure) throw this.failure;
    return observed;
  }

  override readSync(dataId: DataId): BackendValues {
    if (this.tracing) {
      throw new Error(
        `compileStep: expected a step that reads no value, got one read ${lineOf(new Error('read'))}. Return it as a result, and read it outside.`,
      );
    }
    return super.readSync(dataId);
  }

  /** Cuts rows of stored data, the batches of a training, at once: each place would be a program. */
  override storedRows(
    x: TensorInfo,
    begin: readonly number[],
    shape: readonly number[],
  ): TensorInfo | undefined {
    const { stored, varies, dtype } = this.dataOf(x.dataId);
    if (!stored || stored.layout || varies || this.tracing || dtype === 'string') return undefined;
    const isRows = begin.every(
      (at, axis) => axis === 0 || (at === 0 && shape[axis] === x.shape[axis]),
    );
    if (!isRows || shape.includes(0)) return undefined;
    const row = x.shape.slice(1).reduce((product, length) => product * length, 1);
    const start = begin[0]! * row;
    return this.literal(stored.data.slice(start, start + shape[0]! * row), { shape, dtype });
  }

  /** Refuses, in a step that is being compiled, a kernel that only the cpu backend has. */
  expectLowered(kernel: string): void {
    if (!this.tracing) return;
    throw new Error(
      `compileStep: expected kernels that ONNX can compute, got ${kernel} ${lineOf(new Error(kernel))}. Compute it outside, and give the result as an input.`,
    );
  }

  protected override flushed(): void {
    this.giveBack();
  }

  /** Lets the memory that nobody refers to any more be used again. */
  giveBack(): void {
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
    this.runtime.runInto(session, feeds, fetches);
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
    if (stored?.pooled && !value.pinned) this.given.push(stored);
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
