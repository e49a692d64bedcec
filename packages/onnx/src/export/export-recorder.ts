import * as tf from '@tensorflow/tfjs-core';
import type { RecordedGraph } from '../graph/recorded-graph.js';
import { Recorder } from '../recording/recorder.js';
import { registerRecording } from '../recording/register-kernels.js';
import type { Attributes, RecordedNode, Value } from '../recording/value.js';
import type { Output } from '../recording/value-store.js';

const BACKEND = 'onnx-export';

/** Records a network that is to be written to a file; it never computes. */
export class ExportRecorder extends Recorder {
  /** Tensors of another backend that the network has read. */
  readonly moved = new Set<tf.DataId>();
  /** The layer whose call is being recorded. */
  layer: string | undefined;
  private readonly layers = new WeakMap<RecordedNode, string>();

  /** An input of the network: a tensor without numbers. */
  placeholder(shape: number[]): tf.Tensor {
    const dataId = this.write(null, shape, 'float32');
    const info: tf.TensorInfo = { dataId, shape, dtype: 'float32' };
    const value = this.valueBehind(info);
    value.stored = undefined;
    value.constant = undefined;
    return tf.engine().makeTensorFromTensorInfo(info);
  }

  /** Makes the next recording number its nodes as the first one did. */
  forgetViews(): void {
    const { tensorInfo } = tf.engine().state;
    for (const dataId of this.moved) {
      const info = tensorInfo.get(dataId);
      if (info) this.valueBehind({ dataId, ...info }).views = undefined;
    }
  }

  /** A recorded call in words: the kernel, and the layer that made it. */
  describe(node: RecordedNode): string {
    const layer = this.layers.get(node);
    return layer === undefined ? node.kernel : `${layer}/${node.kernel}`;
  }

  override recordMany(
    kernel: string,
    inputs: readonly tf.TensorInfo[],
    outputs: readonly Output[],
    attributes: Attributes = {},
  ): tf.TensorInfo[] {
    const infos = super.recordMany(kernel, inputs, outputs, attributes);
    const { node } = this.valueBehind(infos[0]!);
    if (node && this.layer !== undefined) this.layers.set(node, this.layer);
    return infos;
  }

  override move(
    dataId: tf.DataId,
    values: tf.BackendValues,
    shape: number[],
    dtype: tf.DataType,
    references: number,
  ): void {
    super.move(dataId, values, shape, dtype, references);
    this.moved.add(dataId);
  }

  override flush(): never {
    throw this.refusal();
  }

  protected override run(_graph: RecordedGraph): never {
    throw this.refusal();
  }

  protected override valuesOf(value: Value): tf.BackendValues {
    if (!value.stored) throw this.refusal();
    return super.valuesOf(value);
  }

  private refusal(): Error {
    const where = this.layer === undefined ? '' : ` in layer ${this.layer}`;
    return new Error(
      `exportOnnx: expected a network of tensor operations only, got one that reads a value (dataSync or data)${where}. There are no numbers while it is recorded: compute with tensors instead.`,
    );
  }
}

/**
 * Runs `use` with a recorder as the backend of TensorFlow.js, and puts the former backend and all
 * tensors that moved back into their places.
 */
export function withRecorder<Result>(use: (recorder: ExportRecorder) => Result): Result {
  const engine = tf.engine();
  // Makes sure that there is a backend to come back to.
  const home = tf.backend();
  const former = tf.getBackend();
  const recorder = new ExportRecorder();
  registerRecording(BACKEND);
  tf.registerBackend(BACKEND, () => recorder, 0);
  void tf.setBackend(BACKEND); // at once, because its factory is synchronous
  try {
    let result: Result | undefined;
    // What tidy returns, it searches for tensors: so the result goes another way.
    tf.tidy(() => {
      result = use(recorder);
    });
    return result as Result;
  } finally {
    void tf.setBackend(former);
    for (const dataId of recorder.moved) {
      if (recorder.refCount(dataId) > 0) engine.moveData(home, dataId);
    }
    tf.removeBackend(BACKEND);
  }
}
