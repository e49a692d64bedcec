import { constantOperand, type Operand } from '../layout/operand.js';
import { arithmetic } from './arithmetic.js';
import { kindOf, type LowerNode } from './lowering.js';

// Kernels that ONNX has no operator for, made of several.

export const like = (x: Operand, number: number) => constantOperand(number, x.shape, x.dtype);

export const squared: LowerNode = (lowering, node, [x]) =>
  arithmetic(lowering, 'Mul', [x!, x!], kindOf(node.outputs[0]!));

/** Kahan: log(1 + x) = x log(u) / (u - 1) with u = 1 + x rounded, and x where u is 1. */
export const log1p: LowerNode = (lowering, node, [x]) => {
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
export const expm1: LowerNode = (lowering, node, [x]) => {
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

/** 1 above 0 and alpha elsewhere; what is no number stays none, as in sign and maximum of ONNX. */
export const step: LowerNode = (lowering, node, [x]) => {
  const kind = kindOf(node.outputs[0]!);
  const alpha = node.attributes.alpha ?? 0;
  if (kind.dtype === 'float32' && alpha >= 0 && alpha <= 1) {
    return lowering.elementwise('Max', [lowering.unary('Sign', x!), like(x!, alpha)], kind);
  }
  const positive = lowering.elementwise('Greater', [x!, like(x!, 0)], { ...kind, dtype: 'bool' });
  if (alpha === 0) return lowering.cast(positive, kind.dtype);
  const [above, below] = [1, alpha].map((number) =>
    constantOperand(number, kind.shape, kind.dtype),
  );
  const chosen = lowering.elementwise('Where', [positive, above!, below!], kind);
  if (kind.dtype !== 'float32') return chosen;
  const isNone = lowering.unary('IsNaN', x!, {}, 'bool');
  return lowering.elementwise('Where', [isNone, x!, chosen], kind);
};

/** Integers of what is none and of what is infinite are 0, as in JavaScript; those beyond 2^31 are 0, too. */
export const castNode: LowerNode = (lowering, node, [x]) => {
  const kind = kindOf(node.outputs[0]!);
  const isRounded = x!.dtype === 'float32' && kind.dtype === 'int32' && x!.constant === undefined;
  if (!isRounded) return lowering.cast(x!, kind.dtype);
  const near = lowering.elementwise('Less', [lowering.unary('Abs', x!), like(x!, 2 ** 31)], {
    ...kind,
    dtype: 'bool',
  });
  const safe = lowering.elementwise('Where', [near, x!, like(x!, 0)], {
    ...kind,
    dtype: 'float32',
  });
  return lowering.cast(safe, kind.dtype);
};

/** Of a / b with the sign of b. */
export const mod: LowerNode = (lowering, node, [a, b]) => {
  const kind = kindOf(node.outputs[0]!);
  if (kind.dtype === 'int32') return lowering.elementwise('Mod', [a!, b!], kind);
  const quotient = lowering.unary('Floor', lowering.elementwise('Div', [a!, b!], kind));
  return lowering.elementwise('Sub', [a!, lowering.elementwise('Mul', [quotient, b!], kind)], kind);
};

export const floorDiv: LowerNode = (lowering, node, [a, b]) => {
  const kind = { ...kindOf(node.outputs[0]!), dtype: 'float32' as const };
  const operands = [lowering.cast(a!, 'float32'), lowering.cast(b!, 'float32')];
  const quotient = lowering.unary('Floor', lowering.elementwise('Div', operands, kind));
  return lowering.cast(quotient, kindOf(node.outputs[0]!).dtype);
};

export const squaredDifference: LowerNode = (lowering, node, [a, b]) => {
  const kind = kindOf(node.outputs[0]!);
  const difference = arithmetic(lowering, 'Sub', [a!, b!], kind);
  return arithmetic(lowering, 'Mul', [difference, difference], kind);
};

/** dx = dy where y >= 0, dy (y + 1) elsewhere. */
export const eluGradient: LowerNode = (lowering, node, [dy, y]) => {
  const kind = kindOf(node.outputs[0]!);
  const slope = lowering.elementwise('Add', [y!, like(y!, 1)], kind);
  const capped = lowering.elementwise('Min', [slope, like(y!, 1)], kind);
  return lowering.elementwise('Mul', [dy!, capped], kind);
};

/** 0 for what is no number, as TensorFlow.js has it; ONNX's own sign hands it on. */
export const sign: LowerNode = (lowering, node, [x]) => {
  const kind = kindOf(node.outputs[0]!);
  const side = (operator: string) => {
    const test = lowering.elementwise(operator, [x!, like(x!, 0)], { ...kind, dtype: 'bool' });
    return lowering.cast(test, kind.dtype);
  };
  return lowering.elementwise('Sub', [side('Greater'), side('Less')], kind);
};

/** ONNX sums many floats at once, integers two by two. */
export const sumOfAll: LowerNode = (lowering, node, terms) => {
  const kind = kindOf(node.outputs[0]!);
  if (kind.dtype === 'float32') return lowering.elementwise('Sum', terms, kind);
  return terms.reduce((sum, term) => lowering.elementwise('Add', [sum, term], kind));
};

/** Booleans have no Where in ONNX Runtime; they go through integers. */
export const select: LowerNode = (lowering, node, [condition, a, b]) => {
  const kind = kindOf(node.outputs[0]!);
  const dtype = kind.dtype === 'bool' ? 'int32' : kind.dtype;
  const operands = [
    lowering.cast(condition!, 'bool'),
    lowering.cast(a!, dtype),
    lowering.cast(b!, dtype),
  ];
  return lowering.cast(lowering.elementwise('Where', operands, { ...kind, dtype }), kind.dtype);
};

export const isInfinite: LowerNode = (lowering, node, [x]) => {
  const kind = kindOf(node.outputs[0]!);
  return lowering.elementwise(
    'Equal',
    [lowering.unary('Abs', x!), like(x!, Number.POSITIVE_INFINITY)],
    kind,
  );
};
