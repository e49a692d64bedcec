import type { State } from './state.js';

/**
 * What became of a state: kept; not, because another tab went on or withdrew; or not, because the
 * browser could not.
 */
export type Saved = 'saved' | 'behind' | 'withdrawn' | 'failed';

/** Keeps the state of a study in the browser. */
export interface Store {
  /** False where the browser keeps nothing. */
  readonly keeps: boolean;
  load(): Promise<State | undefined>;
  /** Writes nothing before consent, nor where another tab went on or withdrew since. */
  save(state: State): Promise<Saved>;
  /** Leaves a mark in place of the state, and tells the other tabs. */
  erase(): Promise<void>;
  /** Listens for a withdrawal in another tab. */
  onErased(listener: () => void): void;
}

/** Left where a participant withdrew: says that, and nothing of whom. */
interface Withdrawn {
  readonly withdrawn: true;
}

type Kept = State | Withdrawn | undefined;

const TABLE = 'sessions';

/** Opens IndexedDB; where there is none (some private windows) answers live in memory only. */
export async function openStore(sha: string): Promise<Store> {
  try {
    return storeIn(await openDatabase(), sha);
  } catch {
    return {
      keeps: false,
      load: async () => undefined,
      save: async () => 'saved',
      erase: async () => {},
      onErased: () => {},
    };
  }
}

function storeIn(database: IDBDatabase, sha: string): Store {
  const table = (mode: IDBTransactionMode) =>
    database.transaction(TABLE, mode, { durability: 'strict' }).objectStore(TABLE);
  const tabs = new BroadcastChannel(`ikat-study ${sha}`);
  return {
    keeps: true,
    async load() {
      const kept = await finished<Kept>(table('readonly').get(sha));
      return isWithdrawn(kept) ? undefined : kept;
    },
    async save(state) {
      if (!state.consent.takePart) return 'saved';
      const before = state.saves;
      try {
        return await saveUnlessOvertaken(table('readwrite'), sha, state);
      } catch {
        state.saves = before;
        return 'failed';
      }
    },
    async erase() {
      const mark: Withdrawn = { withdrawn: true };
      await written(table('readwrite'), (rows) => rows.put(mark, sha)).catch(() =>
        // A full browser may refuse the mark, but not to delete.
        written(table('readwrite'), (rows) => rows.delete(sha)),
      );
      tabs.postMessage('erased');
    },
    onErased: (listener) => tabs.addEventListener('message', listener),
  };
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
    rows.transaction.onabort = () => reject(rows.transaction.error);
    write(rows);
  });
}

// Read and written in one transaction, so that no other tab comes between.
async function saveUnlessOvertaken(
  rows: IDBObjectStore,
  sha: string,
  state: State,
): Promise<Saved> {
  let outcome: Saved = 'saved';
  await written(rows, () => {
    const reading: IDBRequest<Kept> = rows.get(sha);
    reading.onsuccess = () => {
      outcome = outcomeOf(reading.result, state);
      if (outcome !== 'saved') return;
      state.saves += 1;
      rows.put(state, sha);
    };
  });
  return outcome;
}

function outcomeOf(kept: Kept, state: State): Saved {
  if (kept === undefined) return 'saved';
  // Who was never saved has not withdrawn: a new participant after one who did.
  if (isWithdrawn(kept)) return state.saves > 0 ? 'withdrawn' : 'saved';
  return kept.participant === state.participant && kept.saves === state.saves ? 'saved' : 'behind';
}

const isWithdrawn = (kept: Kept): kept is Withdrawn => kept !== undefined && 'withdrawn' in kept;
