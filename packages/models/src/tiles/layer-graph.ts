import type * as tfl from '@tensorflow/tfjs-layers';
import { SpatialLayer } from '../layers/spatial-layer.js';

type Layer = tfl.layers.Layer;

/** A layer of a network, and what is to be known of it to run it on a part of a picture. */
export interface GraphLayer {
  layer: Layer;
  inputs: GraphLayer[];
  /** Pixels of the picture, a side, for one of its output. */
  scale: number;
  /** Channels of its output. */
  channels: number;
  /** Whether its output is as large as the picture divided by `scale`; padded ones are larger. */
  fits: boolean;
  /** Pixels of the picture that it looks beyond those of its output. */
  reach: number;
}

/** The layers of a network of one input and one output, each after those that it needs. */
export function layerGraph(model: tfl.LayersModel, multiple: number): GraphLayer[] {
  const side = 16 * multiple;
  const known = new Map<Layer, GraphLayer & { shape: tfl.Shape }>();
  const visit = (layer: Layer): GraphLayer & { shape: tfl.Shape } => {
    const found = known.get(layer);
    if (found) return found;
    const inputs = (layer.inboundNodes[0]?.inboundLayers ?? []).map(visit);
    const shape = shapeOf(
      layer,
      inputs.map((input) => input.shape),
      [1, side, side],
    );
    const [, height, , channels] = shape as number[];
    const scale = Math.max(1, Math.round(side / height!));
    const reach = reachOf(layer) * Math.max(1, ...inputs.map((input) => input.scale));
    const node = {
      layer,
      inputs,
      scale,
      channels: channels!,
      fits: height! * scale === side,
      reach,
      shape,
    };
    known.set(layer, node);
    return node;
  };
  visit(model.outputLayers[0]!);
  return [...known.values()];
}

function shapeOf(layer: Layer, inputs: tfl.Shape[], picture: number[]): tfl.Shape {
  if (inputs.length === 0) {
    const { batchInputShape } = layer as unknown as { batchInputShape: tfl.Shape };
    return [...picture, batchInputShape.at(-1)!];
  }
  return layer.computeOutputShape(inputs.length === 1 ? inputs[0]! : inputs) as tfl.Shape;
}

interface Kernel {
  options?: { kernelSize?: number };
  kernelSize?: number | number[];
}

/** How many pixels of its input a layer looks to each side, or more. */
function reachOf(layer: Layer): number {
  const { options, kernelSize } = layer as unknown as Kernel;
  const kernel = options?.kernelSize ?? kernelSize;
  if (kernel !== undefined) return Math.max(...[kernel].flat()) - 1;
  return layer instanceof SpatialLayer ? 2 : 0;
}
