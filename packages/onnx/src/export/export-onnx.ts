import type { OnnxEdge, OnnxGraph } from '../writing/onnx-graph.js';
import { writeModel } from '../writing/write-model.js';
import { type FixedSize, openSizes, samplesOf, sizeNames } from './dynamic-sizes.js';
import { withRecorder } from './export-recorder.js';
import { halveWeights } from './half-weights.js';
import {
  type ExportableFunction,
  type ExportableModel,
  type InputShapes,
  type Network,
  networkOf,
} from './network.js';
import { type Recording, recordNetwork, storedWeight } from './record-network.js';

/** Options of {@link exportOnnx}. */
export interface ExportOptions {
  /**
   * The shapes of the inputs by name; a text is the name of a size that may differ from run to run.
   * A layers model knows its own; a function needs them.
   */
  inputs?: InputShapes | undefined;
  /** Numbers for sizes that the network fixes; without one, such a network is refused. */
  sizes?: Readonly<Record<string, number>> | undefined;
  /** Every size but the batch is a multiple of this; a model of @ikat/models knows its own. */
  multiple?: number | undefined;
  /** How weights are stored; computing is done with 32 bits always. @default 'float32' */
  precision?: 'float32' | 'float16' | undefined;
  /** Texts that travel in the file, such as `{ 'ikat.card': JSON.stringify(card) }`. */
  metadata?: Readonly<Record<string, string>> | undefined;
  /** @default 'network' */
  name?: string | undefined;
}

/** A network as an .onnx file. */
export interface ExportedOnnx {
  /** The contents of the file. */
  bytes: Uint8Array;
  inputs: readonly OnnxEdge[];
  outputs: readonly OnnxEdge[];
  /** Sizes that had to be fixed. */
  fixed: readonly FixedSize[];
}

/**
 * Writes a network as a self-contained .onnx file: operator set 17, weights inside, for any ONNX
 * runtime.
 *
 * Nothing is computed. The network is recorded with several sizes for each input; where the
 * programs are equal, the size stays open in the file. The batch always should; height and width
 * do for fully convolutional networks. Images are `[batch, height, width, channels]` in [-1, 1], as
 * everywhere; layers run as in use (no dropout). Whatever backend is in use stays so.
 *
 * @param network a layers model, or a function of tensors in the order of `inputs`
 * @throws TypeError when the network is neither; RangeError when a size cannot be left open and
 *   none is given, naming the layer; Error when the network reads values, or has an operation that
 *   cannot be written, naming it and its layer
 *
 * @example
 * ```ts
 * import { exportOnnx } from '@ikat/onnx';
 * import * as tf from '@tensorflow/tfjs-core';
 *
 * const filter = tf.ones<tf.Rank.R4>([3, 3, 3, 3]);
 * const blur = (image: tf.Tensor4D) => tf.div(tf.conv2d(image, filter, 1, 'same'), 27);
 * const { bytes, outputs } = exportOnnx(blur, { inputs: { image: ['batch', 'height', 'width', 3] } });
 * console.log(bytes.length > 300, outputs[0]?.dims.join(' ')); // true batch height width 3
 * ```
 */
export function exportOnnx(
  network: ExportableModel | ExportableFunction,
  options: ExportOptions = {},
): ExportedOnnx {
  const parts = networkOf(network, options.inputs);
  checkOptions(options, parts);
  const needs = multipleOf(network, options);
  const { recording, fixed } = withRecorder((recorder) => {
    const record = (sizes: Readonly<Record<string, number>>) =>
      recordNetwork(recorder, parts, sizes);
    return settle(record, parts.inputs, { ...options, ...needs });
  });
  const graph = complete(recording, parts.inputs, { ...options, fixed });
  const metadata = { ...sizeMetadata(needs), ...options.metadata };
  const facts = { name: options.name ?? 'network', metadata };
  const { inputs, outputs } = graph;
  return { bytes: writeModel(graph, facts), inputs, outputs, fixed };
}

interface Settled {
  recording: Recording;
  fixed: FixedSize[];
}

/** Leaves open what can be, and fixes the rest. */
function settle(
  record: (sizes: Readonly<Record<string, number>>) => Recording,
  inputs: InputShapes,
  { sizes = {}, multiple, minimum }: ExportOptions & { multiple: number; minimum: number },
): Settled {
  const names = sizeNames(inputs);
  const samples = samplesOf(names, { multiple, minimum });
  const { recording, because } = openSizes(names, samples, record);
  const closed = Object.keys(because);
  if (closed.length === 0) return { recording, fixed: [] };
  const fixed = closed.map((name) => {
    const size = sizes[name];
    if (size !== undefined) return { name, size, because: because[name]! };
    throw new RangeError(
      `exportOnnx: expected a network that takes any ${name}, got one in which ${because[name]} depends on it. Give sizes, such as { ${name}: 256 }, to export it for that size.`,
    );
  });
  const numbers = Object.fromEntries(fixed.map(({ name, size }) => [name, size]));
  const open = names.filter((name) => !(name in numbers));
  const again = openSizes(open, samples, (others) => record({ ...others, ...numbers }));
  return { recording: again.recording, fixed };
}

/** The graph with its weights and with names for its open sizes. */
function complete(
  { graph, weights }: Recording,
  inputs: InputShapes,
  { precision = 'float32', fixed }: ExportOptions & { fixed: readonly FixedSize[] },
): OnnxGraph {
  const numbers = new Map(fixed.map(({ name, size }) => [name, size]));
  const named = graph.inputs.map((edge) => ({
    ...edge,
    dims: inputs[edge.name]!.map((size) => numbers.get(size as string) ?? size),
  }));
  const whole = { ...graph, inputs: named };
  const stored = weights.map(storedWeight);
  if (precision === 'float16') return halveWeights(whole, stored);
  return { ...whole, initializers: [...graph.initializers, ...stored] };
}

/** What whoever runs the file must know of the sizes of images. */
const sizeMetadata = ({ multiple, minimum }: { multiple: number; minimum: number }) => ({
  ...(multiple > 1 && { 'ikat.sizeMultiple': `${multiple}` }),
  ...(minimum > 1 && { 'ikat.minimumSize': `${minimum}` }),
});

/** What a model of @ikat/models says about its sizes. */
function multipleOf(network: unknown, { multiple }: ExportOptions) {
  const model = network as ExportableModel;
  const metadata = model.getUserDefinedMetadata?.() as
    | { ikat?: { sizeMultiple: number; minimumSize: number } }
    | undefined;
  return {
    multiple: multiple ?? metadata?.ikat?.sizeMultiple ?? 1,
    minimum: metadata?.ikat?.minimumSize ?? 1,
  };
}

function checkOptions(options: ExportOptions, { inputs }: Network): void {
  const { precision = 'float32', sizes = {}, multiple = 1 } = options;
  if (precision !== 'float32' && precision !== 'float16') {
    throw new RangeError(
      `exportOnnx precision: expected float32 or float16, got ${precision as string}.`,
    );
  }
  for (const [name, shape] of Object.entries(inputs)) {
    for (const size of shape) {
      if (typeof size === 'string' ? size !== '' : Number.isInteger(size) && size > 0) continue;
      throw new RangeError(
        `exportOnnx inputs: expected whole numbers of at least 1 or names as sizes of ${name}, got ${JSON.stringify(size)}.`,
      );
    }
  }
  for (const [name, size] of [...Object.entries(sizes), ['multiple', multiple] as const]) {
    if (Number.isInteger(size) && size > 0) continue;
    throw new RangeError(`exportOnnx ${name}: expected a whole number of at least 1, got ${size}.`);
  }
}
