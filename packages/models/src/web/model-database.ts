import { type DBSchema, type IDBPDatabase, openDB } from 'idb';
import type { ModelArtifacts } from '../artifacts.js';

/** What is kept of each model beside its files. */
export interface SavedRecord {
  name: string;
  /** Bytes of its files together. */
  bytes: number;
  /** Milliseconds since 1970. */
  saved: number;
  /** The text of its card. */
  card: string;
}

interface ModelSchema extends DBSchema {
  models: { key: string; value: SavedRecord };
  files: { key: string; value: ModelArtifacts };
}

type ModelDatabase = IDBPDatabase<ModelSchema>;

const NAME = 'ikat-models';

/** Opens the database of models for one piece of work, and closes it. */
export async function withDatabase<Result>(
  caller: string,
  work: (database: ModelDatabase) => Promise<Result>,
): Promise<Result> {
  if (globalThis.indexedDB === undefined) {
    throw new Error(
      `${caller}: expected a browser with IndexedDB, got none. In Node use @ikat/models/node.`,
    );
  }
  const database = await openDB<ModelSchema>(NAME, 1, {
    upgrade(fresh) {
      fresh.createObjectStore('models', { keyPath: 'name' });
      fresh.createObjectStore('files');
    },
  }).catch((cause: Error) => {
    throw new Error(
      `${caller}: could not open the browser's storage: ${cause.message}. Private windows and strict settings may forbid it: allow this site to store data.`,
      { cause },
    );
  });
  try {
    return await work(database);
  } finally {
    database.close();
  }
}
