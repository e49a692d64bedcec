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
  return new Uint8Array(Uint16Array.from(floats, halfBits).buffer);
}

const float = new Float32Array(1);
const bits = new Uint32Array(float.buffer);

/** The float16 nearest to a number, ties to even. */
function halfBits(number: number): number {
  float[0] = number;
  const sign = (bits[0]! >>> 16) & 0x8000;
  const size = Math.abs(float[0]!);
  if (Number.isNaN(size)) return sign | 0x7e00;
  // 65520 lies halfway between the largest float16, 65504, and what would come next.
  if (size >= 65520) return sign | 0x7c00;
  // Float16 has 2^-24 as its smallest step, and 11 digits above 2^-14.
  const exponent = Math.max(-14, Math.floor(Math.log2(size)));
  const exact = Math.max(-14, 2 ** exponent > size ? exponent - 1 : exponent);
  const step = 2 ** (exact - 10);
  const digits = roundToEven(size / step);
  return sign | (size === 0 ? 0 : ((exact + 14) << 10) + digits);
}

function roundToEven(number: number): number {
  const whole = Math.floor(number);
  const rest = number - whole;
  if (rest !== 0.5) return rest < 0.5 ? whole : whole + 1;
  return whole % 2 === 0 ? whole : whole + 1;
}
