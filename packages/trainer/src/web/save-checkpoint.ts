import {
  type CheckpointParts,
  checkKeep,
  type PackedCheckpoint,
  packCheckpoint,
} from '../checkpoint/pack-checkpoint.js';
import { type CheckpointDatabase, rangeOf, withDatabase } from './checkpoint-database.js';
import { notStored } from './storage-full.js';

/** What `saveCheckpoint` takes. */
export type SaveCheckpointOptions = CheckpointParts;

/**
 * Saves everything that a resume needs in the browser (IndexedDB), under a run's name.
 *
 * The state is taken at once, so that training may go on while it is written. It is written, and
 * older checkpoints than the last `keep` are removed, in one transaction: whatever happens to the
 * page, the last whole checkpoint is there. A state with a NaN or infinite number is not saved.
 *
 * @param run a name of your own
 * @returns the step that was saved
 * @throws Error with the cause when it cannot be written, {@link StorageFullError} when there is no
 *   room; {@link DivergenceError} when a weight is not finite
 *
 * @example
 * ```ts
 * import { mlpDiscriminator, mlpGenerator } from '@ikat/models';
 * import { ganStep } from '@ikat/trainer';
 * import { loadCheckpoint, saveCheckpoint } from '@ikat/trainer/web';
 *
 * const networks = { generator: mlpGenerator(), discriminator: mlpDiscriminator() };
 * const step = ganStep(networks);
 * await saveCheckpoint('digits', { networks, step, config: { seed: 0 } });
 * const resumed = await loadCheckpoint('digits', { networks, step, config: { seed: 0 } });
 * console.log(resumed.step); // 0
 * ```
 */
export async function saveCheckpoint(
  run: string,
  { keep = 2, ...parts }: SaveCheckpointOptions,
): Promise<number> {
  checkKeep(keep);
  const packed = await packCheckpoint(parts);
  const { step } = packed.manifest;
  await withDatabase('saveCheckpoint', (database) =>
    write(database, packed, { run, keep }).catch(async (cause) => {
      throw await notStored({ run, step, bytes: packed.bytes.length }, cause);
    }),
  );
  return step;
}

async function write(
  database: CheckpointDatabase,
  { manifest, bytes }: PackedCheckpoint,
  { run, keep }: { run: string; keep: number },
): Promise<void> {
  const { step } = manifest;
  const transaction = database.transaction(['manifests', 'tensors'], 'readwrite', {
    durability: 'strict',
  });
  const manifests = transaction.objectStore('manifests');
  const tensors = transaction.objectStore('tensors');
  const work = async () => {
    await tensors.put(bytes, [run, step]);
    await manifests.put({ run, step, saved: Date.now(), manifest });
    const keys = await manifests.getAllKeys(rangeOf(run));
    for (const key of keys.slice(0, -keep)) {
      await manifests.delete(key);
      await tensors.delete(key);
    }
  };
  const whole = work().catch((error) => {
    abort(transaction); // or what was put so far would stay
    throw error;
  });
  await Promise.all([whole, transaction.done]);
}

function abort(transaction: { abort(): void }): void {
  try {
    transaction.abort();
  } catch {
    // the browser has done so already
  }
}
