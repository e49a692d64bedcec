import { constantOperand, type Operand } from '../layout/operand.js';
import type { Lowering } from './lowering.js';

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
