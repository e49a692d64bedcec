import type { OnnxFile, OnnxGraph, OnnxNode, OnnxTensor } from '@ikat/onnx';
import { constantsOf, floats } from './tiling/spread.js';

/** The sides of the images that a network takes: multiples of a number, and not below a minimum. */
export interface SizeNeeds {
  multiple: number;
  minimum: number;
}

/** What the file says about sizes; of a file of others that says nothing, what its graph asks for. */
export function sizeNeeds({ graph, metadata }: Pick<OnnxFile, 'graph' | 'metadata'>): SizeNeeds {
  const said = (name: string) => {
    const value = Number(metadata[name]);
    return Number.isSafeInteger(value) && value > 0 ? value : undefined;
  };
  return {
    multiple: said('ikat.sizeMultiple') ?? multipleOf(graph),
    minimum: said('ikat.minimumSize') ?? 1,
  };
}

/**
 * The least common multiple of how much smaller than the image its parts become, where the result is as
 * large as the image again: what was halved twice and doubled twice comes back to its size from multiples
 * of 4 only. A network whose result has another size takes any.
 */
function multipleOf(graph: OnnxGraph): number {
  const constants = constantsOf(graph);
  const scales = new Map(graph.inputs.map(({ name }) => [name, 1]));
  let multiple = 1;
  for (const node of graph.nodes) {
    const [from] = node.inputs.flatMap((name) => scales.get(name) ?? []);
    const factor = factorOf(node, constants);
    if (from === undefined || factor === undefined) continue;
    const scale = from * factor;
    for (const name of node.outputs) scales.set(name, scale);
    if (isNear(1 / scale, Math.round(1 / scale)))
      multiple = common(multiple, Math.round(1 / scale));
  }
  const [output] = graph.outputs;
  return isNear(scales.get(output?.name ?? '') ?? 1, 1) ? multiple : 1;
}

const isNear = (a: number, b: number) => Math.abs(a - b) < 1e-6;

function common(a: number, b: number): number {
  const divisor = (x: number, y: number): number => (y === 0 ? x : divisor(y, x % y));
  return b < 1 ? a : (a / divisor(a, b)) * b;
}

/** How many times larger a node makes images; undefined where numbers in the file do not tell. */
function factorOf(
  { operator, inputs, attributes }: OnnxNode,
  constants: ReadonlyMap<string, OnnxTensor>,
): number | undefined {
  const stride = Math.max(...((attributes.strides as readonly number[] | undefined) ?? [1]));
  const block = (attributes.blocksize as number | undefined) ?? 1;
  switch (operator) {
    case 'Conv':
    case 'AveragePool':
    case 'MaxPool':
    case 'LpPool':
      return 1 / stride;
    case 'ConvTranspose':
      return attributes.output_shape ? undefined : stride;
    case 'Resize':
    case 'Upsample':
      return floats(constants.get(inputs[operator === 'Resize' ? 2 : 1] ?? ''))?.at(2);
    case 'SpaceToDepth':
      return 1 / block;
    case 'DepthToSpace':
      return block;
    default:
      return 1;
  }
}
