import type { TensorEntry } from './tensor-file.js';

/** What a checkpoint says of itself and of its tensors. */
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

/** Where a checkpoint is read from, in the words of messages. */
export interface CheckpointPlace {
  checkpoint: string;
  manifest: string;
  tensors: string;
  /** A sentence: what has happened to it, and how to go on. */
  mend(fault: 'cut off' | 'damaged'): string;
}

/** Refuses what is no manifest of this version, and names the part that is not right. */
export function checkManifest(value: unknown, place: CheckpointPlace): CheckpointManifest {
  const manifest = value as Partial<CheckpointManifest> | null | undefined;
  if (manifest?.format !== 'ikat-checkpoint' || manifest.version !== 1) {
    throw new Error(
      `loadCheckpoint: expected an ikat-checkpoint of version 1 in ${place.manifest}, ` +
        `got ${manifest?.format} ${manifest?.version}. Another version of @ikat/trainer wrote it.`,
    );
  }
  const missing = Object.keys(fields).find((name) => !fields[name]!(manifest));
  if (missing === undefined) return manifest as CheckpointManifest;
  throw new Error(
    `loadCheckpoint: expected ${missing} in ${place.manifest}, got ${JSON.stringify(manifest[missing as keyof CheckpointManifest])?.slice(0, 40)}. ` +
      place.mend('damaged'),
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
