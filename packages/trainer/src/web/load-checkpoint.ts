import { type CheckpointPlace, checkManifest } from '../checkpoint/manifest.js';
import {
  type LoadCheckpointOptions as CommonOptions,
  restoreCheckpoint,
} from '../checkpoint/restore-checkpoint.js';
import { type CheckpointDatabase, rangeOf, withDatabase } from './checkpoint-database.js';

export interface LoadCheckpointOptions extends CommonOptions {
  /** The step of the checkpoint to load. @default the last that there is */
  at?: number | undefined;
}

export interface LoadedCheckpoint {
  /** How many steps had been made. */
  step: number;
  /** When it was saved. */
  saved: Date;
  /** The configuration that was saved. */
  config: unknown;
}

/**
 * Puts networks and a step back to where a checkpoint was saved in the browser; training goes on as
 * if it had never stopped, to the bit on the cpu and wasm backends.
 *
 * The networks change only if the whole checkpoint is there, undamaged, and fits.
 *
 * @param run the name that `saveCheckpoint` got
 * @throws Error when there is none, or it is damaged, or of another architecture or configuration
 *
 * @example
 * ```ts
 * import { mlpDiscriminator, mlpGenerator } from '@ikat/models';
 * import { ganStep } from '@ikat/trainer';
 * import { loadCheckpoint, saveCheckpoint } from '@ikat/trainer/web';
 *
 * const make = () => ({ generator: mlpGenerator(), discriminator: mlpDiscriminator() });
 * const networks = make();
 * await saveCheckpoint('glyphs', { networks, step: ganStep(networks) });
 *
 * const fresh = make();
 * const step = ganStep(fresh);
 * const { step: steps } = await loadCheckpoint('glyphs', { networks: fresh, step });
 * console.log(steps, step.steps); // 0 0
 * ```
 */
export async function loadCheckpoint(
  run: string,
  { at, ...options }: LoadCheckpointOptions,
): Promise<LoadedCheckpoint> {
  const { place, record, bytes } = await withDatabase('loadCheckpoint', (database) =>
    readRecord(database, run, at),
  );
  const manifest = checkManifest(record.manifest, place);
  await restoreCheckpoint({ place, manifest, read: async () => bytes }, options);
  return { step: manifest.step, saved: new Date(record.saved), config: manifest.config };
}

async function readRecord(database: CheckpointDatabase, run: string, at: number | undefined) {
  const transaction = database.transaction(['manifests', 'tensors']);
  const manifests = transaction.objectStore('manifests');
  const step = at ?? (await manifests.getAllKeys(rangeOf(run))).at(-1)?.[1];
  const record = step === undefined ? undefined : await manifests.get([run, step]);
  if (step === undefined || record === undefined) {
    const which = at === undefined ? 'a checkpoint' : `a checkpoint at step ${at}`;
    throw new Error(
      `loadCheckpoint: expected ${which} of ${run}, got none. See listCheckpoints for those that there are.`,
    );
  }
  const bytes = await transaction.objectStore('tensors').get([run, step]);
  return { place: placeOf(run, step), record, bytes: bytes ?? new Uint8Array(0) };
}

const placeOf = (run: string, step: number): CheckpointPlace => ({
  checkpoint: `step ${step} of ${run}`,
  manifest: `the manifest of step ${step} of ${run}`,
  tensors: `the tensors of step ${step} of ${run}`,
  mend: (fault) => `The record is ${fault}: delete this checkpoint to go on from the one before.`,
});
