import type { RecordedGraph } from '../graph/recorded-graph.js';
import { type Layout, oihw, physical, sizeOf } from '../layout/layout.js';
import { constantOperand, type Operand } from '../layout/operand.js';
import type { NumericType, RecordedNode, Value } from '../recording/value.js';
import type { OnnxEdge, OnnxGraph, OnnxNode } from '../writing/onnx-graph.js';
import { lowerNodes } from './kernels.js';
import { Lowering, type LoweringOptions } from './lowering.js';

/** What a run feeds, or fetches: under which name, and how it lies in memory. */
export interface Port {
  name: string;
  layout: Layout | undefined;
  dims: readonly number[];
}

/** A recorded graph as ONNX. */
export interface LoweredGraph {
  onnx: OnnxGraph;
  /** For each input of the recorded graph; undefined when nothing depends on it. */
  inputs: readonly (Port | undefined)[];
  /** For each output of the recorded graph. */
  outputs: readonly Port[];
}

export const defaultLowering: LoweringOptions = { opset: 18, threads: 1, portable: false };

/**
 * Lowers a recorded graph to ONNX.
 *
 * Images lie in memory as [b, c, h, w] wherever convolutions meet them, and filters, their
 * gradients and their moments always as [out, in, h, w]: no weight is transposed in the graph.
 *
 * @throws Error when a kernel has no lowering, naming it
 */
export function lowerGraph(
  graph: RecordedGraph,
  options: LoweringOptions = defaultLowering,
): LoweredGraph {
  const lowering = new Lowering(options);
  const filters = filterShapes(graph.nodes);
  const ports = graph.inputs.map((value, index) => inputPort(value, `x${index}`, filters));
  graph.inputs.forEach((value, index) => {
    lowering.define(value, operandOfPort(value, ports[index]!));
  });
  for (const value of graph.constants) {
    const dtype = value.dtype as NumericType;
    lowering.define(value, constantOperand(value.constant!, value.shape, dtype));
  }
  lowerAll(lowering, graph);
  lowering.builder.origin = 'output';
  const outputs = graph.outputs.map((value, index) =>
    outputPort(lowering, value, [`y${index}`, filters]),
  );
  return finish(lowering, graph, [ports, outputs]);
}

/** Shapes of the filters of convolutions: what has one of them lies in memory as a filter. */
function filterShapes(nodes: readonly RecordedNode[]): Set<string> {
  const shapes = new Set<string>();
  for (const { kernel, inputs } of nodes) {
    if (kernel === 'Conv2D' || kernel === 'Conv2DBackpropInput') shapes.add(`${inputs[1]!.shape}`);
  }
  return shapes;
}

function inputPort(value: Value, name: string, filters: Set<string>): Port {
  const isFilter = filters.has(`${value.shape}`) && value.shape.length === 4;
  const layout = isFilter ? oihw : undefined;
  return { name, layout, dims: physical(value.shape, layout) };
}

const operandOfPort = (value: Value, { name, layout, dims }: Port): Operand => ({
  name,
  dtype: value.dtype as NumericType,
  shape: value.shape,
  layout,
  dims,
  leaf: true,
});

function lowerAll(lowering: Lowering, { nodes, outputs }: RecordedGraph): void {
  const biases = biasesToFuse(nodes, outputs);
  for (const node of nodes) {
    const lower = lowerNodes[node.kernel];
    const called = lowering.options.describe?.(node) ?? node.kernel;
    if (!lower) throw new Error(`onnx: expected a kernel that can be lowered, got ${called}.`);
    lowering.builder.origin = called;
    const fused = biases.sums.get(node);
    if (fused) {
      lowering.define(node.outputs[0]!, lowering.operandOf(fused));
      continue;
    }
    const inputs = node.inputs.map((input) => lowering.operandOf(input));
    const bias = biases.ofProduct.get(node);
    if (bias) inputs.push(asVector(lowering, lowering.operandOf(bias)));
    const lowered = lower(lowering, node, inputs);
    const results = Array.isArray(lowered) ? lowered : [lowered];
    node.outputs.forEach((output, index) => {
      lowering.define(output, results[index] ?? results[0]);
    });
  }
}

function asVector({ arranger }: Lowering, bias: Operand): Operand {
  return arranger.plain(arranger.reshape(bias, [sizeOf(bias.shape)]));
}

interface FusedBiases {
  /** The bias that each convolution or product adds itself. */
  ofProduct: Map<RecordedNode, Value>;
  /** Additions that became superfluous, and the product that stands for their result. */
  sums: Map<RecordedNode, Value>;
}

const products = new Set(['Conv2D', 'DepthwiseConv2dNative', 'BatchMatMul']);

