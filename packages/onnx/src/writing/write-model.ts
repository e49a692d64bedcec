import { PbfWriter } from 'pbf';
import {
  elementTypes,
  type OnnxAttribute,
  type OnnxEdge,
  type OnnxGraph,
  type OnnxNode,
  type OnnxTensor,
} from './onnx-graph.js';

// The numbers below are the field numbers of onnx.proto3.

/** What is written into an ONNX file besides its graph. */
export interface ModelFacts {
  name?: string | undefined;
  /** What made the file. */
  producer?: string | undefined;
  description?: string | undefined;
  metadata?: Readonly<Record<string, string>> | undefined;
}

/** AttributeProto.AttributeType */
const attributeTypes = { float: 1, integer: 2, text: 3, integers: 7 };
const IR_VERSION = 8;

/** Writes a graph as the bytes of an .onnx file. */
export function writeModel(graph: OnnxGraph, facts: ModelFacts = {}): Uint8Array {
  const file = new PbfWriter();
  file.writeVarintField(1, IR_VERSION);
  file.writeStringField(2, facts.producer ?? 'ikat');
  if (facts.description !== undefined) file.writeStringField(6, facts.description);
  file.writeMessage(7, writeGraph, { graph, name: facts.name ?? 'graph' });
  const domains = new Set(graph.nodes.map(({ domain }) => domain));
  file.writeMessage(8, writeOperatorSet, { domain: '', version: graph.opset });
  for (const domain of domains) {
    if (domain !== '') file.writeMessage(8, writeOperatorSet, { domain, version: 1 });
  }
  for (const entry of Object.entries(facts.metadata ?? {}))
    file.writeMessage(14, writeEntry, entry);
  return file.finish();
}

function writeOperatorSet(set: { domain: string; version: number }, file: PbfWriter): void {
  file.writeStringField(1, set.domain);
  file.writeVarintField(2, set.version);
}

function writeEntry([key, value]: [string, string], file: PbfWriter): void {
  file.writeStringField(1, key);
  file.writeStringField(2, value);
}

function writeGraph({ graph, name }: { graph: OnnxGraph; name: string }, file: PbfWriter): void {
  for (const node of graph.nodes) file.writeMessage(1, writeNode, node);
  file.writeStringField(2, name);
  for (const tensor of graph.initializers) file.writeMessage(5, writeTensor, tensor);
  for (const edge of graph.inputs) file.writeMessage(11, writeEdge, edge);
  for (const edge of graph.outputs) file.writeMessage(12, writeEdge, edge);
}

function writeNode(node: OnnxNode, file: PbfWriter): void {
  for (const input of node.inputs) file.writeStringField(1, input);
  for (const output of node.outputs) file.writeStringField(2, output);
  file.writeStringField(3, `${node.origin}/${node.outputs[0]}`);
  file.writeStringField(4, node.operator);
  for (const entry of Object.entries(node.attributes)) file.writeMessage(5, writeAttribute, entry);
  if (node.domain !== '') file.writeStringField(7, node.domain);
}

function writeAttribute([name, value]: [string, OnnxAttribute], file: PbfWriter): void {
  file.writeStringField(1, name);
  if (typeof value === 'number') {
    file.writeVarintField(3, value);
    file.writeVarintField(20, attributeTypes.integer);
  } else if (typeof value === 'string') {
    file.writeStringField(4, value);
    file.writeVarintField(20, attributeTypes.text);
  } else if ('float' in value) {
    file.writeFloatField(2, value.float);
    file.writeVarintField(20, attributeTypes.float);
  } else {
    for (const item of value) file.writeVarintField(8, item);
    file.writeVarintField(20, attributeTypes.integers);
  }
}

function writeTensor({ name, type, dims, data }: OnnxTensor, file: PbfWriter): void {
  for (const length of dims) file.writeVarintField(1, length);
  file.writeVarintField(2, elementTypes[type]);
  file.writeStringField(8, name);
  file.writeBytesField(9, data);
}

function writeEdge({ name, type, dims }: OnnxEdge, file: PbfWriter): void {
  file.writeStringField(1, name);
  file.writeMessage(2, writeType, { type, dims });
}

function writeType(edge: Omit<OnnxEdge, 'name'>, file: PbfWriter): void {
  file.writeMessage(1, writeTensorType, edge);
}

function writeTensorType({ type, dims }: Omit<OnnxEdge, 'name'>, file: PbfWriter): void {
  file.writeVarintField(1, elementTypes[type]);
  file.writeMessage(2, writeShape, dims);
}

function writeShape(dims: OnnxEdge['dims'], file: PbfWriter): void {
  for (const length of dims) file.writeMessage(1, writeLength, length);
}

function writeLength(length: number | string, file: PbfWriter): void {
  if (typeof length === 'number') file.writeVarintField(1, length);
  else file.writeStringField(2, length);
}
