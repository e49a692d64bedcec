import type * as tf from '@tensorflow/tfjs-core';
import { sizeOf } from '../layout/layout.js';
import { Value } from './value.js';

/** The arrays that hold numbers of each type. */
export const arrays = { float32: Float32Array, int32: Int32Array, bool: Uint8Array };

/**
 * A value of given numbers; it remembers when all are 0 or all are 1. Programs are made simpler by
 * these two; other numbers stay inputs, so that one that changes does not ask for a new program.
 */
export function writtenValue(
  values: tf.BackendValues | null,
  shape: number[],
  dtype: tf.DataType,
): Value {
  const value = new Value([...shape], dtype);
  if (dtype === 'string') {
    value.stored = { data: values as unknown as tf.TypedArray, layout: undefined };
    return value;
  }
  if (dtype === 'complex64') {
    throw new Error('onnx: expected real numbers, got complex64. Use the cpu backend for those.');
  }
  const kind = arrays[dtype];
  const size = sizeOf(shape);
  const data =
    values === null
      ? new kind(size)
      : values instanceof kind
        ? values
        : kind.from(values as ArrayLike<number>);
  value.stored = { data, layout: undefined };
  const first = data[0];
  // Not -0: 1 / -0 is another infinity.
  if ((Object.is(first, 0) || first === 1) && isUniform(data)) value.constant = first;
  return value;
}

function isUniform(data: tf.TypedArray): boolean {
  const { length } = data;
  if (length === 0) return false;
  const first = data[0];
  // Most data differs at one of these places already.
  if (data[length - 1] !== first || data[length >> 1] !== first) return false;
  for (let index = 1; index < length; index++) {
    if (data[index] !== first || (first === 0 && Object.is(data[index], -0))) return false;
  }
  return true;
}
