import * as tf from '@tensorflow/tfjs-core';
import { connectedParts } from '../graph/connected-parts.js';
import { collectGraph, type RecordedGraph } from '../graph/recorded-graph.js';
import { sameSizes, sizeOf } from '../layout/layout.js';
import { type Attributes, RecordedNode, signatureOf, Value } from './value.js';
import { type Output, ValueStore } from './value-store.js';
import { arrays } from './written-value.js';

/**
 * From this many waiting nodes on, the next kernel outside a tidy runs them: where a step ends, so that
 * steps of which nothing is read are all the same program.
 */
const MANY_NODES = 100;
/** Above this many waiting nodes, they are run wherever the program stands. */
const TOO_MANY_NODES = 40_000;

/**
 * A TensorFlow.js backend that computes nothing by itself: kernels become nodes of a graph, and
 * reading a value runs the graph of everything that is alive and waiting.
 */
export abstract class Recorder extends ValueStore {
  private readonly waiting = new Set<Value>();
  /** First values of variables that are still to be computed. */
  private readonly initial = new Set<Value>();
  private epoch = 0;
  private recorded = 0;
  private flushedAt = 0;
  /** Why something of the last flush could not be computed. */
  protected failure: Error | undefined;

  /** Computes a graph and stores the values of its outputs. */
  protected abstract run(graph: RecordedGraph): void;

  protected override dropped(value: Value): void {
    this.initial.delete(value);
    if (value.node) this.waiting.delete(value);
    else this.released(value);
  }

  /** Called when no tensor refers to a stored value any more; waiting nodes still may. */
  protected released(_value: Value): void {}

  override readSync(dataId: tf.DataId): tf.BackendValues {
    const value = this.dataOf(dataId);
    if (value.node) this.flush();
    if (value.failure) throw value.failure;
    return this.valuesOf(value);
  }

  override async read(dataId: tf.DataId): Promise<tf.BackendValues> {
    return this.readSync(dataId);
  }

  /** The time of recording and running a function's kernels. */
  override async time(program: () => void): Promise<tf.BackendTimingInfo> {
    this.flush();
    const start = performance.now();
    program();
    this.flush();
    return { kernelMs: performance.now() - start };
  }

  override dispose(): void {
    this.waiting.clear();
  }

  // What the recorders of kernels use.

  /** The value behind a tensor, in the tensor's shape. */
  valueBehind({ dataId, shape }: tf.TensorInfo): Value {
    const value = this.dataOf(dataId);
    if (value.failure) throw value.failure;
    return sameSizes(value.shape, shape) ? value : this.view(value, shape);
  }

  /** The stored numbers behind a tensor, in the tensor's shape whatever shape they were made in. */
  storedBehind({ dataId, shape }: tf.TensorInfo): Value {
    const value = this.dataOf(dataId);
    if (value.failure) throw value.failure;
    if (sameSizes(value.shape, shape)) return value;
    const { data, layout } = value.stored!;
    const own = new Value([...shape], value.dtype);
    const plain = layout ? (this.valuesOf(value) as tf.TypedArray) : data;
    own.stored = { data: plain, layout: undefined };
    return own;
  }

  /** A slice that can be cut at once, for a backend that does so. */
  storedRows(
    _x: tf.TensorInfo,
    _begin: readonly number[],
    _shape: readonly number[],
  ): tf.TensorInfo | undefined {
    return undefined;
  }

  /** A tensor whose elements all are one number. */
  filled({ shape, dtype }: Output, number: number): tf.TensorInfo {
    return this.record('Fill', [], { shape, dtype }, { number });
  }

  /** Records a kernel call of one output. */
  record(
    kernel: string,
    inputs: readonly tf.TensorInfo[],
    output: Output,
    attributes: Attributes = {},
  ): tf.TensorInfo {
    return this.recordMany(kernel, inputs, [output], attributes)[0]!;
  }

  /** Records a kernel call. */
  recordMany(
    kernel: string,
    inputs: readonly tf.TensorInfo[],
    outputs: readonly Output[],
    attributes: Attributes = {},
  ): tf.TensorInfo[] {
    const values = outputs.map(({ shape, dtype }) => new Value(shape, dtype));
    const from = inputs.map((input) => this.valueBehind(input));
    const node = this.node(kernel, from, values, attributes);
    return values.map((value) => {
      const { shape, dtype } = value;
      if (sizeOf(shape) === 0) value.stored = { data: new Float32Array(0), layout: undefined };
      else {
        value.node = node;
        this.waiting.add(value);
      }
      return { dataId: this.keep(value), shape: shape as number[], dtype };
    });
  }

