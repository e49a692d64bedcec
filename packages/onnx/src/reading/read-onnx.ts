import { PbfReader } from 'pbf';
import {
  type ElementType,
  elementTypes,
  type OnnxAttribute,
  type OnnxEdge,
  type OnnxGraph,
  type OnnxNode,
  type OnnxTensor,
} from '../writing/onnx-graph.js';

/** What an .onnx file says. */
export interface OnnxFile {
  graph: OnnxGraph;
  name: string;
  producer: string;
  metadata: Record<string, string>;
  /** Operators with attributes, types or parts that {@link OnnxGraph} has no place for. */
  beyond: string[];
}

interface Draft {
  irVersion: number;
  producer: string;
  opsets: [domain: string, version: number][];
  metadata: Record<string, string>;
  graph: GraphDraft | undefined;
}

interface GraphDraft {
  name: string;
  nodes: NodeDraft[];
  initializers: TensorDraft[];
  inputs: OnnxEdge[];
  outputs: OnnxEdge[];
  beyond: string[];
}

interface NodeDraft extends OnnxNode {
  attributes: Record<string, OnnxAttribute>;
  constant: OnnxTensor | undefined;
  beyond: boolean;
}

interface TensorDraft extends OnnxTensor {
  typeNumber: number;
  isElsewhere: boolean;
}

// The numbers below are the field numbers of onnx.proto3.

/**
 * Reads an .onnx file: its graph, and what else it says.
 *
 * Constants that are nodes become initializers.
 *
 * @throws Error when the bytes are no whole ONNX file, or weights lie in another file
 *
 * @example
 * ```ts
 * import { exportOnnx, readOnnx } from '@ikat/onnx';
 * import * as tf from '@tensorflow/tfjs-core';
 *
 * const { bytes } = exportOnnx(tf.relu, { inputs: { x: ['batch', 4] }, metadata: { maker: 'me' } });
 * const { graph, metadata } = readOnnx(bytes);
 * console.log(graph.nodes[0]?.operator, metadata.maker); // Relu me
 * ```
 */
export function readOnnx(bytes: Uint8Array): OnnxFile {
  const draft: Draft = { irVersion: 0, producer: '', opsets: [], metadata: {}, graph: undefined };
  try {
    new PbfReader(bytes).readFields(readModel, draft);
  } catch (cause) {
    if (cause instanceof Foreign) throw cause;
    throw foreign('one that is cut off or damaged', cause);
  }
  if (!draft.graph || draft.irVersion === 0 || draft.opsets.length === 0) {
    throw foreign('something else');
  }
  return finish(draft, draft.graph);
}

class Foreign extends Error {}

const foreign = (got: string, cause?: unknown) =>
  new Foreign(`readOnnx: expected a whole ONNX file, got ${got}. Export the model again.`, {
    cause,
  });

function finish(draft: Draft, graph: GraphDraft): OnnxFile {
  const { producer, metadata, opsets } = draft;
  const constants = graph.nodes.flatMap(({ constant, outputs }) =>
    constant ? [{ ...constant, name: outputs[0]! }] : [],
  );
  const stored = new Set(graph.initializers.map(({ name }) => name));
  return {
    graph: {
      opset: opsets.find(([domain]) => domain === '' || domain === 'ai.onnx')?.[1] ?? 0,
      nodes: graph.nodes.filter(({ constant }) => !constant),
      initializers: [...graph.initializers, ...constants],
      inputs: graph.inputs.filter(({ name }) => !stored.has(name)),
      outputs: graph.outputs,
    },
    name: graph.name,
    producer,
    metadata,
    beyond: graph.beyond,
  };
}

/** Reads a message within a message; one that is longer than the file is cut off. */
function inner<T>(file: PbfReader, read: (tag: number, into: T, file: PbfReader) => void, into: T) {
  const end = file.readVarint() + file.pos;
  if (end > file.length) throw foreign('one that is cut off or damaged');
  file.readFields(read, into, end);
  return into;
}

function readModel(tag: number, draft: Draft, file: PbfReader): void {
  if (tag === 1) draft.irVersion = file.readVarint();
  else if (tag === 2) draft.producer = file.readString();
  else if (tag === 7) {
    const empty = { name: '', nodes: [], initializers: [], inputs: [], outputs: [], beyond: [] };
    draft.graph = inner(file, readGraph, empty as GraphDraft);
  } else if (tag === 8) {
    const set = inner(file, readOperatorSet, { domain: '', version: 1 });
    draft.opsets.push([set.domain, set.version]);
  } else if (tag === 14) {
    const { key, value } = inner(file, readEntry, { key: '', value: '' });
    draft.metadata[key] = value;
  }
}

function readOperatorSet(tag: number, set: { domain: string; version: number }, file: PbfReader) {
  if (tag === 1) set.domain = file.readString();
  else if (tag === 2) set.version = file.readVarint();
}

function readEntry(tag: number, entry: { key: string; value: string }, file: PbfReader) {
  if (tag === 1) entry.key = file.readString();
  else if (tag === 2) entry.value = file.readString();
}

function readGraph(tag: number, graph: GraphDraft, file: PbfReader): void {
  if (tag === 1) {
    const node = inner(file, readNode, emptyNode());
    graph.nodes.push(node);
    if (node.beyond) graph.beyond.push(node.operator);
  } else if (tag === 2) graph.name = file.readString();
  else if (tag === 5) {
    const tensor = readTensor(file);
    graph.initializers.push(tensor);
    if (!(tensor.type in elementTypes)) graph.beyond.push(tensor.name);
  } else if (tag === 11) graph.inputs.push(readEdge(file));
  else if (tag === 12) graph.outputs.push(readEdge(file));
}

