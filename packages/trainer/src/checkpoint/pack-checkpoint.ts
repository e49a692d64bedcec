import * as tf from '@tensorflow/tfjs-core';
import type { LayersModel } from '@tensorflow/tfjs-layers';
import { divergence } from '../diverged.js';
import { networkWeights } from '../network-variables.js';
import type { TrainStep } from '../train-step.js';
import { jsonHash } from './canonical-json.js';
import type { CheckpointManifest } from './manifest.js';
import { firstNotFinite, type PackedTensors, packTensors } from './tensor-file.js';

/** What every checkpoint is made of, wherever it goes. */
export interface CheckpointParts {
  /** All networks of the step, by the names that `loadCheckpoint` will get. */
  networks: Record<string, LayersModel>;
  /** The step, whose state (moments, average, pools, seeds, count) goes with them. */
  step: Pick<TrainStep<never>, 'state' | 'steps'>;
  /** The settings of the run, as JSON: a resume with other settings is refused. */
  config?: unknown;
  /** How many checkpoints stay, this one included. @default 3 */
  keep?: number | undefined;
}

export interface PackedCheckpoint {
  manifest: CheckpointManifest;
  bytes: Uint8Array<ArrayBuffer>;
}

/** Refuses to keep none. */
export function checkKeep(keep: number): void {
  if (!(keep >= 1))
    throw new RangeError(`saveCheckpoint: expected keep of at least 1, got ${keep}.`);
}

/** A checkpoint as bytes. The state is taken at once; a state that is not finite is refused. */
export async function packCheckpoint({
  networks,
  step,
  config = null,
}: CheckpointParts): Promise<PackedCheckpoint> {
  const { tensors, values } = snapshot(networks, step);
  const number = step.steps;
  const packed = await packTensors(tensors).finally(() => tf.dispose(tensors));
  checkFinite(number, packed);
  const { entries, bytes, sha256 } = packed;
  const manifest: CheckpointManifest = {
    ...({ format: 'ikat-checkpoint', version: 1, step: number } as const),
    ...{ config, configHash: await jsonHash(config), values },
    ...{ tensors: entries, bytes: bytes.length, sha256 },
  };
  return { manifest, bytes };
}

function snapshot(networks: Record<string, LayersModel>, step: CheckpointParts['step']) {
  const state = step.state();
  const weights = Object.entries(networkWeights(networks));
  const named = [
    ...weights.map(([name, x]) => [`networks/${name}`, tf.clone(x)] as const),
    ...Object.entries(state.tensors).map(([name, x]) => [`step/${name}`, x] as const),
  ];
  return { tensors: Object.fromEntries(named), values: state.values };
}

/** A broken state must not push the good ones out. */
function checkFinite(step: number, packed: PackedTensors): void {
  const found = firstNotFinite(packed);
  if (found === undefined) return;
  const message =
    `saveCheckpoint: expected finite weights, got ${found.value} in ${found.name}. ` +
    'The checkpoints before it are as they were.';
  throw divergence(message, step, {});
}
