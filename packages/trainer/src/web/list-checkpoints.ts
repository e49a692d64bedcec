import { rangeOf, withDatabase } from './checkpoint-database.js';

/** A checkpoint in the browser. */
export interface CheckpointEntry {
  run: string;
  step: number;
  saved: Date;
  /** Size of its tensors in bytes. */
  bytes: number;
  /** The configuration that was saved. */
  config: unknown;
}

/**
 * The checkpoints that the browser keeps, by run and step. Every one of them is whole.
 *
 * @param run only those of this run
 *
 * @example
 * ```ts
 * import { listCheckpoints } from '@ikat/trainer/web';
 *
 * console.log((await listCheckpoints('none')).length); // 0
 * ```
 */
export async function listCheckpoints(run?: string): Promise<CheckpointEntry[]> {
  const records = await withDatabase('listCheckpoints', (database) =>
    database.getAll('manifests', run === undefined ? undefined : rangeOf(run)),
  );
  return records.map(({ run, step, saved, manifest }) => ({
    ...{ run, step, saved: new Date(saved) },
    ...{ bytes: manifest.bytes, config: manifest.config },
  }));
}

/**
 * Removes checkpoints from the browser. What is not there is removed already.
 *
 * @param step only this one; left out, all of the run
 *
 * @example
 * ```ts
 * import { deleteCheckpoints, listCheckpoints } from '@ikat/trainer/web';
 *
 * await deleteCheckpoints('glyphs');
 * console.log((await listCheckpoints('glyphs')).length); // 0
 * ```
 */
export async function deleteCheckpoints(run: string, step?: number): Promise<void> {
  await withDatabase('deleteCheckpoints', async (database) => {
    const which = step === undefined ? rangeOf(run) : IDBKeyRange.only([run, step]);
    const transaction = database.transaction(['manifests', 'tensors'], 'readwrite');
    await Promise.all([
      transaction.objectStore('manifests').delete(which),
      transaction.objectStore('tensors').delete(which),
      transaction.done,
    ]);
  });
}
