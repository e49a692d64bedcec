import * as tf from '@tensorflow/tfjs-core';
import { sha256 } from './sha-256.js';

/** One of the tensors that lie one after the other. */
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
  return { entries, bytes, sha256: await sha256(bytes) };
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
  const own = bytes.slice(); // aligned, and not shared with what was read
  let offset = 0;
  return Object.fromEntries(
    entries.map(({ name, dtype, shape }) => {
      const values = new arrays[dtype](own.buffer, offset, tf.util.sizeFromShape(shape));
      offset += padded(values.byteLength);
      return [name, tf.tensor(values.slice(), shape, dtype)];
    }),
  );
}
