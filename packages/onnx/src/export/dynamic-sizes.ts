import type { OnnxGraph, OnnxNode, OnnxTensor } from '../writing/onnx-graph.js';
import type { InputShapes } from './network.js';
import { type Recording, type Sizes, storedWeight, type Weight } from './record-network.js';

/** A size that could not be left open, and why. */
export interface FixedSize {
  name: string;
  size: number;
  /** The operation that depends on it, with its layer. */
  because: string;
}

/** The names of all sizes that may differ. */
export const sizeNames = (inputs: InputShapes): string[] => [
  ...new Set(Object.values(inputs).flatMap((shape) => shape.filter(isName))),
];

const isName = (size: number | string): size is string => typeof size === 'string';

/**
 * Three numbers for each name; all are different multiples of what the network needs, and none is
 * small, so that no two sizes are equal by chance.
 */
export function samplesOf(
  names: readonly string[],
  { multiple, minimum }: { multiple: number; minimum: number },
): Readonly<Record<string, readonly [number, number, number]>> {
  const least = Math.max(2, Math.ceil(Math.max(48, minimum) / multiple));
  return Object.fromEntries(
    names.map((name, index) => {
      if (name === 'batch') return [name, [5, 7, 11]];
      const first = least + 4 * index;
      return [name, [first * multiple, (2 * first + 1) * multiple, (3 * first + 1) * multiple]];
    }),
  );
}

/**
 * The recording with names for the sizes that do not matter to it.
 *
 * A network is recorded with several numbers for each name. Where the programs are equal, the
 * number is no part of them: so it may be any.
 */
export function openSizes(
  names: readonly string[],
  samples: ReturnType<typeof samplesOf>,
  record: (sizes: Sizes) => Recording,
): { recording: Recording; because: Readonly<Record<string, string>> } {
  const first = Object.fromEntries(names.map((name) => [name, samples[name]![0]]));
  const recording = record(first);
  const because: Record<string, string> = {};
  let { graph } = recording;
  for (const name of names) {
    for (const other of samples[name]!.slice(1)) {
      const varied = record({ ...first, [name]: other });
      const fault = difference(recording, varied);
      if (fault !== undefined) {
        because[name] = fault;
        break;
      }
      graph = nameLengths(graph, [recording.graph, varied.graph], {
        name,
        sizes: [first[name]!, other],
      });
    }
  }
  return { recording: { ...recording, graph }, because };
}

/** The first operation in which two programs differ, or nothing. */
function difference(one: Recording, another: Recording): string | undefined {
  const numbers = [one, another].map(constantsOf) as [Constants, Constants];
  const [a, b] = [one.graph, another.graph];
  for (const [place, node] of a.nodes.entries()) {
    const other = b.nodes[place];
    if (!other || textOf(node) !== textOf(other)) return node.origin;
    if (node.inputs.some((name) => !sameConstant(numbers, name))) return node.origin;
  }
  return a.nodes.length === b.nodes.length ? undefined : b.nodes[a.nodes.length]?.origin;
}

/** A constant of the program, or a weight. */
type Constants = ReadonlyMap<string, OnnxTensor | Weight>;

const constantsOf = ({ graph, weights }: Recording): Constants =>
  new Map([...graph.initializers, ...weights].map((item) => [item.name, item]));

const textOf = ({ operator, inputs, outputs, attributes, domain }: OnnxNode) =>
  JSON.stringify([operator, inputs, outputs, attributes, domain]);

function sameConstant([a, b]: readonly [Constants, Constants], name: string): boolean {
  const [one, other] = [a, b].map((constants) => {
    const item = constants.get(name);
    return item && 'value' in item ? storedOnce(item) : item;
  });
  if (!one || !other || one === other) return one === other;
  return (
    `${one.type} ${one.dims}` === `${other.type} ${other.dims}` &&
    one.data.every((byte, place) => byte === other.data[place])
  );
}

const stored = new WeakMap<Weight['value'], OnnxTensor>();

/** All recordings share the weights of a model, but not what a function makes anew. */
function storedOnce(weight: Weight): OnnxTensor {
  const known = stored.get(weight.value) ?? storedWeight(weight);
  stored.set(weight.value, known);
  return known;
}

/** Names the lengths of outputs that follow a size: by its name only what is that size, not what was equal once. */
function nameLengths(
  graph: OnnxGraph,
  [first, varied]: readonly [OnnxGraph, OnnxGraph],
  { name, sizes }: { name: string; sizes: readonly [number, number] },
): OnnxGraph {
  const outputs = graph.outputs.map((edge, place) => ({
    ...edge,
    dims: edge.dims.map((length, axis) => {
      const [before, after] = [first, varied].map(({ outputs }) => outputs[place]!.dims[axis]);
      if (typeof length === 'string' || before === after) return length;
      const isSize = before === sizes[0] && after === sizes[1];
      return isSize ? name : `${edge.name}_${name}`;
    }),
  }));
  return { ...graph, outputs };
}
