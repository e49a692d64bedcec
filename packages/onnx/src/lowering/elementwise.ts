import { backend_util, type TensorInfo } from '@tensorflow/tfjs-core';
import type { Operand } from '../layout/operand.js';
import type { Recorder } from '../recording/recorder.js';
import { arithmetic } from './arithmetic.js';
import {
  castNode,
  eluGradient,
  expm1,
  floorDiv,
  isInfinite,
  like,
  log1p,
  mod,
  select,
  sign,
  squared,
  squaredDifference,
  step,
  sumOfAll,
} from './composed.js';
import type { KernelFamily, RecordKernel } from './family.js';
import { kindOf, type LowerNode } from './lowering.js';

type Inputs = Record<string, TensorInfo>;

// Recording

const sameKind =
  (kernel: string): RecordKernel =>
  (recorder, { x, features }: Inputs, attributes = {}) => {
    const input = (x ?? features) as TensorInfo;
    return recorder.record(kernel, [input], input, { ...attributes });
  };

const test =
  (kernel: string): RecordKernel =>
  (recorder, { x }: { x: TensorInfo }) =>
    recorder.record(kernel, [x], { shape: x.shape, dtype: 'bool' });

export function recordBinary(
  recorder: Recorder,
  kernel: string,
  [a, b]: readonly [TensorInfo, TensorInfo],
  dtype = a.dtype,
): TensorInfo {
  const shape = backend_util.assertAndGetBroadcastShape(a.shape, b.shape);
  return recorder.record(kernel, [a, b], { shape, dtype });
}

const binary =
  (kernel: string): RecordKernel =>
  (recorder, { a, b }: { a: TensorInfo; b: TensorInfo }) =>
    recordBinary(recorder, kernel, [a, b]);

const comparison =
  (kernel: string): RecordKernel =>
  (recorder, { a, b }: { a: TensorInfo; b: TensorInfo }) =>
    recordBinary(recorder, kernel, [a, b], 'bool');

const each = (names: readonly string[], make: (name: string) => RecordKernel) =>
  Object.fromEntries(names.map((name) => [name, make(name)]));

// Lowering

/** An ONNX operator of the same meaning. */
const plain =
  (operator: string): LowerNode =>
  (lowering, _, [x]) =>
    lowering.unary(operator, x!);

/** An operator that ONNX defines for floats only. */
const floats =
  (operator: string): LowerNode =>
  (lowering, node, [x]) => {
    const { dtype } = kindOf(node.outputs[0]!);
    return lowering.cast(lowering.unary(operator, lowering.cast(x!, 'float32')), dtype);
  };

const float = (value: number) => ({ float: value });

const arithmeticNode =
  (operator: string): LowerNode =>
  (lowering, node, [a, b]) =>
    arithmetic(lowering, operator, [a!, b!], kindOf(node.outputs[0]!));

const broadcasting =
  (operator: string): LowerNode =>
  (lowering, node, inputs) =>
    lowering.elementwise(operator, inputs, kindOf(node.outputs[0]!));

/** Operands of a comparison meet in one type. */
const comparing =
  (operator: string): LowerNode =>
  (lowering, node, [a, b]) => {
    const dtype = a!.dtype === b!.dtype ? a!.dtype : 'float32';
    const numeric = dtype === 'bool' && operator !== 'Equal' ? 'int32' : dtype;
    const operands = [lowering.cast(a!, numeric), lowering.cast(b!, numeric)];
    return lowering.elementwise(operator, operands, kindOf(node.outputs[0]!));
  };

const not =
  (lower: LowerNode): LowerNode =>
  (lowering, node, inputs) =>
    lowering.unary('Not', lower(lowering, node, inputs) as Operand);

const logical =
  (operator: string): LowerNode =>
  (lowering, node, inputs) => {
    const operands = inputs.map((input) => lowering.cast(input, 'bool'));
    return lowering.elementwise(operator, operands, kindOf(node.outputs[0]!));
  };

const unaryKernels = {
  Abs: 'Abs',
  Elu: 'Elu',
  Exp: 'Exp',
  Log: 'Log',
  Neg: 'Neg',
  Relu: 'Relu',
  Softplus: 'Softplus',
  Tanh: 'Tanh',
  Sigmoid: 'Sigmoid',
} as const;

const floatKernels = {
  Acos: 'Acos',
  Acosh: 'Acosh',
  Asin: 'Asin',
  Asinh: 'Asinh',
  Atan: 'Atan',
  Atanh: 'Atanh',
  Ceil: 'Ceil',
  Cos: 'Cos',
  Cosh: 'Cosh',
  Erf: 'Erf',
  Floor: 'Floor',
  Reciprocal: 'Reciprocal',
  Round: 'Round',
  Selu: 'Selu',
  Sin: 'Sin',
  Sinh: 'Sinh',
  Sqrt: 'Sqrt',
  Tan: 'Tan',
} as const;

