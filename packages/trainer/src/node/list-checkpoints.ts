import { readdir } from 'node:fs/promises';
import { join } from 'node:path';

/** A whole checkpoint. */
export interface CheckpointEntry {
  step: number;
  path: string;
}

export interface CheckpointList {
  /** The whole ones, by step. */
  checkpoints: CheckpointEntry[];
  /** The paths of those that a kill or a full disk left half-written; they are never loaded. */
  halfWritten: string[];
}

/**
 * The checkpoints of a run folder: the whole ones by step, and what was left half-written.
 *
 * @param runFolder a folder with `checkpoints/`; without one there are none
 * @throws Error with the cause when the folder cannot be read
 *
 * @example
 * ```ts
 * import { listCheckpoints } from '@ikat/trainer/node';
 *
 * const { checkpoints } = await listCheckpoints('runs/none');
 * console.log(checkpoints.length); // 0
 * ```
 */
export async function listCheckpoints(runFolder: string): Promise<CheckpointList> {
  const folder = join(runFolder, 'checkpoints');
  const names = await readdir(folder).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return [] as string[];
    throw new Error(
      `listCheckpoints: could not read ${folder}: ${error.message}. ` +
        'Give the folder of a run that you may read.',
      { cause: error },
    );
  });
  const found = new Map<number, string>();
  for (const name of names) {
    // `12.replaced` is what a kill between the two renames of a second save of step 12 leaves.
    const [, step, replaced] = /^(\d+)(\.replaced)?$/.exec(name) ?? [];
    if (step === undefined || (replaced && names.includes(step))) continue;
    found.set(Number(step), join(folder, name));
  }
  const checkpoints = [...found].map(([step, path]) => ({ step, path }));
  checkpoints.sort((a, b) => a.step - b.step);
  const halfWritten = names.filter((name) => name.endsWith('.partial')).sort();
  return { checkpoints, halfWritten: halfWritten.map((name) => join(folder, name)) };
}
