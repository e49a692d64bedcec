import { mkdir, rename, rm } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import * as tf from '@tensorflow/tfjs-core';
import type { LayersModel } from '@tensorflow/tfjs-layers';
import { divergence } from '../diverged.js';
import { networkWeights } from '../network-variables.js';
import type { TrainStep } from '../train-step.js';
import { jsonHash } from './canonical-json.js';
import { type FileWriter, syncFolder, writeDurably } from './durable-write.js';
import { listCheckpoints } from './list-checkpoints.js';
import {
  firstNotFinite,
  type PackedTensors,
  packTensors,
  type TensorEntry,
} from './tensor-file.js';

export interface SaveCheckpointOptions {
  /** All networks of the step, by the names that `loadCheckpoint` will get. */
  networks: Record<string, LayersModel>;
  /** The step, whose state (moments, average, pools, seeds, count) goes with them. */
  step: Pick<TrainStep<never>, 'state' | 'steps'>;
  /** The settings of the run, as JSON: a resume with other settings is refused. */
  config?: unknown;
  /** How many checkpoints stay, this one included. @default 3 */
  keep?: number | undefined;
  /** Writes one file of the checkpoint; for tests, and for disks with a way of their own. */
  write?: FileWriter | undefined;
}

/** What `checkpoint.json` says. */
export interface CheckpointManifest {
  format: 'ikat-checkpoint';
  version: 1;
  step: number;
  config: unknown;
  configHash: string;
  values: Record<string, unknown>;
  tensors: TensorEntry[];
  bytes: number;
  sha256: string;
}

/**
 * Saves everything that a resume needs as `checkpoints/<step>/` in a run folder.
 *
 * The state is taken at once, so that training may go on while it is written. The files are
 * written beside, flushed to the disk and then renamed: a kill at any moment, or a full disk,
 * leaves the last whole checkpoint as it was. Older checkpoints than the last `keep` are removed.
 * A state with a NaN or infinite number in it is not saved.
 *
 * @returns the path of the checkpoint
 * @throws Error with the cause when it cannot be written; what was written of it is removed;
 *   {@link DivergenceError} when a weight is not finite
 *
 * @example
 * ```ts
 * import { mlpDiscriminator, mlpGenerator } from '@ikat/models';
 * import { ganStep } from '@ikat/trainer';
 * import { loadCheckpoint, saveCheckpoint } from '@ikat/trainer/node';
 *
 * const networks = { generator: mlpGenerator(), discriminator: mlpDiscriminator() };
 * const step = ganStep(networks);
 * await saveCheckpoint('runs/digits', { networks, step, config: { seed: 0 } });
 * const resumed = await loadCheckpoint('runs/digits', { networks, step, config: { seed: 0 } });
 * console.log(resumed.step); // 0
 * ```
 */
export async function saveCheckpoint(
  runFolder: string,
  { networks, step, config = null, keep = 3, write = writeDurably }: SaveCheckpointOptions,
): Promise<string> {
  if (!(keep >= 1))
    throw new RangeError(`saveCheckpoint: expected keep of at least 1, got ${keep}.`);
  const { tensors, values } = snapshot(networks, step);
  const number = step.steps;
  const folder = resolve(runFolder, 'checkpoints');
  const partial = join(folder, `${number}.partial`);
  const path = join(folder, String(number));
  const packed = await packTensors(tensors).finally(() => tf.dispose(tensors));
  checkFinite(number, packed);
  const { entries, bytes, sha256 } = packed;
  try {
    const manifest: CheckpointManifest = {
      ...({ format: 'ikat-checkpoint', version: 1, step: number } as const),
      ...{ config, configHash: jsonHash(config), values },
      ...{ tensors: entries, bytes: bytes.length, sha256 },
    };
    await rm(partial, { recursive: true, force: true });
    await mkdir(partial, { recursive: true });
    await write(join(partial, 'tensors.bin'), bytes);
    await write(
      join(partial, 'checkpoint.json'),
      new TextEncoder().encode(JSON.stringify(manifest)),
    );
    await syncFolder(partial);
    await putInPlace(partial, path);
  } catch (cause) {
    await rm(partial, { recursive: true, force: true }).catch(() => undefined);
    throw new Error(
      `saveCheckpoint: could not write ${path}: ${(cause as Error).message}. ` +
        'The checkpoints before it are as they were.',
      { cause },
    );
  }
  await prune(runFolder, keep);
  return path;
}

function snapshot(networks: Record<string, LayersModel>, step: SaveCheckpointOptions['step']) {
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

async function putInPlace(partial: string, path: string): Promise<void> {
  const replaced = `${path}.replaced`;
  await rm(replaced, { recursive: true, force: true });
  await rename(path, replaced).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'ENOENT') throw error;
  });
  await rename(partial, path);
  await syncFolder(resolve(path, '..'));
  await rm(replaced, { recursive: true, force: true });
}

async function prune(runFolder: string, keep: number): Promise<void> {
  const { checkpoints, halfWritten } = await listCheckpoints(runFolder);
  const newest = checkpoints.at(-1)?.step ?? 0;
  const stale = halfWritten.filter((path) => Number.parseInt(basename(path), 10) < newest);
  const old = checkpoints.slice(0, -keep).map(({ path }) => path);
  for (const path of [...old, ...stale]) await rm(path, { recursive: true, force: true });
}