const composedUnary: Record<string, LowerNode> = {
  Square: squared,
  Sign: sign,
  Log1p: log1p,
  Expm1: expm1,
  Step: step,
  Rsqrt: (lowering, _, [x]) => lowering.unary('Reciprocal', lowering.unary('Sqrt', x!)),
  Relu6: (lowering, _, [x]) => lowering.unaryWith('Clip', x!, [0, 6]),
  LeakyRelu: (lowering, { attributes }, [x]) =>
    lowering.unary('LeakyRelu', x!, { alpha: float(attributes.alpha ?? 0.2) }),
  ClipByValue: (lowering, { attributes }, [x]) =>
    lowering.unaryWith('Clip', x!, [attributes.clipValueMin, attributes.clipValueMax]),
};

const tests: Record<string, LowerNode> = {
  IsNan: (lowering, _, [x]) => lowering.unary('IsNaN', x!, {}, 'bool'),
  IsInf: isInfinite,
  IsFinite: (lowering, node, [x]) => {
    const kind = kindOf(node.outputs[0]!);
    const infinity = like(x!, Number.POSITIVE_INFINITY);
    return lowering.elementwise('Less', [lowering.unary('Abs', x!), infinity], kind);
  },
  LogicalNot: (lowering, _, [x]) => lowering.unary('Not', lowering.cast(x!, 'bool')),
};

const binaryKernels: Record<string, LowerNode> = {
  Add: arithmeticNode('Add'),
  Sub: arithmeticNode('Sub'),
  Multiply: arithmeticNode('Mul'),
  RealDiv: arithmeticNode('Div'),
  Maximum: broadcasting('Max'),
  Minimum: broadcasting('Min'),
  Pow: broadcasting('Pow'),
  SquaredDifference: squaredDifference,
  Mod: mod,
  FloorDiv: floorDiv,
};

const comparisons: Record<string, LowerNode> = {
  Greater: comparing('Greater'),
  GreaterEqual: comparing('GreaterOrEqual'),
  Less: comparing('Less'),
  LessEqual: comparing('LessOrEqual'),
  Equal: comparing('Equal'),
  NotEqual: not(comparing('Equal')),
  LogicalAnd: logical('And'),
  LogicalOr: logical('Or'),
};

const lowerAll = (kernels: Record<string, string>, make: (operator: string) => LowerNode) =>
  Object.fromEntries(Object.entries(kernels).map(([name, operator]) => [name, make(operator)]));

/** Kernels that compute, element by element, with numbers and not with truth values. */
export const arithmeticKernels: readonly string[] = [
  ...Object.keys({ ...unaryKernels, ...floatKernels, ...composedUnary, ...binaryKernels }),
  ...['IsNan', 'IsInf', 'IsFinite', 'Prelu', 'EluGrad', 'AddN'],
];

/** Kernels that work element by element, with broadcasting. */
export const elementwise: KernelFamily = {
  record: {
    ...each([...Object.keys(unaryKernels), ...Object.keys(floatKernels)], sameKind),
    ...each(Object.keys(composedUnary), sameKind),
    ...each(Object.keys(tests), test),
    ...each(Object.keys(binaryKernels), binary),
    ...each(Object.keys(comparisons), comparison),
    Prelu: (recorder, { x, alpha }) => recorder.record('Prelu', [x, alpha], x),
    EluGrad: (recorder, { dy, y }) => recorder.record('EluGrad', [dy, y], y),
    AddN: (recorder, inputs) => {
      const terms = Object.values(inputs) as TensorInfo[];
      return recorder.record('AddN', terms, terms[0]!);
    },
    Select: (recorder, { condition, t, e }) => {
      const rows = condition.shape.length === 1 && t.shape.length > 1;
      const shape = rows ? [condition.shape[0], ...t.shape.slice(1).fill(1)] : condition.shape;
      return recorder.record('Select', [{ ...condition, shape }, t, e], t);
    },
    Cast: (recorder, { x }, { dtype }) =>
      dtype === x.dtype
        ? recorder.alias(x, x.shape)
        : recorder.record('Cast', [x], { shape: x.shape, dtype }),
  },
  lower: {
    ...lowerAll(unaryKernels, plain),
    ...lowerAll(floatKernels, floats),
    ...composedUnary,
    ...tests,
    ...binaryKernels,
    ...comparisons,
    Prelu: broadcasting('PRelu'),
    EluGrad: eluGradient,
    AddN: sumOfAll,
    Select: select,
    Cast: castNode,
  },
};
