import { backend_util, type TensorInfo } from '@tensorflow/tfjs-core';
import { constantOperand, type Operand } from '../layout/operand.js';
import type { Recorder } from '../recording/recorder.js';
import type { KernelFamily, RecordKernel } from './family.js';
import { kindOf, type Lowering, type LowerNode } from './lowering.js';

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

const fold: Record<string, (a: number, b: number) => number> = {
  Add: (a, b) => a + b,
  Sub: (a, b) => a - b,
  Mul: (a, b) => a * b,
  Div: (a, b) => a / b,
};

/** An arithmetic operator; numbers are computed at once, and neutral ones left out. */
export function arithmetic(
  lowering: Lowering,
  operator: string,
  [a, b]: readonly [Operand, Operand],
  kind: { shape: readonly number[]; dtype: Operand['dtype'] },
): Operand {
  const { arranger } = lowering;
  if (kind.dtype === 'float32') {
    if (a.constant !== undefined && b.constant !== undefined && fold[operator]) {
      const number = Math.fround(fold[operator](a.constant, b.constant));
      return constantOperand(number, kind.shape, kind.dtype);
    }
    if (operator === 'Mul' && a.constant === 1) return arranger.broadcast(b, kind.shape);
    if (operator === 'Add' && a.constant === 0) return arranger.broadcast(b, kind.shape);
    const neutral = operator === 'Mul' || operator === 'Div' ? 1 : 0;
    if (b.constant === neutral && fold[operator]) return arranger.broadcast(a, kind.shape);
    if (operator === 'Div' && isPowerOfTwo(b.constant)) {
      const inverse = constantOperand(1 / b.constant!, b.shape, kind.dtype);
      return lowering.elementwise('Mul', [a, inverse], kind);
    }
  }
  return lowering.elementwise(operator, [a, b], kind);
}

/** Multiplying by the inverse of such a number is exact. */
const isPowerOfTwo = (number: number | undefined) =>
  number !== undefined && number !== 0 && Number.isInteger(Math.log2(Math.abs(number)));

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

const like = (x: Operand, number: number) => constantOperand(number, x.shape, x.dtype);

const squared: LowerNode = (lowering, node, [x]) =>
  arithmetic(lowering, 'Mul', [x!, x!], kindOf(node.outputs[0]!));

/** Kahan: log(1 + x) = x log(u) / (u - 1) with u = 1 + x rounded, and x where u is 1. */
const log1p: LowerNode = (lowering, node, [x]) => {
  const kind = kindOf(node.outputs[0]!);
  const compute = (operator: string, a: Operand, b: Operand) =>
    lowering.elementwise(operator, [a, b], kind);
  const u = compute('Add', x!, like(x!, 1));
  const quotient = compute('Div', lowering.unary('Log', u), compute('Sub', u, like(x!, 1)));
  const tiny = lowering.elementwise('Equal', [u, like(x!, 1)], { ...kind, dtype: 'bool' });
  const infinite = lowering.elementwise('Greater', [x!, like(x!, 1e30)], {
    ...kind,
    dtype: 'bool',
  });
  const large = lowering.elementwise(
    'Where',
    [infinite, lowering.unary('Log', u), compute('Mul', x!, quotient)],
    kind,
  );
  return lowering.elementwise('Where', [tiny, x!, large], kind);
};

/** exp(x) - 1 = 2 t / (1 - t) with t = tanh(x / 2), which loses nothing near 0. */
const expm1: LowerNode = (lowering, node, [x]) => {
  const kind = kindOf(node.outputs[0]!);
  const compute = (operator: string, a: Operand, b: Operand) =>
    lowering.elementwise(operator, [a, b], kind);
  const t = lowering.unary('Tanh', compute('Mul', x!, like(x!, 0.5)));
  const near = compute('Div', compute('Mul', t, like(x!, 2)), compute('Sub', like(x!, 1), t));
  const far = compute('Sub', lowering.unary('Exp', x!), like(x!, 1));
  const isNear = lowering.elementwise('Less', [lowering.unary('Abs', x!), like(x!, 0.5)], {
    ...kind,
    dtype: 'bool',
  });
  return lowering.elementwise('Where', [isNear, near, far], kind);
};

