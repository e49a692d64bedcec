import { numberTypes } from '../number-types.js';
import type { DataType } from '../weight-array.js';
import { ByteCursor } from './byte-cursor.js';
import type { Checkpoint } from './read-pytorch.js';
import { refuse } from './refuse.js';
import { type Storage, torchCall, torchGlobal, torchStorage } from './torch-globals.js';
import { describe, type PickleContext, unpickle } from './unpickle.js';

const magic = 0x1950a86a20f9469cfc6cn;
const protocol = 1001;

/** In all pickles but that of the checkpoint itself there are only plain values. */
const plain: PickleContext = {
  global: torchGlobal,
  call: (callee) => refuse('plain values', describe(callee)),
  persistent: (id) => refuse('plain values', describe(id)),
};

/**
 * Reads the form before PyTorch 1.6: the pickles of a magic number, a protocol, the system, the
 * checkpoint and the storages' keys, then for each key a 64-bit count and the numbers.
 */
export function readLegacy(file: Uint8Array): Checkpoint {
  const cursor = new ByteCursor(file);
  if (!startsLegacy(file)) refuse('a PyTorch checkpoint', kindOf(file), 'Give a .pth or .pt file.');
  if (unpickle(cursor, plain) !== magic) refuse("PyTorch's magic number", 'another');
  const version = unpickle(cursor, plain);
  if (version !== protocol) refuse(`protocol ${protocol}`, describe(version));
  checkSystem(unpickle(cursor, plain));
  const types = new Map<string, Storage>();
  const root = unpickle(cursor, {
    global: torchGlobal,
    call: torchCall,
    persistent: (id) => {
      const storage = torchStorage(id);
      types.set(storage.key, storage);
      return storage;
    },
  });
  const storages = readStorages(cursor, unpickle(cursor, plain), types);
  return {
    root,
    storage: ({ key, dtype }) => {
      const found = storages.get(key);
      if (found?.dtype !== dtype) refuse(`storage ${key.slice(0, 40)} in the file`, 'none');
      return found!.bytes;
    },
  };
}

/** A pickle of protocol 2 or more whose first value is a number of 10 bytes. */
export const startsLegacy = (file: Uint8Array): boolean =>
  file[0] === 0x80 && file[2] === 0x8a && file[3] === 10;

function checkSystem(system: unknown): void {
  if (system instanceof Map && system.get('little_endian') === true) return;
  refuse('numbers stored little-endian', 'another order', 'Save it on another machine.');
}

function readStorages(cursor: ByteCursor, keys: unknown, types: ReadonlyMap<string, Storage>) {
  if (!Array.isArray(keys)) refuse('the keys of the storages', describe(keys));
  const storages = new Map<string, { dtype: DataType; bytes: Uint8Array }>();
  for (const key of keys as unknown[]) {
    const type = typeof key === 'string' ? types.get(key) : undefined;
    if (!type) refuse('the key of a storage', describe(key));
    const count = cursor.uint64();
    if (count !== type.count) {
      refuse(`${type.count} values in storage ${type.key.slice(0, 40)}`, `${count}`);
    }
    const bytes = cursor.take(count * numberTypes[type.dtype].bytes);
    storages.set(type.key, { dtype: type.dtype, bytes });
  }
  return storages;
}

const starts: readonly [string, readonly number[]][] = [
  ['a JPEG picture', [0xff, 0xd8, 0xff]],
  ['a PNG picture', [0x89, 0x50, 0x4e, 0x47]],
  ['an HDF5 file, as Keras writes', [0x89, 0x48, 0x44, 0x46]],
  ['a gzip archive', [0x1f, 0x8b]],
  ['a plain pickle', [0x80]],
  ['a text', [0x7b]],
];

/** What a file is that is not a checkpoint, by its first bytes. */
export function kindOf(file: Uint8Array): string {
  if (file.length === 0) return 'an empty file';
  const tar = String.fromCharCode(...file.subarray(257, 262));
  if (tar === 'ustar') return 'a tar archive, as PyTorch before 0.1.10 wrote';
  const known = starts.find(([, start]) => start.every((byte, at) => file[at] === byte));
  if (known) return known[0];
  const first = [...file.subarray(0, 4)].map((byte) => byte.toString(16).padStart(2, '0'));
  return `a file that begins with the bytes ${first.join(' ')}`;
}
