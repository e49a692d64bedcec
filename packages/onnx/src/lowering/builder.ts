import { sameSizes } from '../layout/layout.js';
import type { NumericType } from '../recording/value.js';
import type { ElementType, OnnxAttribute, OnnxNode, OnnxTensor } from '../writing/onnx-graph.js';

type Attributes = Readonly<Record<string, OnnxAttribute>>;

export interface EmitOptions {
  outputs?: number;
  domain?: string;
}

/** ORT's own operators: fused kernels that ONNX does not name. */
export const MICROSOFT = 'com.microsoft';

/** Collects ONNX nodes and constants; equal ones are made once. */
export class GraphBuilder {
  readonly nodes: OnnxNode[] = [];
  readonly initializers: OnnxTensor[] = [];
  /** The kernel that is being lowered, for names and errors. */
  origin = 'graph';
  private readonly made = new Map<string, string[]>();
  private readonly constants = new Map<string, string>();
  private names = 0;

  /**
   * @param portable whether sizes are written relative to the operand's where that is possible
   * @param open numbers that stand for sizes that may differ
   */
  constructor(
    readonly portable = false,
    private readonly open: readonly number[] = [],
  ) {}

  /** Adds a node of one output, and names it. */
  emit(
    operator: string,
    inputs: readonly string[],
    attributes: Attributes = {},
    options: EmitOptions = {},
  ): string {
    return this.emitMany(operator, inputs, attributes, options)[0]!;
  }

  /** Adds a node, or finds the equal one that is there already. */
  emitMany(
    operator: string,
    inputs: readonly string[],
    attributes: Attributes = {},
    { outputs: count = 1, domain = '' }: EmitOptions = {},
  ): string[] {
    const key = `${domain}${operator}(${inputs})${JSON.stringify(attributes)}${count}`;
    const same = this.made.get(key);
    if (same) return same;
    const outputs = Array.from({ length: count }, () => this.name());
    const { origin } = this;
    this.nodes.push({ operator, inputs: [...inputs], outputs, attributes, domain, origin });
    this.made.set(key, outputs);
    return outputs;
  }

  name(): string {
    return `t${this.names++}`;
  }

  /** A constant tensor. */
  constant(
    type: ElementType,
    dims: readonly number[],
    data: ArrayBufferView,
    key = `${type}[${dims}]${data}`,
  ): string {
    let name = this.constants.get(key);
    if (name === undefined) {
      name = `c${this.names++}`;
      this.constants.set(key, name);
      const bytes = new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
      this.initializers.push({ name, type, dims, data: bytes });
    }
    return name;
  }

  /** A list of int64 numbers, as ONNX takes axes, sizes and pads. */
  integers(values: readonly number[]): string {
    const data = new BigInt64Array(values.map(BigInt));
    return this.constant('int64', [values.length], data, `integers ${values}`);
  }

  /** One number as a tensor of a rank. */
  number(value: number, type: NumericType, rank = 0): string {
    const dims = new Array<number>(rank).fill(1);
    const key = `${type} ${Object.is(value, -0) ? '-0' : value} ${rank}`;
    return this.constant(type, dims, new arrays[type]([value]), key);
  }

  /** `from` are the sizes so far, if they are known. */
  reshape(x: string, dims: readonly number[], from: readonly number[] = []): string {
    if (!this.portable || from.length === 0 || dims.length === 0) {
      return this.emit('Reshape', [x, this.integers(dims)]);
    }
    const isLong = (length: number) => length !== 1;
    if (sameSizes(dims.filter(isLong), from.filter(isLong))) return this.moveOnes(x, dims, from);
    return this.emit('Reshape', [x, this.integers(relativeSizes(dims, from, this.open))]);
  }

  /** Takes the axes of length 1 out, and puts others in. */
  private moveOnes(x: string, dims: readonly number[], from: readonly number[]): string {
    if (sameSizes(dims, from)) return x;
    const ones = (sizes: readonly number[]) =>
      sizes.flatMap((length, axis) => (length === 1 ? [axis] : []));
    const [out, into] = [ones(from), ones(dims)];
    const bare = out.length > 0 ? this.emit('Squeeze', [x, this.integers(out)]) : x;
    return into.length > 0 ? this.emit('Unsqueeze', [bare, this.integers(into)]) : bare;
  }

  slice(
    x: string,
    ranges: readonly { axis: number; start: number; end: number; step?: number }[],
  ): string {
    const list = (read: (range: (typeof ranges)[number]) => number) =>
      this.integers(ranges.map(read));
    const { starts, ends, axes, steps } = {
      starts: list((range) => range.start),
      ends: list((range) => range.end),
      axes: list((range) => range.axis),
      steps: list((range) => range.step ?? 1),
    };
    return this.emit('Slice', [x, starts, ends, axes, steps]);
  }

  /** Adds zeros (or another number) around; `pads` lists all begins, then all ends. */
  pad(x: string, pads: readonly number[], value = 0): string {
    if (pads.every((pad) => pad === 0)) return x;
    const number = this.number(value, 'float32');
    return this.emit('Pad', [x, this.integers(pads), number], { mode: 'constant' });
  }

  transpose(x: string, perm: readonly number[]): string {
    return this.emit('Transpose', [x], { perm });
  }
}

const arrays = { float32: Float32Array, int32: Int32Array, bool: Uint8Array };

/** The `end` of a slice that runs backwards to the very first element. */
export const BEFORE_FIRST = -(2 ** 40);
/** The `end` of a slice that runs to the last element. */
export const PAST_LAST = 2 ** 40;

/** Sizes for Reshape that follow those it finds: 0 keeps a size, -1 takes what is left. */
function relativeSizes(
  dims: readonly number[],
  from: readonly number[],
  open: readonly number[],
): readonly number[] {
  const relative = dims.map((length, axis) => (length === from[axis] ? 0 : length));
  const varying = relative.find((length) => open.includes(length)) ?? Math.max(...relative);
  return relative.with(relative.indexOf(varying), varying > 1 ? -1 : varying);
}
