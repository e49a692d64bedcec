import * as tf from '@tensorflow/tfjs-core';
import { inverse, permute, physical } from '../layout/layout.js';
import { type Stored, Value } from './value.js';
import { writtenValue } from './written-value.js';

/** The shape and type of a tensor that will be. */
export interface Output {
  shape: readonly number[];
  dtype: tf.DataType;
}

/**
 * What the tensors of a store name their data by. TensorFlow.js only passes it on, so the value itself is
 * in it: the `DataStorage` that backends have otherwise is a weak map, which the garbage collector has to
 * look through for each of thousands of values a step.
 */
class Handle {
  constructor(
    readonly store: ValueStore,
    public value: Value | undefined,
  ) {}
}

/** The values behind the tensors of a backend, counted by how many tensors refer to each. */
export abstract class ValueStore extends tf.KernelBackend {
  /** The handles of data whose names another backend gave. */
  private readonly adopted = new WeakMap<tf.DataId, Handle>();
  private count = 0;
  /** Whether values and nodes remember where the program made them. */
  protected tracing = false;

  // What TensorFlow.js asks of a backend.

  override write(values: tf.BackendValues | null, shape: number[], dtype: tf.DataType): tf.DataId {
    // A copy, because the caller may fill his array again before the graph runs.
    const value = writtenValue(values?.slice() ?? null, shape, dtype);
    if (this.tracing) value.origin = new Error('written');
    return this.keep(value);
  }

  protected keep(value: Value): tf.DataId {
    this.count++;
    return new Handle(this, value);
  }

  override move(
    dataId: tf.DataId,
    values: tf.BackendValues,
    shape: number[],
    dtype: tf.DataType,
    references: number,
  ): void {
    const value = writtenValue(values, shape, dtype);
    value.references = references;
    this.count++;
    const own = this.handleOf(dataId);
    if (own) own.value = value;
    else this.adopted.set(dataId, new Handle(this, value));
  }

  private handleOf(dataId: tf.DataId): Handle | undefined {
    const isOwn = dataId instanceof Handle && dataId.store === this;
    return isOwn ? dataId : this.adopted.get(dataId);
  }

  override numDataIds(): number {
    return this.count;
  }

  override refCount(dataId: tf.DataId): number {
    return this.handleOf(dataId)?.value?.references ?? 0;
  }

  override incRef(dataId: tf.DataId): void {
    this.dataOf(dataId).references++;
  }

  decRef(dataId: tf.DataId): void {
    const value = this.handleOf(dataId)?.value;
    if (value) value.references--;
  }

  override disposeData(dataId: tf.DataId, force = false): boolean {
    const handle = this.handleOf(dataId);
    const value = handle?.value;
    if (!value) return true;
    value.references--;
    if (!force && value.references > 0) return false;
    handle.value = undefined;
    this.count--;
    this.dropped(value);
    return true;
  }

  /** Called when no tensor refers to a value any more. */
  protected abstract dropped(value: Value): void;

  disposeIntermediateTensorInfo({ dataId }: tf.TensorInfo): void {
    this.disposeData(dataId);
  }

  override floatPrecision(): 32 {
    return 32;
  }

  override epsilon(): number {
    return 1e-7;
  }

  override timerAvailable(): boolean {
    return false;
  }

  /** The same data as a tensor of another shape. */
  alias({ dataId, dtype }: tf.TensorInfo, shape: readonly number[]): tf.TensorInfo {
    this.incRef(dataId);
    return { dataId, shape: [...shape], dtype };
  }

  /** The value that a tensor refers to, whatever the tensor's shape; fetched if another backend has it. */
  dataOf(dataId: tf.DataId): Value {
    const value = this.handleOf(dataId)?.value;
    if (value) return value;
    tf.engine().moveData(this, dataId);
    return this.handleOf(dataId)!.value!;
  }

  holds(dataId: tf.DataId): boolean {
    return this.handleOf(dataId)?.value !== undefined;
  }

  /** A tensor of numbers that are stored already. */
  storedTensor(stored: Stored, { shape, dtype }: Output): tf.TensorInfo {
    const value = new Value([...shape], dtype);
    value.stored = stored;
    return { dataId: this.keep(value), shape: [...shape], dtype };
  }

  /** A tensor of given numbers. */
  literal(values: tf.BackendValues, { shape, dtype }: Output): tf.TensorInfo {
    const value = writtenValue(values, [...shape], dtype);
    if (this.tracing) value.origin = new Error('written');
    return { dataId: this.keep(value), shape: [...shape], dtype };
  }

  /** The stored numbers of a value in row-major order. */
  protected valuesOf(value: Value): tf.BackendValues {
    const { data, layout } = value.stored!;
    if (!layout) return data;
    return permute(data, physical(value.shape, layout), inverse(layout));
  }
}
