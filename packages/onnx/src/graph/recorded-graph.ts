import { type RecordedNode, signatureOf, type Value } from '../recording/value.js';

/** What one flush computes: nodes in order, what they start from, what must come out. */
export interface RecordedGraph {
  nodes: readonly RecordedNode[];
  /** Stored values that differ from run to run. */
  inputs: readonly Value[];
  /** Stored values whose elements are all one number, and no variables. */
  constants: readonly Value[];
  outputs: readonly Value[];
  /** Two graphs with equal keys are the same program, but for the numbers of their constants. */
  key: readonly number[];
}

let stamps = 0;
const CONSTANT = -1;
const INPUT = -2;
const OUTPUTS = -3;

/** Collects the nodes that the values need, in the order they were recorded. */
export function collectGraph(outputs: readonly Value[]): RecordedGraph {
  const stamp = ++stamps;
  const nodes = reachable(outputs, stamp);
  nodes.sort((a, b) => a.sequence - b.sequence);
  const key: number[] = [];
  const inputs: Value[] = [];
  const constants: Value[] = [];
  let ids = 0;
  const meetLeaf = (leaf: Value) => {
    leaf.stamp = stamp;
    leaf.id = ++ids;
    const isConstant = leaf.constant !== undefined && !leaf.varies;
    (isConstant ? constants : inputs).push(leaf);
    key.push(
      isConstant ? CONSTANT : INPUT,
      signatureOf(`${leaf.dtype}[${leaf.shape}]${leaf.varies ? 'v' : ''}`),
    );
  };
  for (const node of nodes) {
    key.push(node.signature, node.inputs.length);
    for (const input of node.inputs) {
      if (input.stamp === stamp) key.push(input.id);
      else meetLeaf(input);
    }
    for (const output of node.outputs) {
      output.stamp = stamp;
      output.id = ++ids;
    }
  }
  key.push(OUTPUTS);
  for (const output of outputs) key.push(output.id);
  return { nodes, inputs, constants, outputs, key };
}

function reachable(outputs: readonly Value[], stamp: number): RecordedNode[] {
  const nodes: RecordedNode[] = [];
  const meet = (node: RecordedNode | undefined) => {
    if (!node || node.stamp === stamp) return;
    node.stamp = stamp;
    nodes.push(node);
  };
  for (const output of outputs) meet(output.node);
  // The list grows while it is walked.
  for (let at = 0; at < nodes.length; at++) {
    for (const input of nodes[at]!.inputs) if (!input.stored) meet(input.node);
  }
  return nodes;
}
