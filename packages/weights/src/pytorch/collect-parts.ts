import { isPrintable } from '../printable.js';
import { refuse } from './refuse.js';
import { isTensor, type StoredTensor } from './torch-globals.js';
import { describe } from './unpickle.js';

/** The tensors of a checkpoint: by the path of their dictionary, then by name. */
export type Parts<T> = Map<string, Map<string, T>>;

/** What stands beside the tensors, for example `epoch`. */
export type Notes = Readonly<Record<string, string | number | boolean>>;

const deepest = 32;
const longestName = 500;

/** Sorts what a pickle holds into dictionaries of tensors; each container is visited once. */
export function collectParts(root: unknown): { parts: Parts<StoredTensor>; notes: Notes } {
  const parts: Parts<StoredTensor> = new Map();
  const notes: [string, string | number | boolean][] = [];
  const seen = new Set<unknown>();
  const visit = (value: unknown, path: readonly string[]): void => {
    if (isTensor(value)) add(parts, path, value);
    if (path.length === 1 && isNote(value)) notes.push([path[0]!, value]);
    if (!isContainer(value) || seen.has(value)) return;
    if (path.length > deepest) refuse(`dictionaries at most ${deepest} deep`, 'deeper ones');
    seen.add(value);
    for (const [key, child] of value.entries()) visit(child, [...path, keyName(key)]);
  };
  if (!isContainer(root))
    refuse('a dictionary of tensors', isTensor(root) ? 'one tensor' : describe(root));
  visit(root, []);
  if (parts.size === 0)
    refuse('tensors in the file', 'none', 'Save the state_dict() of a network.');
  return { parts, notes: Object.fromEntries(notes) };
}

const isContainer = (value: unknown): value is Map<unknown, unknown> | unknown[] =>
  value instanceof Map || Array.isArray(value);

const isNote = (value: unknown): value is string | number | boolean =>
  typeof value === 'number' ||
  typeof value === 'boolean' ||
  (typeof value === 'string' && value.length <= 200);

function keyName(key: unknown): string {
  const name = typeof key === 'number' ? String(key) : key;
  if (typeof name === 'string' && name.length <= longestName && isPrintable(name)) return name;
  return refuse(`names of at most ${longestName} printable letters as keys`, describe(key));
}

function add(parts: Parts<StoredTensor>, path: readonly string[], tensor: StoredTensor): void {
  const name = path.at(-1)!;
  const where = path.slice(0, -1).join('.');
  const part = parts.get(where) ?? new Map<string, StoredTensor>();
  if (part.has(name)) refuse('every name of a tensor once', `${name.slice(0, 60)} twice`);
  parts.set(where, part.set(name, tensor));
}
