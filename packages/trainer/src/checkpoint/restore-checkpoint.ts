import * as tf from '@tensorflow/tfjs-core';
import type { LayersModel } from '@tensorflow/tfjs-layers';
import { networkWeights } from '../network-variables.js';
import type { TrainStep } from '../train-step.js';
import { jsonDifferences, jsonHash } from './canonical-json.js';
import type { CheckpointManifest, CheckpointPlace } from './manifest.js';
import { sha256 } from './sha-256.js';
import { unpackTensors } from './tensor-file.js';

export interface LoadCheckpointOptions {
  /** Networks of the saved architecture, by the saved names: they get the saved weights. */
  networks: Record<string, LayersModel>;
  /** A step made for these networks: it gets the saved state. Without one, only weights are read. */
  step?: Pick<TrainStep<never>, 'restore'> | undefined;
  /** If given, it must be the configuration that was saved. */
  config?: unknown;
}

/** A checkpoint that is about to be read: its manifest, and how to get at its tensors. */
export interface CheckpointSource {
  place: CheckpointPlace;
  manifest: CheckpointManifest;
  read(): Promise<Uint8Array<ArrayBuffer>>;
}

/** Puts networks and a step back; they change only if all of it is there, undamaged, and fits. */
export async function restoreCheckpoint(
  { place, manifest, read }: CheckpointSource,
  { networks, step, config }: LoadCheckpointOptions,
): Promise<void> {
  if (config !== undefined) await checkConfig(place, manifest, config);
  const weights = networkWeights(networks);
  checkArchitecture(place, manifest, weights);
  const bytes = await read();
  await checkBytes(place, manifest, bytes);
  const tensors = unpackTensors(manifest.tensors, bytes);
  try {
    step?.restore({ tensors: under('step/', tensors), values: manifest.values });
    const saved = under('networks/', tensors);
    for (const [name, variable] of Object.entries(weights)) variable.assign(saved[name]!);
  } finally {
    tf.dispose(tensors);
  }
}

const under = (prefix: string, tensors: Record<string, tf.Tensor>) =>
  Object.fromEntries(
    Object.entries(tensors)
      .filter(([name]) => name.startsWith(prefix))
      .map(([name, tensor]) => [name.slice(prefix.length), tensor]),
  );

async function checkConfig(
  { checkpoint }: CheckpointPlace,
  manifest: CheckpointManifest,
  config: unknown,
): Promise<void> {
  if ((await jsonHash(config)) === manifest.configHash) return;
  const differences = jsonDifferences(manifest.config, config);
  throw new Error(
    `loadCheckpoint: expected the configuration of ${checkpoint}, got another (${differences.join('; ')}). ` +
      'Resume with the saved settings, or begin another run.',
  );
}

function checkArchitecture(
  { checkpoint }: CheckpointPlace,
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
      `loadCheckpoint: expected ${wanted ? `${name} of ${wanted}` : `no ${name}`} in ${checkpoint}, ` +
        `got ${got ?? 'none'}. ` +
        'It was saved from networks of another architecture: make them with its options.',
    );
  }
}

/** Refuses bytes that are not those that were packed. */
async function checkBytes(
  { tensors, mend }: CheckpointPlace,
  wanted: CheckpointManifest,
  bytes: Uint8Array<ArrayBuffer>,
): Promise<void> {
  if (bytes.length !== wanted.bytes) {
    throw new Error(
      `loadCheckpoint: expected ${wanted.bytes} bytes in ${tensors}, got ${bytes.length}. ` +
        mend('cut off'),
    );
  }
  if ((await sha256(bytes)) !== wanted.sha256) {
    throw new Error(
      `loadCheckpoint: expected ${tensors} as written, got other bytes (SHA-256 differs). ` +
        mend('damaged'),
    );
  }
}
