import type { TypedArray } from '@tensorflow/tfjs-core';

/** The order of a tensor's axes in memory: physical axis i is logical axis layout[i]. */
export type Layout = readonly number[];

/** Images [b, h, w, c] as ONNX wants them: [b, c, h, w]. */
export const nchw: Layout = [0, 3, 1, 2];
/** Convolution filters [h, w, in, out] as ONNX wants them: [out, in, h, w]. */
export const oihw: Layout = [3, 2, 0, 1];

export const rowMajor = (rank: number): Layout => Array.from({ length: rank }, (_, axis) => axis);

export const inverse = (layout: Layout): Layout =>
  layout.map((_, logical) => layout.indexOf(logical));

/** A shape's sizes in the order of a layout. */
export const physical = (shape: readonly number[], layout: Layout | undefined): number[] =>
  layout ? layout.map((axis) => shape[axis]!) : [...shape];

export const sameLayout = (a: Layout | undefined, b: Layout | undefined): boolean =>
  a === b || (a !== undefined && b !== undefined && sameSizes(a, b));

export const sameSizes = (a: readonly number[], b: readonly number[]): boolean => {
  if (a.length !== b.length) return false;
  for (let axis = 0; axis < a.length; axis++) if (a[axis] !== b[axis]) return false;
  return true;
};

export const sizeOf = (shape: readonly number[]): number =>
  shape.reduce((size, length) => size * length, 1);

/** The same numbers with axis order[i] of the shape as axis i. */
export function permute<T extends TypedArray>(data: T, shape: readonly number[], order: Layout): T {
  const strides = stridesOf(shape);
  const result = new (data.constructor as new (length: number) => T)(data.length);
  const [lengths, steps] = [order.map((axis) => shape[axis]!), order.map((axis) => strides[axis]!)];
  const rank = order.length;
  let at = 0;
  const walk = (axis: number, from: number): void => {
    const [length, step] = [lengths[axis]!, steps[axis]!];
    if (axis === rank - 1) {
      for (let i = 0, source = from; i < length; i++, source += step) {
        result[at++] = data[source]!;
      }
      return;
    }
    for (let i = 0; i < length; i++) walk(axis + 1, from + i * step);
  };
  if (rank === 0) result.set(data);
  else walk(0, 0);
  return result;
}

function stridesOf(shape: readonly number[]): number[] {
  const strides = new Array<number>(shape.length);
  let stride = 1;
  for (let axis = shape.length - 1; axis >= 0; axis--) {
    strides[axis] = stride;
    stride *= shape[axis]!;
  }
  return strides;
}