/** Finds products whose only use is that a vector is added to them. */
function biasesToFuse(nodes: readonly RecordedNode[], outputs: readonly Value[]): FusedBiases {
  const uses = new Map<Value, number>();
  const use = (value: Value) => uses.set(value, (uses.get(value) ?? 0) + 1);
  for (const node of nodes) node.inputs.forEach(use);
  outputs.forEach(use);
  const fused: FusedBiases = { ofProduct: new Map(), sums: new Map() };
  const lowered = new Set(nodes);
  for (const node of nodes) {
    if (node.kernel !== 'Add') continue;
    const [a, b] = node.inputs as [Value, Value];
    for (const [product, bias] of [
      [a, b],
      [b, a],
    ] as const) {
      const maker = product.node;
      if (!maker || !lowered.has(maker) || !products.has(maker.kernel)) continue;
      if (uses.get(product) !== 1 || fused.ofProduct.has(maker)) continue;
      if (!isBias(bias, product) || !comesBefore(bias, maker, lowered)) continue;
      fused.ofProduct.set(maker, bias);
      fused.sums.set(node, product);
      break;
    }
  }
  return fused;
}

function isBias(bias: Value, product: Value): boolean {
  const channels = product.shape.at(-1)!;
  if (bias.dtype !== 'float32' || bias.shape.length > product.shape.length) return false;
  if (product.node!.kernel === 'BatchMatMul' && sizeOf(product.shape.slice(0, -2)) !== 1)
    return false;
  return sizeOf(bias.shape) === channels && bias.shape.at(-1) === channels;
}

const comesBefore = (bias: Value, maker: RecordedNode, lowered: Set<RecordedNode>) =>
  !bias.node || !lowered.has(bias.node) || bias.node.sequence < maker.sequence;

function outputPort(
  lowering: Lowering,
  value: Value,
  [name, filters]: [string, Set<string>],
): Port & { source: string } {
  const { arranger } = lowering;
  const whole = arranger.whole(lowering.operandOf(value));
  const isFilter = value.shape.length === 4 && filters.has(`${value.shape}`);
  // Filters keep their order in memory; images come back as TensorFlow.js sees them, because they
  // may be read, or fed to another graph in which no convolution meets them.
  const layout = isFilter ? oihw : undefined;
  const arranged = arranger.whole(arranger.turn(whole, layout));
  return { name, source: arranged.name, layout: arranged.layout, dims: arranged.dims };
}

function finish(
  { builder, options }: Lowering,
  graph: RecordedGraph,
  [inputs, outputs]: [readonly Port[], readonly (Port & { source: string })[]],
): LoweredGraph {
  const nodes = nameOutputs(builder.nodes, outputs);
  const used = new Set(outputs.map(({ name }) => name));
  const needed: OnnxNode[] = [];
  for (const node of [...nodes].reverse()) {
    if (!node.outputs.some((name) => used.has(name))) continue;
    for (const name of node.inputs) used.add(name);
    needed.push(node);
  }
  const edge = (value: Value, { name, dims }: Port): OnnxEdge => ({
    name,
    dims,
    type: value.dtype as NumericType,
  });
  const fed = inputs.map((port) => (used.has(port.name) ? port : undefined));
  return {
    onnx: {
      opset: options.opset,
      nodes: needed.reverse(),
      initializers: builder.initializers.filter(({ name }) => used.has(name)),
      inputs: fed.flatMap((port, index) => (port ? [edge(graph.inputs[index]!, port)] : [])),
      outputs: outputs.map((port, index) => edge(graph.outputs[index]!, port)),
    },
    inputs: fed,
    outputs: outputs.map(({ name, layout, dims }) => ({ name, layout, dims })),
  };
}

/** Gives the graph's outputs their names: by renaming what makes them, or by a copy. */
function nameOutputs(
  nodes: readonly OnnxNode[],
  outputs: readonly (Port & { source: string })[],
): OnnxNode[] {
  const makers = new Set(nodes.flatMap((node) => node.outputs));
  const renamed = new Map<string, string>();
  const copies: OnnxNode[] = [];
  for (const { name, source } of outputs) {
    if (makers.has(source) && !renamed.has(source)) renamed.set(source, name);
    else {
      const inputs = [source];
      copies.push({
        operator: 'Identity',
        inputs,
        outputs: [name],
        attributes: {},
        domain: '',
        origin: 'output',
      });
    }
  }
  const rename = (name: string) => renamed.get(name) ?? name;
  return [...nodes, ...copies].map((node) => ({
    ...node,
    inputs: node.inputs.map(rename),
    outputs: node.outputs.map(rename),
  }));
}
