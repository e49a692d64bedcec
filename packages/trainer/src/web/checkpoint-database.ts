import { type DBSchema, type IDBPDatabase, openDB } from 'idb';
import type { CheckpointManifest } from '../checkpoint/manifest.js';

/** What is kept of each checkpoint beside its tensors. */
export interface ManifestRecord {
  run: string;
  step: number;
  /** Milliseconds since 1970. */
  saved: number;
  manifest: CheckpointManifest;
}

interface CheckpointSchema extends DBSchema {
  manifests: { key: [run: string, step: number]; value: ManifestRecord };
  tensors: { key: [run: string, step: number]; value: Uint8Array<ArrayBuffer> };
}

export type CheckpointDatabase = IDBPDatabase<CheckpointSchema>;

const NAME = 'ikat-checkpoints';

/** Opens the database of checkpoints for one piece of work, and closes it. */
export async function withDatabase<Result>(
  caller: string,
  work: (database: CheckpointDatabase) => Promise<Result>,
): Promise<Result> {
  if (globalThis.indexedDB === undefined) {
    throw new Error(
      `${caller}: expected a browser with IndexedDB, got none. In Node use @ikat/trainer/node.`,
    );
  }
  const database = await openDB<CheckpointSchema>(NAME, 1, {
    upgrade(fresh) {
      fresh.createObjectStore('manifests', { keyPath: ['run', 'step'] });
      fresh.createObjectStore('tensors');
    },
  }).catch((cause: Error) => {
    throw new Error(
      `${caller}: could not open the browser's storage: ${cause.message}. ` +
        'Private windows and strict settings may forbid it: allow this site to store data.',
      { cause },
    );
  });
  try {
    return await work(database);
  } finally {
    database.close();
  }
}

/** All checkpoints of a run: an array sorts behind every number. */
export const rangeOf = (run: string): IDBKeyRange => IDBKeyRange.bound([run], [run, []]);
