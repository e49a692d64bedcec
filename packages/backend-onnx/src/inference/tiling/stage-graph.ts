import type { OnnxGraph, OnnxNode, OnnxTensor } from '@ikat/onnx';
import type { Stage, TilingPlan } from './plan.js';
import { constantsOf, NORMALISATION } from './spread.js';
import type { Statistics } from './statistics.js';

/** Names of what a stage is fed with besides its sources, and of what it gives. */
export const ports = {
  from: 'strip/from',
  to: 'strip/to',
  mean: 'strip/mean',
  squares: 'strip/squares',
  shape: 'strip/shape',
  stored: (name: string) => `strip/stored/${name}`,
};

/**
 * The program of one stage for strips of any height: its nodes, with norms that scale by known
 * statistics, and its results without the halo.
 */
export function stageGraph(
  graph: OnnxGraph,
  { stage, spreads }: { stage: Stage; spreads: TilingPlan['spreads'] },
  statistics: ReadonlyMap<OnnxNode, Statistics>,
): OnnxGraph {
  const constants = constantsOf(graph);
  const nodes: OnnxNode[] = [];
  const initializers = new Map<string, OnnxTensor>();
  for (const node of stage.nodes) {
    for (const name of node.inputs) {
      const constant = constants.get(name);
      if (constant) initializers.set(name, constant);
    }
    if (node.operator !== NORMALISATION) {
      nodes.push(node);
      continue;
    }
    const scaled = scaling(node, statistics.get(node)!);
    nodes.push(scaled.node);
    for (const tensor of scaled.initializers) initializers.set(tensor.name, tensor);
  }
  const cut = [...new Set([stage.target, ...stage.stores])];
  for (const name of cut) nodes.push(cutNode(name, spreads));
  if (stage.norm) nodes.push(...measuring(ports.stored(stage.target), graph.opset, initializers));
  const outputs = (stage.norm ? stage.stores : cut).map(ports.stored);
  const edge = (name: string) => ({ name, type: 'float32' as const, dims: [] });
  const rows = cut.flatMap((name) => [rowPort('from', name), rowPort('to', name)]);
  return {
    opset: graph.opset,
    nodes,
    initializers: [...initializers.values(), ...axes(spreads, cut)],
    inputs: [
      ...stage.sources.map((name) => ({ ...edge(name), dims: openDims(name, spreads) })),
      ...rows.map((name) => ({ name, type: 'int64' as const, dims: [1] })),
    ],
    outputs: [
      ...outputs.map((name) => ({ ...edge(name), dims: ['b', 'x', 'y', 'z'] })),
      ...(stage.norm ? [ports.mean, ports.squares] : []).map((name) => ({
        ...edge(name),
        dims: [1, spreads.get(stage.target)!.channels, 1, 1],
      })),
      ...(stage.norm ? [{ name: ports.shape, type: 'int64' as const, dims: [4] }] : []),
    ],
  };
}

/** The input that says from, or to, which row of a tensor the halo does not reach. */
export const rowPort = (end: 'from' | 'to', name: string) => `${ports[end]}/${name}`;

function openDims(name: string, spreads: TilingPlan['spreads']): (number | string)[] {
  const { channels, rowAxis } = spreads.get(name)!;
  const sizes = [`${name}/rows`, `${name}/columns`];
  return rowAxis === 2 ? [1, channels, ...sizes] : [1, ...sizes, channels];
}

const plain = (operator: string, inputs: string[], output: string): OnnxNode => ({
  operator,
  inputs,
  outputs: [output],
  attributes: {},
  domain: '',
  origin: 'strip',
});

const axisName = (axis: number) => `strip/axis${axis}`;

function cutNode(name: string, spreads: TilingPlan['spreads']): OnnxNode {
  const axis = axisName(spreads.get(name)!.rowAxis);
  const inputs = [name, rowPort('from', name), rowPort('to', name), axis];
  return plain('Slice', inputs, ports.stored(name));
}

function axes(spreads: TilingPlan['spreads'], names: readonly string[]): OnnxTensor[] {
  const used = new Set(names.map((name) => spreads.get(name)!.rowAxis));
  return [...used].map((axis) => integers(axisName(axis), [axis]));
}

function integers(name: string, values: readonly number[]): OnnxTensor {
  const data = new Uint8Array(new BigInt64Array(values.map(BigInt)).buffer);
  return { name, type: 'int64', dims: [values.length], data };
}

/** Mean over the pixels, the sum of squared differences from it, and how many pixels there are. */
function measuring(x: string, opset: number, initializers: Map<string, OnnxTensor>): OnnxNode[] {
  const over = 'strip/pixels';
  const reduce = (operator: string, input: string, output: string): OnnxNode => {
    if (opset < 18) {
      return { ...plain(operator, [input], output), attributes: { axes: [2, 3], keepdims: 1 } };
    }
    initializers.set(over, integers(over, [2, 3]));
    return { ...plain(operator, [input, over], output), attributes: { keepdims: 1 } };
  };
  return [
    reduce('ReduceMean', x, ports.mean),
    plain('Sub', [x, ports.mean], 'strip/centred'),
    reduce('ReduceSumSquare', 'strip/centred', ports.squares),
    plain('Shape', [x], ports.shape),
  ];
}

/** The norm with the statistics of the whole image: one pass over the strip, as the norm itself makes. */
function scaling(
  { inputs, outputs: [output], attributes }: OnnxNode,
  { mean, variance, channels }: Statistics,
): { node: OnnxNode; initializers: OnnxTensor[] } {
  const vector = (part: string, values: Float64Array): OnnxTensor => ({
    name: `${output}/${part}`,
    type: 'float32',
    dims: [channels],
    data: new Uint8Array(Float32Array.from(values).buffer),
  });
  const initializers = [vector('mean', mean), vector('variance', variance)];
  const names = [...inputs, ...initializers.map(({ name }) => name)];
  const { epsilon = { float: 1e-5 } } = attributes;
  const node = { ...plain('BatchNormalization', names, output!), attributes: { epsilon } };
  return { node, initializers };
}
