import { brainToNumber, halfToNumber } from './half.js';
import type { DataType, NumberArray } from './weight-array.js';

/** How one data type is stored, little-endian, and what it is read into. */
export interface NumberType {
  readonly bytes: number;
  readonly read: (view: DataView, offset: number) => number;
  readonly array: new (length: number) => NumberArray;
}

/** Every data type that is read. */
export const numberTypes: Readonly<Record<DataType, NumberType>> = {
  float16: {
    bytes: 2,
    read: (view, offset) => halfToNumber(view.getUint16(offset, true)),
    array: Float32Array,
  },
  bfloat16: {
    bytes: 2,
    read: (view, offset) => brainToNumber(view.getUint16(offset, true)),
    array: Float32Array,
  },
  float32: {
    bytes: 4,
    read: (view, offset) => view.getFloat32(offset, true),
    array: Float32Array,
  },
  float64: {
    bytes: 8,
    read: (view, offset) => view.getFloat64(offset, true),
    array: Float64Array,
  },
  bool: { bytes: 1, read: (view, offset) => Math.sign(view.getUint8(offset)), array: Uint8Array },
  uint8: { bytes: 1, read: (view, offset) => view.getUint8(offset), array: Uint8Array },
  int8: { bytes: 1, read: (view, offset) => view.getInt8(offset), array: Int32Array },
  int16: { bytes: 2, read: (view, offset) => view.getInt16(offset, true), array: Int32Array },
  int32: { bytes: 4, read: (view, offset) => view.getInt32(offset, true), array: Int32Array },
  int64: {
    bytes: 8,
    read: (view, offset) => Number(view.getBigInt64(offset, true)),
    array: Float64Array,
  },
};

/** Reads all the values that stored bytes hold. */
export function readNumbers(dtype: DataType, stored: Uint8Array): NumberArray {
  const { bytes, read, array } = numberTypes[dtype];
  const view = new DataView(stored.buffer, stored.byteOffset, stored.byteLength);
  const data = new array(stored.byteLength / bytes);
  for (let at = 0; at < data.length; at++) data[at] = read(view, at * bytes);
  return data;
}
