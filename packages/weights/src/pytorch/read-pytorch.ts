import { numberTypes } from '../number-types.js';
import type { WeightArray, WeightMap } from '../weight-array.js';
import { ByteCursor } from './byte-cursor.js';
import { collectParts, type Notes, type Parts } from './collect-parts.js';
import { readLegacy } from './read-legacy.js';
import { readTensor, sizeOf } from './read-tensor.js';
import { readZip } from './read-zip.js';
import { refuse } from './refuse.js';
import type { Storage, StoredTensor } from './torch-globals.js';

/** What a checkpoint holds. */
export interface PyTorchFile {
  /**
   * The dictionaries of tensors by their path: `''` for the file's own, `state_dict`, `netG`,
   * `optimizer.state.0` …. A prefix `module.` or `_orig_mod.` that all names of one share is left out.
   */
  readonly parts: Readonly<Record<string, WeightMap>>;
  /** Numbers and texts beside them, for example `epoch`. */
  readonly notes: Notes;
}

/** A pickle that was run, and where its numbers are. */
export interface Checkpoint {
  root: unknown;
  /** The bytes of a storage. */
  storage(storage: Storage): Uint8Array;
}

const zipStart = 0x04034b50;

/**
 * Reads the bytes of a PyTorch checkpoint, `.pth` or `.pt`: the zip form of PyTorch 1.6 and later, or
 * the older one.
 *
 * Nothing in the file is executed. Of Python's globals only tensors, their storages and types and
 * OrderedDict mean anything; any other name is refused. All sizes are checked before memory is taken.
 * Tensors may be transposed, cut out of others or share their numbers.
 *
 * @param bytes the whole file
 * @returns the tensors of every dictionary in it, and the notes beside them
 * @throws TypeError when `bytes` is no Uint8Array
 * @throws RangeError when the file is no checkpoint, is damaged, or names what is not allowed
 * @see https://github.com/pytorch/pytorch/blob/main/torch/serialization.py
 * @example
 * ```ts
 * import { readPyTorch } from '@ikat/weights';
 *
 * try {
 *   readPyTorch(new TextEncoder().encode('not a checkpoint'));
 * } catch (error) {
 *   console.log((error as Error).name); // RangeError
 * }
 * ```
 */
export function readPyTorch(bytes: Uint8Array): PyTorchFile {
  if (!(bytes instanceof Uint8Array)) {
    throw new TypeError(
      `readPyTorch: expected the file's bytes as Uint8Array, got ${typeof bytes}.`,
    );
  }
  const { root, storage } = startsZip(bytes) ? readZip(bytes) : readLegacy(bytes);
  const { parts, notes } = collectParts(root);
  checkTotal(parts, bytes.length);
  const read = [...parts].map(([path, tensors]): [string, WeightMap] => {
    const name = withoutWrapper([...tensors.keys()]);
    const weights = [...tensors].map(([key, tensor]): [string, WeightArray] => [
      name(key),
      readTensor(tensor, storage(tensor.storage)),
    ]);
    return [path, Object.fromEntries(weights)];
  });
  return { parts: Object.fromEntries(read), notes };
}

/** Whether a file begins as a zip archive. */
export const startsZip = (file: Uint8Array): boolean =>
  file.length >= 4 && new ByteCursor(file).uint32() === zipStart;

/** Tensors may share their numbers, but not so often that a small file grows into a large one. */
function checkTotal(parts: Parts<StoredTensor>, length: number): void {
  const most = 8 * length;
  let total = 0;
  for (const tensors of parts.values()) {
    for (const { dtype, shape } of tensors.values())
      total += sizeOf(shape) * numberTypes[dtype].bytes;
  }
  if (total > most) refuse(`tensors of at most ${most} bytes, 8 times the file's`, `${total}`);
}

const wrappers = /^(module\.|_orig_mod\.)+/;

/** Names without what DataParallel and torch.compile put before all of them. */
function withoutWrapper(names: readonly string[]): (name: string) => string {
  const areWrapped = names.every((name) => wrappers.test(name));
  return (name) => (areWrapped ? name.replace(wrappers, '') : name);
}
