import type { GraphBuilder } from '../lowering/builder.js';
import { type Layout, nchw, physical, sameLayout, sameSizes, sizeOf } from './layout.js';
import {
  axesInMemory,
  constantOperand,
  isWhole,
  lazyShape,
  type Operand,
  wholeOperand,
} from './operand.js';

/** Changes how operands lie in memory, at as little cost as possible. */
export class Arranger {
  private readonly turned = new WeakMap<Operand, Map<string, Operand>>();

  constructor(private readonly builder: GraphBuilder) {}

  /** The ONNX name of an operand; a constant gets all axes, each of length 1. */
  nameOf({ name, constant, dtype, shape }: Operand): string {
    return constant === undefined ? name : this.builder.number(constant, dtype, shape.length);
  }

  /** The operand in another layout; a transpose only where axes longer than 1 change their order. */
  turn(operand: Operand, layout: Layout | undefined): Operand {
    if (operand.constant !== undefined || sameLayout(operand.layout, layout)) return operand;
    const known = this.turned.get(operand) ?? new Map<string, Operand>();
    this.turned.set(operand, known);
    let result = known.get(`${layout}`);
    if (!result) {
      result = this.turnAnew(operand, layout);
      known.set(`${layout}`, result);
      // And back again costs nothing.
      this.turned.set(result, new Map([[`${operand.layout}`, operand]]));
    }
    return result;
  }

  private turnAnew(operand: Operand, layout: Layout | undefined): Operand {
    const from = axesInMemory(operand);
    const to = layout ?? from.map((_, axis) => axis);
    const order = to.map((axis) => from.indexOf(axis));
    const dims = order.map((place) => operand.dims[place]!);
    const long = order.filter((place) => operand.dims[place] !== 1);
    // Which sizes are 1 is no property of a portable program.
    const ordered =
      !this.builder.portable && long.every((place, i) => i === 0 || long[i - 1]! < place);
    const name = ordered
      ? this.builder.reshape(operand.name, dims, operand.dims)
      : this.builder.transpose(operand.name, order);
    return { name, dtype: operand.dtype, shape: operand.shape, layout, dims };
  }

  /** The operand with all of its elements in memory. */
  whole(operand: Operand): Operand {
    if (operand.constant === undefined && isWhole(operand)) return operand;
    const { shape, layout, dtype } = operand;
    const dims = physical(shape, layout);
    const name = this.nameOf(operand);
    const expanded = sameSizes(dims, operand.dims)
      ? name
      : this.builder.emit('Expand', [name, this.builder.integers(dims)]);
    return { name: expanded, dtype, shape, layout, dims };
  }

  /** Whole and in row-major order. */
  plain(operand: Operand): Operand {
    return this.whole(this.turn(operand, undefined));
  }

  /** Whole images in ONNX's order. */
  images(operand: Operand): Operand {
    return this.whole(this.turn(this.asWholeConstant(operand), nchw));
  }

  private asWholeConstant(operand: Operand): Operand {
    return operand.constant === undefined ? operand : this.whole(operand);
  }

  /** The layout in which operands of one rank meet most cheaply. */
  commonLayout(operands: readonly Operand[], rank: number): Layout | undefined {
    const fitting = operands.filter(
      ({ constant, shape }) => constant === undefined && shape.length === rank,
    );
    let [best, layout] = [-1, fitting.find((operand) => operand.layout)?.layout];
    for (const operand of fitting) {
      const size = sizeOf(operand.dims);
      if (operand.dims.filter((length) => length !== 1).length < 2) continue;
      const worth = size * (operand.leaf ? 1 : 2) + (operand.layout ? 0.5 : 0);
      if (worth > best) [best, layout] = [worth, operand.layout];
    }
    return layout;
  }

  /** A name and sizes that broadcast against others of this rank and layout. */
  align(
    operand: Operand,
    rank: number,
    layout: Layout | undefined,
  ): { name: string; dims: readonly number[] } {
    const ones = new Array<number>(rank).fill(1);
    if (operand.constant !== undefined) {
      return { name: this.builder.number(operand.constant, operand.dtype, rank), dims: ones };
    }
    const missing = rank - operand.shape.length;
    if (missing === 0) return this.turn(operand, layout);
    const { name, dtype, dims } = this.turn(operand, undefined);
    if (sizeOf(dims) === 1) return { name, dims: ones };
    const leading = ones.slice(0, missing);
    const shape = [...leading, ...operand.shape];
    const longDims = [...leading, ...dims];
    if (!layout) return { name, dims: longDims };
    const long: Operand = { name, dtype, shape, layout: undefined, dims: longDims };
    // `turn` reshapes to `longDims` and transposes, or reshapes at once where the order is kept.
    const order = layout.filter((axis) => longDims[axis] !== 1);
    const ordered = order.every((axis, i) => i === 0 || order[i - 1]! < axis);
    if (ordered) {
      const physicalDims = layout.map((axis) => longDims[axis]!);
      return { name: this.builder.reshape(name, physicalDims, dims), dims: physicalDims };
    }
    return this.turn({ ...long, name: this.builder.reshape(name, longDims, dims) }, layout);
  }

  /** The same elements, repeated along new or longer axes; nothing is copied yet. */
  broadcast(operand: Operand, shape: readonly number[]): Operand {
    if (operand.constant !== undefined) {
      return constantOperand(operand.constant, shape, operand.dtype);
    }
    if (sameSizes(operand.shape, shape)) return operand;
    const layout = operand.shape.length === shape.length ? operand.layout : undefined;
    const { name, dims } = this.align(operand, shape.length, layout);
    const named = operand.shape.length === shape.length ? name : this.builder.reshape(name, dims);
    return { name: named, dtype: operand.dtype, shape, layout, dims };
  }

  /** The same elements in row-major order under another shape. */
  reshape(operand: Operand, shape: readonly number[]): Operand {
    if (sameSizes(operand.shape, shape)) return operand;
    if (operand.constant !== undefined) {
      return constantOperand(operand.constant, shape, operand.dtype);
    }
    const long = (sizes: readonly number[]) => sizes.filter((length) => length !== 1);
    if (sameSizes(long(operand.shape), long(shape))) return this.moveOnes(operand, shape);
    const { name, dtype, dims } = this.plain(operand);
    return wholeOperand(this.builder.reshape(name, shape, dims), { shape, dtype });
  }

  /** Only axes of length 1 come or go: what repeats itself may go on doing so. */
  private moveOnes(operand: Operand, shape: readonly number[]): Operand {
    const sizes = lazyShape(operand).filter((_, axis) => operand.shape[axis] !== 1);
    let next = 0;
    const dims = shape.map((length) => (length === 1 ? 1 : sizes[next++]!));
    const turned = this.turn(operand, undefined);
    const { dtype } = turned;
    const name = this.builder.reshape(turned.name, dims, turned.dims);
    return { name, dtype, shape, layout: undefined, dims };
  }
}
