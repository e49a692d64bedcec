import { text } from './byte-cursor.js';
import { crc32 } from './crc32.js';
import { refuse } from './refuse.js';

interface Entry {
  name: string;
  method: number;
  checksum: number;
  size: number;
  /** Where its local header begins. */
  at: number;
}

const signatures = {
  local: 0x04034b50,
  central: 0x02014b50,
  end: 0x06054b50,
  end64: 0x06064b50,
  locator64: 0x07064b50,
};

/** The parts of a zip archive by name. */
export interface ZipEntries {
  readonly names: readonly string[];
  /** The bytes of an entry, once its checksum is right; they are not copied. */
  bytes(name: string): Uint8Array | undefined;
}

/**
 * The directory of a zip archive (with zip64) of entries that are not compressed, as PyTorch writes
 * them.
 */
export function zipEntries(file: Uint8Array): ZipEntries {
  const view = new DataView(file.buffer, file.byteOffset, file.byteLength);
  const { start, count } = findDirectory(view);
  const entries = new Map<string, Entry>();
  let at = start;
  let total = 0;
  for (let number = 0; number < count; number++) {
    const { entry, next } = readEntry(file, view, at);
    if (entries.has(entry.name)) {
      refuse('every entry of the archive once', `${entry.name.slice(0, 60)} twice`);
    }
    entries.set(entry.name, entry);
    at = next;
    total += entry.size;
  }
  // Entries that share their bytes would make a small file a lot of work.
  if (total > file.length) refuse(`entries of at most ${file.length} bytes`, `${total}`);
  return {
    names: [...entries.keys()],
    bytes: (name) => {
      const entry = entries.get(name);
      return entry && entryBytes(file, view, entry);
    },
  };
}

/** The end record lies before a comment of at most 65,535 bytes. */
function findDirectory(view: DataView): { start: number; count: number } {
  const least = Math.max(0, view.byteLength - 22 - 0xffff);
  for (let at = view.byteLength - 22; at >= least; at--) {
    if (view.getUint32(at, true) !== signatures.end) continue;
    const found = directory64(view, at) ?? {
      start: view.getUint32(at + 16, true),
      count: view.getUint16(at + 10, true),
    };
    // An entry takes at least 46 bytes: no number of entries can make the loop long.
    if (found.start > at || found.count > (at - found.start) / 46) {
      refuse('the directory of the archive before its end', `${found.count} entries`);
    }
    return found;
  }
  return refuse('the directory of a zip archive at its end', 'none', 'The file is cut off.');
}

function directory64(view: DataView, end: number): { start: number; count: number } | undefined {
  if (end < 20 || view.getUint32(end - 20, true) !== signatures.locator64) return undefined;
  const at = Number(view.getBigUint64(end - 12, true));
  if (at > end - 76 || view.getUint32(at, true) !== signatures.end64) {
    return refuse('a zip64 directory', 'none');
  }
  return {
    start: Number(view.getBigUint64(at + 48, true)),
    count: Number(view.getBigUint64(at + 32, true)),
  };
}

function readEntry(file: Uint8Array, view: DataView, at: number): { entry: Entry; next: number } {
  if (at + 46 > file.length || view.getUint32(at, true) !== signatures.central) {
    refuse(`an entry of the archive's directory at byte ${at}`, 'something else');
  }
  const nameLength = view.getUint16(at + 28, true);
  const extraAt = at + 46 + nameLength;
  const extraEnd = extraAt + view.getUint16(at + 30, true);
  const next = extraEnd + view.getUint16(at + 32, true);
  if (next > file.length) refuse('the directory of the archive whole', 'a part of it');
  const stored = {
    unpacked: view.getUint32(at + 24, true),
    size: view.getUint32(at + 20, true),
    at: view.getUint32(at + 42, true),
  };
  const entry = {
    name: text(file.subarray(at + 46, extraAt)),
    method: view.getUint16(at + 10, true),
    checksum: view.getUint32(at + 16, true),
    ...large(view, stored, { at: extraAt, end: extraEnd }),
  };
  return { entry, next };
}

/** Sizes and places that do not fit 32 bits stand, in this order, in the extra field 1. */
function large<T extends Record<string, number>>(
  view: DataView,
  stored: T,
  extra: { at: number; end: number },
): T {
  const missing = Object.keys(stored).filter((name) => stored[name] === 0xffffffff);
  if (missing.length === 0) return stored;
  for (let at = extra.at; at + 4 <= extra.end; at += 4 + view.getUint16(at + 2, true)) {
    const end = at + 4 + view.getUint16(at + 2, true);
    if (view.getUint16(at, true) !== 1 || end > extra.end || end < at + 4 + 8 * missing.length) {
      continue;
    }
    const values = missing.map((name, index) => [
      name,
      Number(view.getBigUint64(at + 4 + 8 * index, true)),
    ]);
    return { ...stored, ...Object.fromEntries(values) };
  }
  return refuse('the zip64 sizes of an entry', 'none');
}

function entryBytes(file: Uint8Array, view: DataView, entry: Entry): Uint8Array {
  const { at, method, size, checksum } = entry;
  const name = entry.name.slice(0, 60);
  if (method !== 0) {
    refuse(
      `${name} not to be compressed`,
      `method ${method}`,
      'PyTorch does not pack its archives so: save it again.',
    );
  }
  if (at + 30 > file.length || view.getUint32(at, true) !== signatures.local) {
    refuse(`the beginning of ${name} at byte ${at}`, 'something else');
  }
  const start = at + 30 + view.getUint16(at + 26, true) + view.getUint16(at + 28, true);
  if (start + size > file.length)
    refuse(`${size} bytes of ${name}`, `${Math.max(0, file.length - start)}`);
  const bytes = file.subarray(start, start + size);
  const sum = crc32(bytes);
  if (sum !== checksum) {
    refuse(
      `the checksum ${checksum.toString(16)} of ${name}`,
      sum.toString(16),
      'The file is damaged: copy or download it again.',
    );
  }
  return bytes;
}
