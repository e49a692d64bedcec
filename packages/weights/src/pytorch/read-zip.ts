import { numberTypes } from '../number-types.js';
import { ByteCursor, text } from './byte-cursor.js';
import type { Checkpoint } from './read-pytorch.js';
import { refuse } from './refuse.js';
import { torchCall, torchGlobal, torchStorage } from './torch-globals.js';
import { unpickle } from './unpickle.js';
import { type ZipEntries, zipEntries } from './zip-entries.js';

/** Reads the form of PyTorch 1.6 and later: `x/data.pkl` and, for each storage, `x/data/<key>`. */
export function readZip(file: Uint8Array): Checkpoint {
  const entries = zipEntries(file);
  const folder = findFolder(entries);
  checkOrder(entries.bytes(`${folder}byteorder`));
  const pickle = entries.bytes(`${folder}data.pkl`)!;
  const root = unpickle(new ByteCursor(pickle), {
    global: torchGlobal,
    call: torchCall,
    persistent: torchStorage,
  });
  const checked = new Map<string, Uint8Array>();
  return {
    root,
    storage: ({ key, dtype, count }) => {
      const bytes = checked.get(key) ?? entries.bytes(`${folder}data/${key}`);
      const name = `storage ${key.slice(0, 40)}`;
      if (!bytes) return refuse(`${name} in the archive`, 'none');
      const expected = count * numberTypes[dtype].bytes;
      if (bytes.length !== expected) refuse(`${expected} bytes in ${name}`, `${bytes.length}`);
      checked.set(key, bytes);
      return bytes;
    },
  };
}

function findFolder({ names }: ZipEntries): string {
  if (names.some((name) => name.endsWith('/constants.pkl'))) {
    refuse('a checkpoint', 'a TorchScript archive', 'Save the state_dict() of the network.');
  }
  const found = names.find((name) => /^[^/]+\/data\.pkl$/.test(name));
  if (found) return found.slice(0, -'data.pkl'.length);
  const first = names[0] === undefined ? 'nothing' : names[0].slice(0, 60);
  return refuse('data.pkl in the archive', first, 'It is a zip archive, but not of PyTorch.');
}

function checkOrder(bytes: Uint8Array | undefined): void {
  if (bytes === undefined || text(bytes) === 'little') return;
  refuse('numbers stored little-endian', text(bytes).slice(0, 20), 'Save it on another machine.');
}
