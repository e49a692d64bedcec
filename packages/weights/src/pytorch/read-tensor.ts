import { numberTypes, readNumbers } from '../number-types.js';
import type { WeightArray } from '../weight-array.js';
import { refuse } from './refuse.js';
import type { StoredTensor } from './torch-globals.js';

/** The number of values of a shape. */
export const sizeOf = (shape: readonly number[]): number =>
  shape.reduce((product, length) => product * length, 1);

/** Copies a tensor's values, row by row, out of the bytes of its storage. */
export function readTensor(tensor: StoredTensor, storage: Uint8Array): WeightArray {
  const { dtype, shape } = tensor;
  const { bytes } = numberTypes[dtype];
  const length = sizeOf(shape);
  const first = tensor.offset + tensor.storage.start;
  if (length === 0) return { dtype, shape, data: new numberTypes[dtype].array(0) };
  const last = shape.reduce((at, size, axis) => at + (size - 1) * tensor.stride[axis]!, first);
  const room = Math.floor(storage.byteLength / bytes);
  // Values may not be repeated: a small file must not grow into a large one.
  if (last >= room || length > room) {
    refuse(
      `a tensor [${shape}] within the ${room} values of its storage`,
      `its end at ${last + 1}`,
    );
  }
  if (isContiguous(tensor)) {
    const stored = storage.subarray(first * bytes, (first + length) * bytes);
    return { dtype, shape, data: readNumbers(dtype, stored) };
  }
  return { dtype, shape, data: gather(tensor, first, storage) };
}

function isContiguous({ shape, stride }: StoredTensor): boolean {
  let expected = 1;
  for (let axis = shape.length - 1; axis >= 0; axis--) {
    if (shape[axis] !== 1 && stride[axis] !== expected) return false;
    expected *= shape[axis]!;
  }
  return true;
}

/** Walks the axes like the wheels of a counter. */
function gather({ dtype, shape, stride }: StoredTensor, first: number, storage: Uint8Array) {
  const { bytes, read, array } = numberTypes[dtype];
  const view = new DataView(storage.buffer, storage.byteOffset, storage.byteLength);
  const data = new array(sizeOf(shape));
  const index = shape.map(() => 0);
  let from = first;
  for (let to = 0; to < data.length; to++) {
    data[to] = read(view, from * bytes);
    for (let axis = shape.length - 1; axis >= 0; axis--) {
      from += stride[axis]!;
      index[axis]!++;
      if (index[axis]! < shape[axis]!) break;
      from -= shape[axis]! * stride[axis]!;
      index[axis] = 0;
    }
  }
  return data;
}
