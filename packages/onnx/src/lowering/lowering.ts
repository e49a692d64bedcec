import { Arranger } from '../layout/arrange.js';
import type { Layout } from '../layout/layout.js';
import { axesInMemory, constantOperand, type Operand } from '../layout/operand.js';
import type { NumericType, RecordedNode, Value } from '../recording/value.js';
import { elementTypes, type OnnxAttribute } from '../writing/onnx-graph.js';
import { type EmitOptions, GraphBuilder } from './builder.js';

export interface LoweringOptions {
  /** The ONNX operator set that is written; 18 adds bitwise operators. */
  opset: 17 | 18;
  /** Threads that will run the graph: some formulations share work better than others. */
  threads: number;
  /** Formulations that do not depend on the size of the images, for files that others run. */
  portable: boolean;
  /** Numbers in the recording that stand for sizes that may differ from run to run. */
  open?: readonly number[] | undefined;
  /** What a recorded call is called in names and errors; its kernel if left out. */
  describe?: ((node: RecordedNode) => string) | undefined;
}

/** Turns one recorded node into ONNX nodes. */
export type LowerNode = (
  lowering: Lowering,
  node: RecordedNode,
  inputs: readonly Operand[],
) => Operand | readonly Operand[];

/** What the lowerings of all kernels share. */
export class Lowering {
  readonly builder: GraphBuilder;
  readonly arranger: Arranger;
  private readonly operands = new Map<Value, Operand>();

  constructor(readonly options: LoweringOptions) {
    this.builder = new GraphBuilder(options.portable, options.open);
    this.arranger = new Arranger(this.builder);
  }

  operandOf(value: Value): Operand {
    return this.operands.get(value)!;
  }

  has(value: Value): boolean {
    return this.operands.has(value);
  }

  define(value: Value, operand: Operand): void {
    this.operands.set(value, operand);
  }

  /** An operator on one operand that changes neither order nor repetition. */
  unary(
    operator: string,
    x: Operand,
    attributes: Readonly<Record<string, OnnxAttribute>> = {},
    dtype: NumericType = x.dtype,
  ): Operand {
    const name = this.builder.emit(operator, [this.arranger.nameOf(x)], attributes);
    return { ...this.bare(x), name, dtype };
  }

  /** Like {@link unary}, with numbers of rank 0 as further inputs. */
  unaryWith(operator: string, x: Operand, numbers: readonly number[]): Operand {
    const further = numbers.map((number) => this.builder.number(number, x.dtype));
    const name = this.builder.emit(operator, [this.arranger.nameOf(x), ...further]);
    return { ...this.bare(x), name };
  }

  private bare({ dtype, shape, layout, dims }: Operand): Omit<Operand, 'name'> {
    return { dtype, shape, layout, dims };
  }

  /** An operator on operands that broadcast against each other. */
  elementwise(
    operator: string,
    operands: readonly Operand[],
    { shape, dtype }: { shape: readonly number[]; dtype: NumericType },
    options: EmitOptions = {},
  ): Operand {
    const rank = shape.length;
    const layout = this.arranger.commonLayout(operands, rank);
    const aligned = operands.map((operand) => this.arranger.align(operand, rank, layout));
    const dims = shape.map((_, axis) =>
      aligned.reduce((length, item) => (item.dims[axis] === 1 ? length : item.dims[axis]!), 1),
    );
    const names = aligned.map(({ name }) => name);
    const name = this.builder.emit(operator, names, {}, options);
    return { name, dtype, shape, layout, dims };
  }

  cast(x: Operand, dtype: NumericType): Operand {
    if (x.dtype === dtype) return x;
    if (x.constant !== undefined) {
      return constantOperand(castNumber(x.constant, dtype), x.shape, dtype);
    }
    return this.unary('Cast', x, { to: elementTypes[dtype] }, dtype);
  }

  /** Where a logical axis lies in memory. */
  placeOf(x: Operand, axis: number): number {
    return axesInMemory(x).indexOf(axis);
  }

  /** A reduction over places in memory; axes are kept with length 1. */
  reduce(operator: string, x: string, places: readonly number[]): string {
    const asInput = operator === 'ReduceSum' || this.options.opset >= 18;
    if (asInput) {
      return this.builder.emit(operator, [x, this.builder.integers(places)], { keepdims: 1 });
    }
    return this.builder.emit(operator, [x], { axes: places, keepdims: 1 });
  }

  /** The images of a node's input, [b, c, h, w] in memory. */
  images(value: Value): Operand {
    return this.arranger.images(this.operandOf(value));
  }

  /** A float result as images, [b, c, h, w] in memory. */
  result(name: string, { shape, dtype }: Pick<Value, 'shape' | 'dtype'>, layout?: Layout): Operand {
    const dims = layout ? layout.map((axis) => shape[axis]!) : [...shape];
    return { name, dtype: dtype as NumericType, shape, layout, dims };
  }
}

function castNumber(number: number, dtype: NumericType): number {
  if (dtype === 'bool') return number ? 1 : 0;
  return dtype === 'int32' ? Math.trunc(number) | 0 : number;
}

/** What a value's operand needs to know about it. */
export const kindOf = ({ shape, dtype }: Value) => ({ shape, dtype: dtype as NumericType });