const emptyNode = (): NodeDraft => ({
  operator: '',
  inputs: [],
  outputs: [],
  attributes: {},
  domain: '',
  origin: '',
  constant: undefined,
  beyond: false,
});

function readNode(tag: number, node: NodeDraft, file: PbfReader): void {
  if (tag === 1) node.inputs.push(file.readString());
  else if (tag === 2) node.outputs.push(file.readString());
  else if (tag === 3) node.origin = file.readString();
  else if (tag === 4) node.operator = file.readString();
  else if (tag === 5) readAttribute(node, file);
  else if (tag === 7) node.domain = file.readString();
}

interface AttributeDraft {
  name: string;
  value: OnnxAttribute | undefined;
  integers: number[];
  tensor: OnnxTensor | undefined;
  type: number;
}

/** AttributeProto.AttributeType */
const types = { integer: 2, tensor: 4, integers: 7 };

function readAttribute(node: NodeDraft, file: PbfReader): void {
  const draft: AttributeDraft = {
    name: '',
    value: undefined,
    integers: [],
    tensor: undefined,
    type: 0,
  };
  const { name, value, integers, tensor, type } = inner(file, readAttributeField, draft);
  if (type === types.tensor && node.operator === 'Constant') node.constant = tensor;
  else if (type === types.integers) node.attributes[name] = integers;
  else if (type === types.integer) node.attributes[name] = value ?? 0;
  else if (value !== undefined) node.attributes[name] = value;
  else node.beyond = true;
}

function readAttributeField(tag: number, draft: AttributeDraft, file: PbfReader): void {
  if (tag === 1) draft.name = file.readString();
  else if (tag === 2) draft.value = { float: file.readFloat() };
  else if (tag === 3) draft.value = file.readVarint(true);
  else if (tag === 4) draft.value = file.readString();
  else if (tag === 5) draft.tensor = readTensor(file);
  else if (tag === 8) file.readPackedVarint(draft.integers, true);
  else if (tag === 20) draft.type = file.readVarint();
}

const typeNames = Object.fromEntries(
  Object.entries(elementTypes).map(([name, number]) => [number, name]),
) as Record<number, ElementType>;

function readTensor(file: PbfReader): TensorDraft {
  const draft = inner(file, readTensorField, {
    name: '',
    type: 'float32',
    typeNumber: 0,
    dims: [] as number[],
    data: new Uint8Array(0),
    isElsewhere: false,
  } as TensorDraft);
  if (draft.isElsewhere) {
    throw foreign(`one whose weights (${draft.name}) lie in another file`);
  }
  draft.type = typeNames[draft.typeNumber] ?? (`type ${draft.typeNumber}` as ElementType);
  return draft;
}

function readTensorField(tag: number, tensor: TensorDraft, file: PbfReader): void {
  const into = (values: ArrayBufferView) => {
    tensor.data = new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
  };
  if (tag === 1) file.readPackedVarint(tensor.dims as number[]);
  else if (tag === 2) tensor.typeNumber = file.readVarint();
  else if (tag === 4) into(Float32Array.from(file.readPackedFloat()));
  else if (tag === 5) into(Int32Array.from(file.readPackedVarint([], true)));
  else if (tag === 7) into(BigInt64Array.from(file.readPackedVarint([], true).map(BigInt)));
  else if (tag === 8) tensor.name = file.readString();
  else if (tag === 9) tensor.data = wholeBytes(file);
  else if (tag === 13 || (tag === 14 && file.readVarint() === 1)) tensor.isElsewhere = true;
}

function wholeBytes(file: PbfReader): Uint8Array {
  const start = file.pos;
  const bytes = file.readBytes();
  if (file.pos > file.length || file.pos - start < bytes.length) {
    throw foreign('one that is cut off or damaged');
  }
  // A copy begins at an address that suits every type of number.
  return new Uint8Array(bytes);
}

interface EdgeDraft {
  name: string;
  type: ElementType;
  dims: (number | string)[];
}

function readEdge(file: PbfReader): EdgeDraft {
  return inner(file, readEdgeField, { name: '', type: 'float32', dims: [] } as EdgeDraft);
}

function readEdgeField(tag: number, edge: EdgeDraft, file: PbfReader): void {
  if (tag === 1) edge.name = file.readString();
  else if (tag === 2) inner(file, readType, edge);
}

function readType(tag: number, edge: EdgeDraft, file: PbfReader): void {
  if (tag === 1) inner(file, readTensorType, edge);
}

function readTensorType(tag: number, edge: EdgeDraft, file: PbfReader): void {
  if (tag === 1) edge.type = typeNames[file.readVarint()] ?? ('unknown' as ElementType);
  else if (tag === 2) inner(file, readShape, edge);
}

function readShape(tag: number, edge: EdgeDraft, file: PbfReader): void {
  if (tag === 1) edge.dims.push(inner(file, readLength, { length: '?' as number | string }).length);
}

function readLength(tag: number, size: { length: number | string }, file: PbfReader): void {
  if (tag === 1) size.length = file.readVarint();
  else if (tag === 2) size.length = file.readString();
}