  private node(
    kernel: string,
    inputs: readonly Value[],
    outputs: readonly Value[],
    attributes: Attributes,
  ): RecordedNode {
    this.limitWaiting();
    let text = kernel;
    for (const name in attributes) text += `|${name}:${textOf(attributes[name])}`;
    for (const { shape, dtype } of outputs) text += `|${dtype}[${shape}]`;
    const signature = signatureOf(text);
    const node = new RecordedNode(kernel, signature, attributes, inputs, outputs, this.recorded++);
    if (this.tracing) node.origin = new Error('recorded');
    return node;
  }

  private view(value: Value, shape: readonly number[]): Value {
    if (value.viewsEpoch !== this.epoch || !value.views) {
      value.viewsEpoch = this.epoch;
      value.views = new Map();
    }
    const key = shape.join();
    let view = value.views.get(key);
    if (!view) {
      view = new Value([...shape], value.dtype);
      if (value.constant !== undefined && !value.varies) {
        view.constant = value.constant;
        view.stored = value.stored;
      } else {
        view.node = this.node('Reshape', [value], [view], {});
      }
      value.views.set(key, view);
    }
    return view;
  }

  // Running.

  /** How many kernels were recorded so far. */
  get recordedKernels(): number {
    return this.recorded;
  }

  /** Computes everything that is alive and waiting. */
  flush(): void {
    this.failure = undefined;
    this.markVariables();
    this.computeFirstValues();
    this.epoch++;
    this.flushedAt = this.recorded;
    this.compute([...this.waiting]);
    this.flushed();
  }

  /** Computes the first values of new variables. */
  computeFirstValues(): void {
    if (this.initial.size > 0) this.compute(this.firstValues());
  }

  /** Called when nothing waits any more. */
  protected flushed(): void {}

  /** First values that depend on no other variable: those that do belong to a step. */
  private firstValues(): Value[] {
    const first = [...this.initial].filter(
      (value) => value.node && !collectGraph([value]).inputs.some(({ varies }) => varies),
    );
    this.initial.clear();
    return first;
  }

  /** What cannot be computed is remembered as such, so that all else still can be. */
  private compute(outputs: readonly Value[]): void {
    if (outputs.length === 0) return;
    try {
      this.run(collectGraph(outputs));
    } catch (cause) {
      const parts = connectedParts(outputs);
      if (parts.length > 1) {
        for (const part of parts) this.compute(part);
        return;
      }
      this.failure = failureOf(cause as Error);
      for (const output of outputs) output.failure = this.failure;
    }
    for (const output of outputs) {
      output.node = undefined;
      this.waiting.delete(output);
    }
  }

  private markVariables(): void {
    const variables = tf.engine().registeredVariables;
    for (const name in variables) {
      const { dataId } = variables[name]!;
      if (this.holds(dataId)) this.dataOf(dataId).varies = true;
    }
  }

  /**
   * Says that a variable was just made: its first value is computed apart from the graph that uses
   * it, so that the first step of a training is the same program as all others.
   */
  adopt({ dataId }: tf.Variable): void {
    if (!this.holds(dataId)) return;
    const value = this.dataOf(dataId);
    value.varies = true;
    if (value.node?.kernel === 'Fill') {
      const { number } = value.node.attributes as { number: number };
      const data = new arrays[value.dtype as 'float32'](sizeOf(value.shape)).fill(number);
      value.stored = { data, layout: undefined };
      value.node = undefined;
      this.waiting.delete(value);
    } else if (value.node) this.initial.add(value);
  }

  /** Says that the outermost tidy ended: a good place to run what waits, when it is much. */
  settle(): void {
    this.limitWaiting();
  }

  private limitWaiting(): void {
    const count = this.recorded - this.flushedAt;
    if (count < MANY_NODES || this.tracing) return;
    const outside = tf.engine().state.scopeStack.length === 0;
    if (outside || count > TOO_MANY_NODES) this.flush();
  }
}

/** Attributes are numbers and texts for the most part, which are texts sooner than by JSON. */
const textOf = (attribute: unknown) =>
  typeof attribute === 'object' ? JSON.stringify(attribute) : attribute;

const failureOf = (cause: Error): Error =>
  new Error(
    `onnx: expected kernels that can be computed, got: ${cause.message.replace(/\.?$/, '.')} What a failed step assigned to variables is lost with it: assign or restore them, then go on.`,
    { cause },
  );
