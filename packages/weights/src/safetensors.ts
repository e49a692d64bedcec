import { numberTypes, readNumbers } from './number-types.js';
import { isPrintable, printable } from './printable.js';
import { parseUniqueJson } from './unique-json.js';
import type { DataType, WeightArray, WeightMap } from './weight-array.js';

/** What a safetensors file holds. */
export interface Safetensors {
  /** The tensors by name. */
  readonly tensors: WeightMap;
  /** The file's own notes. */
  readonly metadata: Readonly<Record<string, string>>;
}

interface Entry {
  name: string;
  dtype: DataType;
  shape: number[];
  begin: number;
  end: number;
}

/** The format's names of the data types. */
export const safetensorsTypes: Readonly<Record<string, DataType>> = {
  F64: 'float64',
  F32: 'float32',
  F16: 'float16',
  BF16: 'bfloat16',
  I64: 'int64',
  I32: 'int32',
  I16: 'int16',
  I8: 'int8',
  U8: 'uint8',
  BOOL: 'bool',
};

const longestHeader = 100_000_000;

/**
 * Reads the bytes of a safetensors file: an unsigned 64-bit length, a JSON header of that length, values.
 *
 * Nothing in the file is executed, and every length, offset and shape is checked before it is used.
 *
 * @param bytes the whole file
 * @returns the tensors, F16 and BF16 widened to float32, and the metadata
 * @throws TypeError when `bytes` is no Uint8Array
 * @throws RangeError when the file is cut off, contradicts itself or holds types of other numbers
 * @see https://github.com/huggingface/safetensors
 * @example
 * ```ts
 * import { readSafetensors } from '@ikat/weights';
 *
 * const header = JSON.stringify({ a: { dtype: 'F32', shape: [2], data_offsets: [0, 8] } });
 * const bytes = new Uint8Array(8 + header.length + 8);
 * new DataView(bytes.buffer).setUint32(0, header.length, true);
 * bytes.set(new TextEncoder().encode(header), 8);
 * const { tensors } = readSafetensors(bytes);
 * console.log(tensors.a?.data.length); // 2
 * ```
 */
export function readSafetensors(bytes: Uint8Array): Safetensors {
  if (!(bytes instanceof Uint8Array)) {
    throw new TypeError(
      `readSafetensors: expected the file's bytes as Uint8Array, got ${typeof bytes}.`,
    );
  }
  const start = 8 + headerLength(bytes);
  const header = parseHeader(bytes.subarray(8, start));
  const values = bytes.subarray(start);
  const metadata = readMetadata(header);
  const entries = Object.entries(header)
    .filter(([name]) => name !== '__metadata__')
    .map(([name, entry]) => readEntry(name, entry));
  checkCover(entries, values.length);
  return {
    tensors: Object.fromEntries(entries.map((entry) => [entry.name, readTensor(entry, values)])),
    metadata,
  };
}

function refuse(expected: string, got: string): never {
  throw new RangeError(
    `readSafetensors: expected ${printable(expected)}, got ${printable(got)}. The file is damaged or not a safetensors file.`,
  );
}

function headerLength(bytes: Uint8Array): number {
  if (bytes.length < 8) refuse('at least 8 bytes', `${bytes.length}`);
  const length = new DataView(bytes.buffer, bytes.byteOffset, 8).getBigUint64(0, true);
  const room = Math.min(bytes.length - 8, longestHeader);
  if (length > BigInt(room)) refuse(`a header of at most ${room} bytes`, `${length}`);
  return Number(length);
}

function parseHeader(bytes: Uint8Array): Record<string, unknown> {
  const value = parseUniqueJson(bytes, refuse);
  if (!isObject(value)) refuse('a JSON object as header', JSON.stringify(value)?.slice(0, 40));
  return value;
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const isSize = (value: unknown): value is number =>
  Number.isSafeInteger(value) && Number(value) >= 0;

const isSizes = (value: unknown): value is number[] => Array.isArray(value) && value.every(isSize);

function readMetadata(header: Record<string, unknown>): Record<string, string> {
  const metadata = Object.hasOwn(header, '__metadata__') ? header.__metadata__ : {};
  if (!isObject(metadata) || Object.values(metadata).some((value) => typeof value !== 'string')) {
    refuse('__metadata__ to map names to texts', JSON.stringify(metadata).slice(0, 40));
  }
  return metadata as Record<string, string>;
}

function readEntry(name: string, entry: unknown): Entry {
  if (!isPrintable(name)) refuse('names of letters', name.slice(0, 60));
  const { dtype: stored, shape, data_offsets: offsets } = isObject(entry) ? entry : {};
  if (typeof stored !== 'string' || !Object.hasOwn(safetensorsTypes, stored)) {
    throw new RangeError(
      `readSafetensors: expected ${name} to be ${Object.keys(safetensorsTypes).join(', ')}, got ${printable(`${JSON.stringify(stored)}`)}. Convert the tensor before saving it.`,
    );
  }
  const dtype = safetensorsTypes[stored]!;
  if (!isSizes(shape)) refuse(`${name} to have a shape`, `${JSON.stringify(shape)}`);
  if (!isSizes(offsets) || offsets.length !== 2) {
    refuse(`${name} to have two data_offsets`, `${JSON.stringify(offsets)}`);
  }
  const [begin, end] = offsets as [number, number];
  const length = shape.reduce((product, size) => product * size, numberTypes[dtype].bytes);
  if (end - begin !== length) {
    refuse(`${name} of shape [${shape}] to take ${length} bytes`, `${end - begin}`);
  }
  return { name, dtype, shape, begin, end };
}

// The values are covered whole and once: nothing lies outside, nothing overlaps, nothing is hidden.
function checkCover(entries: readonly Entry[], length: number): void {
  let covered = 0;
  for (const { name, begin, end } of entries.toSorted(
    (a, b) => a.begin - b.begin || a.end - b.end,
  )) {
    if (begin !== covered) refuse(`the values of ${name} to begin at byte ${covered}`, `${begin}`);
    covered = end;
  }
  if (covered !== length) refuse(`${covered} bytes of values`, `${length}`);
}

function readTensor({ dtype, shape, begin, end }: Entry, values: Uint8Array): WeightArray {
  return { dtype, shape, data: readNumbers(dtype, values.subarray(begin, end)) };
}
