import * as tf from '@tensorflow/tfjs-core';

/** A tensor's numbers, away from the GPU. */
class PlainTensor {
  constructor(
    private readonly values: tf.TypedArray,
    private readonly shape: number[],
    private readonly dtype: tf.NumericDataType | 'bool',
  ) {}

  static async of(tensor: tf.Tensor): Promise<PlainTensor> {
    // A copy: what stays in memory as uploaded may be lent to the backend.
    const values = (await tensor.data()).slice() as tf.TypedArray;
    return new PlainTensor(values, tensor.shape, tensor.dtype as 'float32');
  }

  upload(): tf.Tensor {
    return tf.tensor(this.values, this.shape, this.dtype);
  }
}

const isBranch = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype;

/** The same arrays and plain objects with other leaves. */
function mapLeaves(value: unknown, change: (leaf: unknown) => unknown): unknown {
  if (Array.isArray(value)) return value.map((item) => mapLeaves(item, change));
  if (!isBranch(value)) return change(value);
  const entries = Object.entries(value);
  return Object.fromEntries(entries.map(([name, item]) => [name, mapLeaves(item, change)]));
}

/** All tensors in arrays and plain objects, each once. */
export function tensorsIn(value: unknown): tf.Tensor[] {
  const found = new Set<tf.Tensor>();
  mapLeaves(value, (leaf) => leaf instanceof tf.Tensor && found.add(leaf));
  return [...found];
}

/** Downloads all tensors of a structure; gives a function that uploads it again. */
export async function plainCopy<T>(value: T): Promise<() => T> {
  const tensors = tensorsIn(value);
  const plain = await Promise.all(tensors.map((tensor) => PlainTensor.of(tensor)));
  const copies = new Map(tensors.map((tensor, index) => [tensor, plain[index]!]));
  const copied = mapLeaves(value, (leaf) => copies.get(leaf as tf.Tensor) ?? leaf);
  return () => {
    const upload = (leaf: unknown) => (leaf instanceof PlainTensor ? leaf.upload() : leaf);
    return mapLeaves(copied, upload) as T;
  };
}
