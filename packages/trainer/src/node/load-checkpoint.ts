import { access, readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import {
  type CheckpointManifest,
  type CheckpointPlace,
  checkManifest,
} from '../checkpoint/manifest.js';
import { type LoadCheckpointOptions, restoreCheckpoint } from '../checkpoint/restore-checkpoint.js';
import { listCheckpoints } from './list-checkpoints.js';

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
  options: LoadCheckpointOptions,
): Promise<LoadedCheckpoint> {
  const { path, ignored } = await chooseCheckpoint(resolve(folder));
  const place = placeOf(path);
  const manifest = await readManifest(place);
  await restoreCheckpoint({ place, manifest, read: () => read(place.tensors) }, options);
  return { step: manifest.step, path, config: manifest.config, ignored };
}

const placeOf = (path: string): CheckpointPlace => ({
  checkpoint: path,
  manifest: join(path, 'checkpoint.json'),
  tensors: join(path, 'tensors.bin'),
  mend: (fault) =>
    `The file is ${fault}: delete its checkpoint folder to go on from the one before.`,
});

async function read(path: string): Promise<Uint8Array<ArrayBuffer>> {
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

async function readManifest(place: CheckpointPlace): Promise<CheckpointManifest> {
  const text = new TextDecoder().decode(await read(place.manifest));
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    throw new Error(
      `loadCheckpoint: expected JSON in ${place.manifest}, got ${text.length} characters that are not. ` +
        place.mend('damaged'),
      { cause },
    );
  }
  return checkManifest(value, place);
}
