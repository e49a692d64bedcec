import * as tf from '@tensorflow/tfjs-core';
import { InstanceNormLayer } from '../layers/instance-norm-layer.js';
import { featureMap } from './feature-map.js';
import type { GraphLayer } from './layer-graph.js';
import { runningMoments } from './running-moments.js';
import { outputsOn, sourcesOf, type TileRun } from './tile-run.js';
import type { Region } from './tiled-picture.js';

/** Bytes of plain memory that what is kept between passes may take. */
const MEMORY = 1.5 * 2 ** 30;

/** What a measurement needs besides the run itself. */
export interface Measurement {
  graph: readonly GraphLayer[];
  places: readonly Region[];
  /** Called after each tile of each pass. */
  onTile: () => Promise<void>;
}

/** The layers whose statistics must be measured, in the order in which they can be. */
export const normsOf = (graph: readonly GraphLayer[]) =>
  graph.filter(({ layer }) => layer instanceof InstanceNormLayer);

/**
 * Measures what every instance norm sees in the whole picture: one pass over the tiles a norm, each
 * with the statistics of the norms before it, from what the passes before it kept.
 */
export async function measureNorms(run: TileRun, measurement: Measurement): Promise<void> {
  const { graph } = measurement;
  const norms = normsOf(graph);
  for (const [index, norm] of norms.entries()) {
    await measure(run, norm, measurement);
    const ahead = [...norms.slice(index + 1).map(({ inputs }) => inputs[0]!), graph.at(-1)!];
    const needed = new Set(ahead.flatMap((node) => sourcesOf(node, run)));
    for (const node of run.kept.keys()) if (!needed.has(node)) run.kept.delete(node);
  }
}

async function measure(
  run: TileRun,
  norm: GraphLayer,
  { graph, places, onTile }: Measurement,
): Promise<void> {
  const target = norm.inputs[0]!;
  const keeping = worthKeeping(run, target, graph);
  const maps = new Map(keeping.map((node) => [node, featureMap({ ...node, ...sizeOf(run) })]));
  const moments = runningMoments(target.channels);
  const wanted = [...new Set([target, ...keeping])];
  for (const place of places) {
    const outputs = await outputsOn(run, place, wanted);
    try {
      await moments.add(outputs[0]!);
      for (const [node, map] of maps) await map.write(place, outputs[wanted.indexOf(node)]!);
    } finally {
      tf.dispose(outputs);
    }
    await onTile();
  }
  for (const [node, map] of maps) run.kept.set(node, map);
  run.statistics.set(norm, moments.result());
}

const sizeOf = ({ picture: { height, width } }: TileRun) => ({ height, width });

/**
 * What a pass keeps of what it computes: what the norm sees, and sums and joins of several layers,
 * where there is memory for about four such maps. Everything else is computed again.
 */
function worthKeeping(
  run: TileRun,
  target: GraphLayer,
  graph: readonly GraphLayer[],
): GraphLayer[] {
  const computed = new Set<GraphLayer>();
  const visit = (node: GraphLayer) => {
    if (computed.has(node) || run.kept.has(node) || node.inputs.length === 0) return;
    computed.add(node);
    node.inputs.forEach(visit);
  };
  visit(target);
  const { height, width } = run.picture;
  return graph.filter((node) => {
    const bytes = (4 * node.channels * height * width) / node.scale ** 2;
    const isSource = node === target || node.inputs.length > 1;
    return computed.has(node) && isSource && node.fits && 4 * bytes <= MEMORY;
  });
}
