import { createHash } from 'node:crypto';
import * as tf from '@tensorflow/tfjs-core';

/** Where a tensor is in the file that has them all, one after the other. */
export interface TensorEntry {
  name: string;
  dtype: 'float32' | 'int32' | 'bool';
  shape: number[];
}

export interface PackedTensors {
  entries: TensorEntry[];
  bytes: Uint8Array<ArrayBuffer>;
  sha256: string;
}

const arrays = { float32: Float32Array, int32: Int32Array, bool: Uint8Array } as const;

const padded = (length: number) => Math.ceil(length / 4) * 4;

const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');

/** Downloads named tensors into one run of bytes, in the machine's (little) byte order. */
export async function packTensors(tensors: Record<string, tf.Tensor>): Promise<PackedTensors> {
  const names = Object.keys(tensors);
  const data = await Promise.all(names.map((name) => tensors[name]!.data()));
  const entries = names.map((name) => {
    const { dtype, shape } = tensors[name]!;
    return { name, dtype: dtype as TensorEntry['dtype'], shape };
  });
  const bytes = new Uint8Array(data.reduce((sum, it) => sum + padded(it.byteLength), 0));
  let offset = 0;
  for (const { buffer, byteOffset, byteLength } of data) {
    bytes.set(new Uint8Array(buffer, byteOffset, byteLength), offset);
    offset += padded(byteLength);
  }
  return { entries, bytes, sha256: sha256(bytes) };
}

/** The first packed number that is not finite, and the name of its tensor. */
export function firstNotFinite({ entries, bytes }: PackedTensors) {
  let offset = 0;
  for (const { name, dtype, shape } of entries) {
    const values = new arrays[dtype](bytes.buffer, offset, tf.util.sizeFromShape(shape));
    offset += padded(values.byteLength);
    if (dtype !== 'float32') continue;
    const value = (values as Float32Array).find((it) => !Number.isFinite(it));
    if (value !== undefined) return { name, value };
  }
  return undefined;
}

/** Reads back what {@link packTensors} wrote; the tensors are the caller's. */
export function unpackTensors(entries: readonly TensorEntry[], bytes: Uint8Array) {
  const own = bytes.slice(); // aligned, and not shared with the file's buffer
  let offset = 0;
  return Object.fromEntries(
    entries.map(({ name, dtype, shape }) => {
      const values = new arrays[dtype](own.buffer, offset, tf.util.sizeFromShape(shape));
      offset += padded(values.byteLength);
      return [name, tf.tensor(values.slice(), shape, dtype)];
    }),
  );
}

/** Refuses bytes that are not those that were packed. */
export function checkBytes(
  path: string,
  bytes: Uint8Array,
  wanted: { length: number; sha256: string },
): void {
  if (bytes.length !== wanted.length) {
    throw new Error(
      `loadCheckpoint: expected ${wanted.length} bytes in ${path}, got ${bytes.length}. ` +
        'The file is cut off: delete its checkpoint folder to go on from the one before.',
    );
  }
  if (sha256(bytes) !== wanted.sha256) {
    throw new Error(
      `loadCheckpoint: expected ${path} as it was written, got other bytes (SHA-256 differs). ` +
        'The file is damaged: delete its checkpoint folder to go on from the one before.',
    );
  }
}
