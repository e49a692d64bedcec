import type { State } from './state.js';

/** Keeps the state of a study in the browser. */
export interface Store {
  /** False where the browser keeps nothing. */
  readonly keeps: boolean;
  load(): Promise<State | undefined>;
  /** False, and nothing written, where another tab is ahead of this one. */
  save(state: State): Promise<boolean>;
  erase(): Promise<void>;
}

const TABLE = 'sessions';

/** Opens IndexedDB; where there is none (some private windows) answers live in memory only. */
export async function openStore(sha: string): Promise<Store> {
  try {
    const database = await openDatabase();
    const table = (mode: IDBTransactionMode) =>
      database.transaction(TABLE, mode, { durability: 'strict' }).objectStore(TABLE);
    return {
      keeps: true,
      load: () => finished<State | undefined>(table('readonly').get(sha)),
      save: (state) => saveUnlessBehind(table('readwrite'), sha, state),
      erase: async () => void (await written(table('readwrite'), (rows) => rows.delete(sha))),
    };
  } catch {
    return {
      keeps: false,
      load: async () => undefined,
      save: async () => true,
      erase: async () => {},
    };
  }
}

async function openDatabase(): Promise<IDBDatabase> {
  const request = indexedDB.open('ikat-study', 1);
  request.onupgradeneeded = () => request.result.createObjectStore(TABLE);
  return finished(request);
}

function finished<Result>(request: IDBRequest<Result>): Promise<Result> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

// A write counts when its transaction is complete, not when the request succeeded.
function written(rows: IDBObjectStore, write: (rows: IDBObjectStore) => void): Promise<void> {
  return new Promise((resolve, reject) => {
    rows.transaction.oncomplete = () => resolve();
    rows.transaction.onerror = () => reject(rows.transaction.error);
    write(rows);
  });
}

async function saveUnlessBehind(rows: IDBObjectStore, sha: string, state: State): Promise<boolean> {
  let ahead = false;
  await written(rows, () => {
    const kept = rows.get(sha);
    kept.onsuccess = () => {
      const other: State | undefined = kept.result;
      ahead = other !== undefined && answersIn(other) > answersIn(state);
      if (!ahead) rows.put(state, sha);
    };
  });
  return !ahead;
}

const answersIn = ({ ratings, recognition }: State) => ratings.length + recognition.length;
