import { kindOf, startsLegacy } from './pytorch/read-legacy.js';
import { type PyTorchFile, readPyTorch, startsZip } from './pytorch/read-pytorch.js';
import { readSafetensors } from './safetensors.js';
import type { WeightMap } from './weight-array.js';

/** What a file of weights holds, whatever its format. */
export interface WeightFile extends PyTorchFile {
  readonly format: 'pytorch' | 'safetensors';
}

/**
 * Reads the bytes of a PyTorch checkpoint or a safetensors file: the content tells which.
 *
 * @param bytes the whole file
 * @throws RangeError as {@link readPyTorch} and {@link readSafetensors} do, or when it is neither
 * @example
 * ```ts
 * import { readWeights, writeSafetensors } from '@ikat/weights';
 *
 * const bytes = writeSafetensors({ scale: { shape: [], data: Float32Array.of(2) } });
 * const { format, parts } = readWeights(bytes);
 * console.log(format, parts['']?.scale?.data.join()); // safetensors 2
 * ```
 */
export function readWeights(bytes: Uint8Array): WeightFile {
  if (bytes instanceof Uint8Array && looksLikeSafetensors(bytes)) {
    const { tensors, metadata } = readSafetensors(bytes);
    return { format: 'safetensors', parts: { '': tensors }, notes: metadata };
  }
  if (bytes instanceof Uint8Array && !startsZip(bytes) && !startsLegacy(bytes)) {
    throw new RangeError(
      `readWeights: expected a PyTorch checkpoint or a safetensors file, got ${kindOf(bytes)}. Give a .pth, .pt or .safetensors file.`,
    );
  }
  return { format: 'pytorch', ...readPyTorch(bytes) };
}

/** A 64-bit length below 4 GB, or the brace of the header behind one of any size: one may be damaged. */
const looksLikeSafetensors = (bytes: Uint8Array): boolean =>
  bytes.length >= 8 && (bytes[8] === 0x7b || bytes.subarray(4, 8).every((byte) => byte === 0));

/**
 * Chooses one dictionary of a file.
 *
 * Without a name it is the only one, or the only one that has a tensor called `….weight`: the state of
 * an optimiser does not count.
 *
 * @param name its path, for example `netG`; `''` for the file's own; or what stands before the names
 *   of one network in a dictionary of several, for example `generator` of `generator.model.1.weight`
 * @throws RangeError that names the dictionaries when there is none of that name, or several
 * @example
 * ```ts
 * import { choosePart } from '@ikat/weights';
 *
 * const weight = { dtype: 'float32', shape: [1], data: Float32Array.of(3) } as const;
 * const parts = { netG: { 'main.0.weight': weight }, optimizer: { step: weight } };
 * console.log(Object.keys(choosePart(parts))[0]); // main.0.weight
 * ```
 */
export function choosePart(parts: PyTorchFile['parts'], name?: string): WeightMap {
  if (name !== undefined && Object.hasOwn(parts, name)) return parts[name]!;
  const prefixed = name ? Object.values(parts).map((part) => withPrefix(part, `${name}.`)) : [];
  const found = prefixed.filter((part) => Object.keys(part).length > 0);
  if (found.length === 1) return found[0]!;
  const paths = Object.keys(parts);
  const networks = paths.filter((path) =>
    Object.keys(parts[path]!).some((key) => /(^|\.)weight(_orig)?$/.test(key)),
  );
  const all = networks.length > 0 ? networks : paths;
  if (name === undefined && all.length === 1) return parts[all[0]!]!;
  const list = all.slice(0, 8).map((path) => path || "'' (the file's own)");
  const some = `${list.join(', ')}${all.length > 8 ? ` and ${all.length - 8} more` : ''}`;
  throw new RangeError(
    name === undefined
      ? `choosePart: expected one network in the file, got ${some}. Name the part that you want.`
      : `choosePart: expected one of ${some}, got ${name}. Name a part that the file has.`,
  );
}

/** The weights whose names begin with a prefix, without it. */
function withPrefix(weights: WeightMap, prefix: string): WeightMap {
  const entries = Object.entries(weights).filter(([name]) => name.startsWith(prefix));
  return Object.fromEntries(entries.map(([name, weight]) => [name.slice(prefix.length), weight]));
}
