import { access, readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import * as tf from '@tensorflow/tfjs-core';
import type { LayersModel } from '@tensorflow/tfjs-layers';
import { networkWeights } from '../network-variables.js';
import type { TrainStep } from '../train-step.js';
import { jsonDifferences, jsonHash } from './canonical-json.js';
import { listCheckpoints } from './list-checkpoints.js';
import type { CheckpointManifest } from './save-checkpoint.js';
import { checkBytes, type TensorEntry, unpackTensors } from './tensor-file.js';

export interface LoadCheckpointOptions {
  /** Networks of the saved architecture, by the saved names: they get the saved weights. */
  networks: Record<string, LayersModel>;
  /** A step made for these networks: it gets the saved state. Without one, only weights are read. */
  step?: Pick<TrainStep<never>, 'restore'> | undefined;
  /** If given, it must be the configuration that was saved. */
  config?: unknown;
}

export interface LoadedCheckpoint {
  /** How many steps had been made. */
  step: number;
  /** The folder that was read. */
  path: string;
  /** The configuration that was saved. */
  config: unknown;
  /** Newer checkpoints that were left half-written, and passed over. */
  ignored: string[];
}

/**
 * Puts networks and a step back to where a checkpoint was saved; training goes on as if it had
 * never stopped, to the bit on the cpu and wasm backends.
 *
 * The networks change only if the whole checkpoint is there, undamaged, and fits.
 *
 * @param folder a run folder (its last whole checkpoint is taken) or the folder of one checkpoint
 * @throws Error when there is none, or it is damaged, or of another architecture or configuration
 *
 * @example
 * ```ts
 * import { mlpDiscriminator, mlpGenerator } from '@ikat/models';
 * import { ganStep } from '@ikat/trainer';
 * import { loadCheckpoint, saveCheckpoint } from '@ikat/trainer/node';
 *
 * const make = () => ({ generator: mlpGenerator(), discriminator: mlpDiscriminator() });
 * const networks = make();
 * await saveCheckpoint('runs/glyphs', { networks, step: ganStep(networks) });
 *
 * const fresh = make();
 * const step = ganStep(fresh);
 * const { step: steps } = await loadCheckpoint('runs/glyphs', { networks: fresh, step });
 * console.log(steps, step.steps); // 0 0
 * ```
 */
export async function loadCheckpoint(
  folder: string,
  { networks, step, config }: LoadCheckpointOptions,
): Promise<LoadedCheckpoint> {
  const { path, ignored } = await chooseCheckpoint(resolve(folder));
  const manifest = await readManifest(path);
  if (config !== undefined) checkConfig(path, manifest, config);
  const weights = networkWeights(networks);
  checkArchitecture(path, manifest, weights);
  const file = join(path, 'tensors.bin');
  const bytes = await read(file);
  checkBytes(file, bytes, { length: manifest.bytes, sha256: manifest.sha256 });
  const tensors = unpackTensors(manifest.tensors, bytes);
  try {
    step?.restore({ tensors: under('step/', tensors), values: manifest.values });
    const saved = under('networks/', tensors);
    for (const [name, variable] of Object.entries(weights)) {
      variable.assign(saved[name]!);
    }
  } finally {
    tf.dispose(tensors);
  }
  return { step: manifest.step, path, config: manifest.config, ignored };
}

const under = (prefix: string, tensors: Record<string, tf.Tensor>) =>
  Object.fromEntries(
    Object.entries(tensors)
      .filter(([name]) => name.startsWith(prefix))
      .map(([name, tensor]) => [name.slice(prefix.length), tensor]),
  );

async function read(path: string): Promise<Uint8Array> {
  return readFile(path).catch((cause) => {
    throw new Error(
      `loadCheckpoint: could not read ${path}: ${cause.message}. ` +
        'Delete its checkpoint folder to go on from the one before.',
      { cause },
    );
  });
}

async function chooseCheckpoint(folder: string) {
  const isCheckpoint = await access(join(folder, 'checkpoint.json')).then(
    () => true,
    () => false,
  );
  if (isCheckpoint) return { path: folder, ignored: [] };
  const { checkpoints, halfWritten } = await listCheckpoints(folder);
  const last = checkpoints.at(-1);
  if (last) return { path: last.path, ignored: halfWritten };
  const partial = halfWritten.length > 0 ? ` Half-written: ${halfWritten.join(', ')}.` : '';
  throw new Error(
    `loadCheckpoint: expected a checkpoint in ${folder}, got none.${partial} ` +
      'Give a run folder with checkpoints/, or the folder of one checkpoint.',
  );
}

async function readManifest(path: string): Promise<CheckpointManifest> {
  const file = join(path, 'checkpoint.json');
  const text = new TextDecoder().decode(await read(file));
  let manifest: Partial<CheckpointManifest> | undefined;
  try {
    manifest = JSON.parse(text);
  } catch (cause) {
    throw new Error(
      `loadCheckpoint: expected JSON in ${file}, got ${text.length} characters that are not. ` +
        'The file is damaged: delete its checkpoint folder to go on from the one before.',
      { cause },
    );
  }
  if (manifest?.format !== 'ikat-checkpoint' || manifest.version !== 1) {
    throw new Error(
      `loadCheckpoint: expected an ikat-checkpoint of version 1 in ${file}, ` +
        `got ${manifest?.format} ${manifest?.version}. Another version of @ikat/trainer wrote it.`,
    );
  }
  const missing = Object.keys(fields).find((name) => !fields[name]!(manifest));
  if (missing === undefined) return manifest as CheckpointManifest;
  throw new Error(
    `loadCheckpoint: expected ${missing} in ${file}, got ${JSON.stringify(manifest[missing as keyof CheckpointManifest])?.slice(0, 40)}. ` +
      'The file is damaged: delete its checkpoint folder to go on from the one before.',
  );
}

/** What a manifest must have, or its reading would end in the middle. */
const fields: Record<string, (manifest: Partial<CheckpointManifest>) => boolean> = {
  step: ({ step }) => Number.isInteger(step),
  configHash: ({ configHash }) => typeof configHash === 'string',
  values: ({ values }) => typeof values === 'object' && values !== null,
  tensors: ({ tensors }) => Array.isArray(tensors) && tensors.every(isEntry),
  bytes: ({ bytes }) => Number.isInteger(bytes),
  sha256: ({ sha256 }) => typeof sha256 === 'string',
};

const isEntry = (entry: Partial<TensorEntry> | null) =>
  typeof entry?.name === 'string' &&
  ['float32', 'int32', 'bool'].includes(entry.dtype ?? '') &&
  Array.isArray(entry.shape) &&
  entry.shape.every((size) => Number.isInteger(size) && size >= 0);

function checkConfig(path: string, manifest: CheckpointManifest, config: unknown): void {
  if (jsonHash(config) === manifest.configHash) return;
  const differences = jsonDifferences(manifest.config, config);
  throw new Error(
    `loadCheckpoint: expected the configuration of ${path}, got another (${differences.join('; ')}). ` +
      'Resume with the saved settings, or begin another run folder.',
  );
}

function checkArchitecture(
  path: string,
  { tensors }: CheckpointManifest,
  weights: Record<string, tf.Variable>,
): void {
  const prefix = 'networks/';
  const saved = new Map(
    tensors
      .filter(({ name }) => name.startsWith(prefix))
      .map(({ name, shape }) => [name.slice(prefix.length), `[${shape}]`]),
  );
  for (const name of new Set([...Object.keys(weights), ...saved.keys()])) {
    const wanted = weights[name] && `[${weights[name].shape}]`;
    const got = saved.get(name);
    if (wanted === got) continue;
    throw new Error(
      `loadCheckpoint: expected ${wanted ? `${name} of ${wanted}` : `no ${name}`} in ${path}, ` +
        `got ${got ?? 'none'}. ` +
        'It was saved from networks of another architecture: make them with its options.',
    );
  }
}
