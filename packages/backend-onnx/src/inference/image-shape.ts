import type { OnnxEdge, OnnxGraph } from '@ikat/onnx';

/** How images lie in an input or an output. */
export interface EdgeShape {
  name: string;
  /** Whether channels come before the rows: [b, c, h, w]. */
  planar: boolean;
  /** Undefined where the file leaves the size open. */
  channels: number | undefined;
  batch: number | undefined;
  height: number | undefined;
  width: number | undefined;
}

/** The one image that goes into a network, and the one that comes out. */
export interface ImageShape {
  input: EdgeShape;
  output: EdgeShape;
}

const FEW_CHANNELS = 6;

/** @throws RangeError when there are other inputs or outputs */
export function imageShapeOf({ inputs, outputs }: OnnxGraph, called: string): ImageShape {
  const [input, output] = [one(inputs, 'input', called), one(outputs, 'output', called)];
  const planar = isPlanar(input);
  return { input: edgeShape(input, planar), output: edgeShape(output, planar) };
}

function one(edges: readonly OnnxEdge[], what: string, called: string): OnnxEdge {
  const [edge] = edges;
  if (edge && edges.length === 1 && edge.type === 'float32' && edge.dims.length === 4) return edge;
  const got =
    edges.map(({ name, type, dims }) => `${name} ${type}[${dims}]`).join(' and ') || 'none';
  throw new RangeError(
    `loadGraph: expected a network with one ${what} of float32 images [batch, height, width, channels], got ${called} with ${got}. Use onnxruntime-node itself for other networks.`,
  );
}

/** Channels are few and known; a length that is open is never theirs. */
function isPlanar({ dims }: OnnxEdge): boolean {
  const isFew = (size: number | string | undefined) =>
    typeof size === 'number' && size <= FEW_CHANNELS;
  return isFew(dims[1]) && !isFew(dims[3]);
}

function edgeShape({ name, dims }: OnnxEdge, planar: boolean): EdgeShape {
  const [batch, second, third, fourth] = dims.map((size) =>
    typeof size === 'number' ? size : undefined,
  );
  return planar
    ? { name, planar, batch, channels: second, height: third, width: fourth }
    : { name, planar, batch, height: second, width: third, channels: fourth };
}
