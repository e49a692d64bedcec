import * as tf from '@tensorflow/tfjs-core';
import { collectGraph } from '../graph/recorded-graph.js';
import { permute } from '../layout/layout.js';
import { lowerGraph, type Port } from '../lowering/lower-graph.js';
import type { NumericType, Value } from '../recording/value.js';
import type { OnnxEdge, OnnxGraph, OnnxTensor } from '../writing/onnx-graph.js';
import type { ExportRecorder } from './export-recorder.js';
import type { Network, Size } from './network.js';

/** The numbers that stand for the named sizes in one recording. */
export type Sizes = Readonly<Record<string, number>>;

/** Numbers that become part of the file. */
export interface Weight {
  name: string;
  value: Value;
  port: Port;
}

/** A network, recorded and lowered at certain sizes. */
export interface Recording {
  graph: OnnxGraph;
  weights: readonly Weight[];
}

/** Records a network at certain sizes and lowers it to ONNX. */
export function recordNetwork(recorder: ExportRecorder, network: Network, sizes: Sizes): Recording {
  const names = Object.keys(network.inputs);
  const tensors = Object.values(network.inputs).map((shape) =>
    recorder.placeholder(shape.map((size) => (typeof size === 'number' ? size : sizes[size]!))),
  );
  const outputs = record(recorder, network, tensors);
  const graph = collectGraph(Object.values(outputs).map((tensor) => recorder.valueBehind(tensor)));
  const lowered = lowerGraph(graph, {
    opset: 17,
    threads: 1,
    portable: true,
    open: Object.values(sizes),
    describe: (node) => recorder.describe(node),
  });
  const values = tensors.map((tensor) => recorder.valueBehind(tensor));
  const weightNames = namesOfWeights(recorder);
  const renamed = new Map<string, string>();
  const weights: Weight[] = [];
  graph.inputs.forEach((value, place) => {
    const port = lowered.inputs[place];
    if (!port) return;
    const input = values.indexOf(value);
    const name = input >= 0 ? names[input]! : (weightNames.get(value) ?? `w${weights.length}`);
    renamed.set(port.name, name);
    if (input < 0) weights.push({ name, value, port });
  });
  Object.keys(outputs).forEach((name, place) => {
    renamed.set(lowered.outputs[place]!.name, name);
  });
  const inputs = values.map((value, place) => edgeOf(names[place]!, value));
  return { graph: rename({ ...lowered.onnx, inputs }, renamed), weights };
}

function record(recorder: ExportRecorder, network: Network, tensors: tf.Tensor[]) {
  recorder.layer = undefined;
  recorder.forgetViews();
  try {
    return network.run(tensors, recorder);
  } catch (cause) {
    throw inWords(cause as Error, recorder.layer);
  }
}

function inWords(cause: Error, layer: string | undefined): Error {
  const [, kernel] = /[Kk]ernel '(\w+)'/.exec(cause.message) ?? [];
  if (kernel === undefined) return cause;
  const where = layer === undefined ? '' : ` in layer ${layer}`;
  return new Error(
    `exportOnnx: expected operations that ONNX can be written for, got ${kernel}${where}. Compose it of other operations, or leave it out of the exported network.`,
    { cause },
  );
}

const edgeOf = (name: string, { shape, dtype }: Value): OnnxEdge => ({
  name,
  dims: shape as readonly Size[],
  type: dtype as NumericType,
});

/** A weight in the order in which the program wants it. */
export function storedWeight({ name, value, port: { layout, dims } }: Weight): OnnxTensor {
  const { data } = value.stored!;
  const ordered = layout ? permute(data, value.shape, layout) : data;
  const bytes = new Uint8Array(ordered.buffer, ordered.byteOffset, ordered.byteLength);
  return { name, type: value.dtype as NumericType, dims, data: bytes };
}

function namesOfWeights(recorder: ExportRecorder): Map<Value, string> {
  const names = new Map<Value, string>();
  for (const variable of Object.values(tf.engine().registeredVariables)) {
    if (recorder.moved.has(variable.dataId)) {
      names.set(recorder.valueBehind(variable), variable.name);
    }
  }
  return names;
}

function rename(graph: OnnxGraph, names: ReadonlyMap<string, string>): OnnxGraph {
  const called = (name: string) => names.get(name) ?? name;
  return {
    ...graph,
    nodes: graph.nodes.map((node) => ({
      ...node,
      inputs: node.inputs.map(called),
      outputs: node.outputs.map(called),
    })),
    outputs: graph.outputs.map((edge) => ({ ...edge, name: called(edge.name) })),
  };
}