/** 1 above 0 and alpha elsewhere. */
const step: LowerNode = (lowering, node, [x]) => {
  const kind = kindOf(node.outputs[0]!);
  const positive = lowering.elementwise('Greater', [x!, like(x!, 0)], { ...kind, dtype: 'bool' });
  const alpha = node.attributes.alpha ?? 0;
  if (alpha === 0) return lowering.cast(positive, kind.dtype);
  const numbers = [1, alpha].map((number) => constantOperand(number, kind.shape, kind.dtype));
  return lowering.elementwise('Where', [positive, ...numbers], kind);
};

/** Of a / b with the sign of b. */
const mod: LowerNode = (lowering, node, [a, b]) => {
  const kind = kindOf(node.outputs[0]!);
  if (kind.dtype === 'int32') return lowering.elementwise('Mod', [a!, b!], kind);
  const quotient = lowering.unary('Floor', lowering.elementwise('Div', [a!, b!], kind));
  return lowering.elementwise('Sub', [a!, lowering.elementwise('Mul', [quotient, b!], kind)], kind);
};

const floorDiv: LowerNode = (lowering, node, [a, b]) => {
  const kind = { ...kindOf(node.outputs[0]!), dtype: 'float32' as const };
  const operands = [lowering.cast(a!, 'float32'), lowering.cast(b!, 'float32')];
  const quotient = lowering.unary('Floor', lowering.elementwise('Div', operands, kind));
  return lowering.cast(quotient, kindOf(node.outputs[0]!).dtype);
};

const squaredDifference: LowerNode = (lowering, node, [a, b]) => {
  const kind = kindOf(node.outputs[0]!);
  const difference = arithmetic(lowering, 'Sub', [a!, b!], kind);
  return arithmetic(lowering, 'Mul', [difference, difference], kind);
};

/** dx = dy where y >= 0, dy (y + 1) elsewhere. */
const eluGradient: LowerNode = (lowering, node, [dy, y]) => {
  const kind = kindOf(node.outputs[0]!);
  const slope = lowering.elementwise('Add', [y!, like(y!, 1)], kind);
  const capped = lowering.elementwise('Min', [slope, like(y!, 1)], kind);
  return lowering.elementwise('Mul', [dy!, capped], kind);
};

/** 0 for what is no number, as TensorFlow.js has it; ONNX's own sign hands it on. */
const sign: LowerNode = (lowering, node, [x]) => {
  const kind = kindOf(node.outputs[0]!);
  const side = (operator: string) => {
    const test = lowering.elementwise(operator, [x!, like(x!, 0)], { ...kind, dtype: 'bool' });
    return lowering.cast(test, kind.dtype);
  };
  return lowering.elementwise('Sub', [side('Greater'), side('Less')], kind);
};

/** ONNX sums many floats at once, integers two by two. */
const sumOfAll: LowerNode = (lowering, node, terms) => {
  const kind = kindOf(node.outputs[0]!);
  if (kind.dtype === 'float32') return lowering.elementwise('Sum', terms, kind);
  return terms.reduce((sum, term) => lowering.elementwise('Add', [sum, term], kind));
};

/** Booleans have no Where in ONNX Runtime; they go through integers. */
const select: LowerNode = (lowering, node, [condition, a, b]) => {
  const kind = kindOf(node.outputs[0]!);
  const dtype = kind.dtype === 'bool' ? 'int32' : kind.dtype;
  const operands = [
    lowering.cast(condition!, 'bool'),
    lowering.cast(a!, dtype),
    lowering.cast(b!, dtype),
  ];
  return lowering.cast(lowering.elementwise('Where', operands, { ...kind, dtype }), kind.dtype);
};

const isInfinite: LowerNode = (lowering, node, [x]) => {
  const kind = kindOf(node.outputs[0]!);
  return lowering.elementwise(
    'Equal',
    [lowering.unary('Abs', x!), like(x!, Number.POSITIVE_INFINITY)],
    kind,
  );
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
    Cast: (lowering, node, [x]) => lowering.cast(x!, kindOf(node.outputs[0]!).dtype),
  },
};
