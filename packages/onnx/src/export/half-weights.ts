import { numberToHalf } from '@ikat/weights';
import type { OnnxGraph, OnnxNode, OnnxTensor } from '../writing/onnx-graph.js';
import { elementTypes } from '../writing/onnx-graph.js';

/** Stores weights as float16; the program casts them to float32 before it uses them. */
export function halveWeights(graph: OnnxGraph, weights: readonly OnnxTensor[]): OnnxGraph {
  const casts: OnnxNode[] = [];
  const stored = weights.map((weight) => {
    if (weight.type !== 'float32') return weight;
    const name = `${weight.name}/half`;
    const attributes = { to: elementTypes.float32 };
    const node = { inputs: [name], outputs: [weight.name], attributes, domain: '' };
    casts.push({ operator: 'Cast', origin: 'weight', ...node });
    return { ...weight, name, type: 'float16' as const, data: halves(weight.data) };
  });
  return {
    ...graph,
    nodes: [...casts, ...graph.nodes],
    initializers: [...graph.initializers, ...stored],
  };
}

function halves(data: Uint8Array): Uint8Array {
  const floats = new Float32Array(data.buffer, data.byteOffset, data.byteLength / 4);
  return new Uint8Array(Uint16Array.from(floats, numberToHalf).buffer);
}
