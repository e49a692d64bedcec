import type { NumericType } from '../recording/value.js';
import { type Layout, physical, rowMajor, sameSizes } from './layout.js';

/** A value while it is lowered: an ONNX name, or a number; its shape, and how it lies in memory. */
export interface Operand {
  /** The ONNX tensor; '' when it is a constant number. */
  readonly name: string;
  /** Every element is this number. */
  readonly constant?: number | undefined;
  readonly dtype: NumericType;
  /** As TensorFlow.js sees it. */
  readonly shape: readonly number[];
  /** The order of the axes in memory; row-major when undefined. */
  readonly layout: Layout | undefined;
  /**
   * The sizes in memory, in the order of the layout. Where one is 1 and the shape's is not, the
   * operand repeats itself: it is broadcast only if somebody needs that.
   */
  readonly dims: readonly number[];
  /** Stored outside of the graph in row-major order: turning it costs, whichever side does it. */
  readonly leaf?: boolean;
}

export function constantOperand(
  constant: number,
  shape: readonly number[],
  dtype: NumericType,
): Operand {
  return { name: '', constant, dtype, shape, layout: undefined, dims: shape.map(() => 1) };
}

/** An operand whose memory has all of its elements. */
export function wholeOperand(
  name: string,
  { shape, dtype }: { shape: readonly number[]; dtype: NumericType },
  layout?: Layout,
): Operand {
  return { name, dtype, shape, layout, dims: physical(shape, layout) };
}

export const isWhole = ({ shape, layout, dims }: Operand): boolean =>
  sameSizes(physical(shape, layout), dims);

/** Physical axis i is this logical axis. */
export const axesInMemory = ({ layout, shape }: Operand): Layout =>
  layout ?? rowMajor(shape.length);

/** The sizes in memory in logical order, repeated axes as 1. */
export function lazyShape(operand: Operand): number[] {
  const sizes = new Array<number>(operand.shape.length);
  axesInMemory(operand).forEach((axis, place) => {
    sizes[axis] = operand.dims[place]!;
  });
  return sizes;
}
