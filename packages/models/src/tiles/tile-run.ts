import * as tf from '@tensorflow/tfjs-core';
import { InstanceNormLayer, type NormStatistics } from '../layers/instance-norm-layer.js';
import type { FeatureMap } from './feature-map.js';
import type { GraphLayer } from './layer-graph.js';
import { withSurroundings } from './tile-places.js';
import { crop, type Region, type TiledPicture } from './tiled-picture.js';

/** A network on its way through a picture: what is measured and what is kept so far. */
export interface TileRun {
  picture: TiledPicture;
  /** Surroundings are whole multiples of this. */
  multiple: number;
  statistics: Map<GraphLayer, NormStatistics>;
  kept: Map<GraphLayer, FeatureMap>;
}

/** Pixels of surroundings that a layer's output needs, from what is kept. */
export function reachTo(node: GraphLayer, { kept }: Pick<TileRun, 'kept'>): number {
  if (kept.has(node)) return 0;
  return node.reach + Math.max(0, ...node.inputs.map((input) => reachTo(input, { kept })));
}

/** The layers that a layer's output is computed from: those kept, or the picture. */
export function sourcesOf(node: GraphLayer, { kept }: Pick<TileRun, 'kept'>): GraphLayer[] {
  if (kept.has(node) || node.inputs.length === 0) return [node];
  return [...new Set(node.inputs.flatMap((input) => sourcesOf(input, { kept })))];
}

/** Computes the outputs of layers on a region of the picture; the caller's. */
export async function outputsOn(
  run: TileRun,
  region: Region,
  wanted: readonly GraphLayer[],
): Promise<tf.Tensor4D[]> {
  const reach = Math.max(...wanted.map((node) => reachTo(node, run)));
  const around = Math.ceil(reach / run.multiple) * run.multiple;
  const seen = withSurroundings(region, around, run.picture);
  const sources = new Map<GraphLayer, tf.Tensor4D>();
  try {
    for (const source of new Set(wanted.flatMap((node) => sourcesOf(node, run)))) {
      const map = run.kept.get(source);
      sources.set(source, map ? map.read(seen) : await run.picture.read(seen));
    }
    return tf.tidy(() => {
      const outputs = evaluate(run, sources);
      return wanted.map((node) => crop(outputs(node), seen, region));
    });
  } finally {
    tf.dispose([...sources.values()]);
  }
}

/** Runs layers as they are asked for, each once. */
function evaluate(run: TileRun, sources: ReadonlyMap<GraphLayer, tf.Tensor4D>) {
  const outputs = new Map(sources);
  const output = (node: GraphLayer): tf.Tensor4D => {
    const found = outputs.get(node);
    if (found) return found;
    const inputs = node.inputs.map(output);
    const made = apply(run, node, inputs);
    outputs.set(node, made);
    return made;
  };
  return output;
}

function apply({ statistics }: TileRun, node: GraphLayer, inputs: tf.Tensor4D[]): tf.Tensor4D {
  const { layer } = node;
  const given = statistics.get(node);
  if (layer instanceof InstanceNormLayer) layer.statisticsOf = given && (() => given);
  try {
    return layer.apply(inputs.length === 1 ? inputs[0]! : inputs) as tf.Tensor4D;
  } finally {
    if (layer instanceof InstanceNormLayer) layer.statisticsOf = undefined;
  }
}
