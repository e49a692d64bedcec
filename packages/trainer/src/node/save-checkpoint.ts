import { mkdir, rename, rm } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import { type CheckpointParts, checkKeep, packCheckpoint } from '../checkpoint/pack-checkpoint.js';
import { type FileWriter, syncFolder, writeDurably } from './durable-write.js';
import { listCheckpoints } from './list-checkpoints.js';

export interface SaveCheckpointOptions extends CheckpointParts {
  /** Writes one file of the checkpoint; for tests, and for disks with a way of their own. */
  write?: FileWriter | undefined;
}

/**
 * Saves everything that a resume needs as `checkpoints/<step>/` in a run folder.
 *
 * The state is taken at once, so that training may go on while it is written. The files are
 * written beside, flushed to the disk and then renamed: a kill at any moment, or a full disk,
 * leaves the last whole checkpoint as it was. Older checkpoints than the last `keep` are removed.
 * A state with a NaN or infinite number in it is not saved.
 *
 * @returns the path of the checkpoint
 * @throws Error with the cause when it cannot be written; what was written of it is removed;
 *   {@link DivergenceError} when a weight is not finite
 *
 * @example
 * ```ts
 * import { mlpDiscriminator, mlpGenerator } from '@ikat/models';
 * import { ganStep } from '@ikat/trainer';
 * import { loadCheckpoint, saveCheckpoint } from '@ikat/trainer/node';
 *
 * const networks = { generator: mlpGenerator(), discriminator: mlpDiscriminator() };
 * const step = ganStep(networks);
 * await saveCheckpoint('runs/digits', { networks, step, config: { seed: 0 } });
 * const resumed = await loadCheckpoint('runs/digits', { networks, step, config: { seed: 0 } });
 * console.log(resumed.step); // 0
 * ```
 */
export async function saveCheckpoint(
  runFolder: string,
  { keep = 3, write = writeDurably, ...parts }: SaveCheckpointOptions,
): Promise<string> {
  checkKeep(keep);
  const { manifest, bytes } = await packCheckpoint(parts);
  const folder = resolve(runFolder, 'checkpoints');
  const partial = join(folder, `${manifest.step}.partial`);
  const path = join(folder, String(manifest.step));
  try {
    await rm(partial, { recursive: true, force: true });
    await mkdir(partial, { recursive: true });
    await write(join(partial, 'tensors.bin'), bytes);
    await write(
      join(partial, 'checkpoint.json'),
      new TextEncoder().encode(JSON.stringify(manifest)),
    );
    await syncFolder(partial);
    await putInPlace(partial, path);
  } catch (cause) {
    await rm(partial, { recursive: true, force: true }).catch(() => undefined);
    throw new Error(
      `saveCheckpoint: could not write ${path}: ${(cause as Error).message}. ` +
        'The checkpoints before it are as they were.',
      { cause },
    );
  }
  await prune(runFolder, keep);
  return path;
}

async function putInPlace(partial: string, path: string): Promise<void> {
  const replaced = `${path}.replaced`;
  await rm(replaced, { recursive: true, force: true });
  await rename(path, replaced).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'ENOENT') throw error;
  });
  await rename(partial, path);
  await syncFolder(resolve(path, '..'));
  await rm(replaced, { recursive: true, force: true });
}

async function prune(runFolder: string, keep: number): Promise<void> {
  const { checkpoints, halfWritten } = await listCheckpoints(runFolder);
  const newest = checkpoints.at(-1)?.step ?? 0;
  const stale = halfWritten.filter((path) => Number.parseInt(basename(path), 10) < newest);
  const old = checkpoints.slice(0, -keep).map(({ path }) => path);
  for (const path of [...old, ...stale]) await rm(path, { recursive: true, force: true });
}
