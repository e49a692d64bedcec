import * as tf from '@tensorflow/tfjs-core';
import { type Composition, composeKernel } from './compose.js';

type MatMul = Composition<{ a: tf.TensorInfo; b: tf.TensorInfo }, tf.BatchMatMulAttrs>;

/** A matrix as it lies in memory, and whether its transpose is meant. */
interface Operand {
  matrix: tf.TensorInfo;
  turned: boolean;
}

/** Multiply-adds from which products one by one are faster than the stock loop over a batch. */
const worthwhile = 32 * 1024;

/** Side of the squares in which a matrix is transposed whose rows compete for cache lines. */
const square = 32;

function transpose({ call, allocate, elements }: MatMul, x: tf.TensorInfo): tf.TensorInfo {
  const [rows, columns] = x.shape as [number, number];
  if (rows < 256 || rows % 128 !== 0) return call(tf.Transpose, { x }, { perm: [1, 0] });
  const result = allocate([columns, rows]);
  const [from, to] = [elements(x), elements(result)];
  for (let top = 0; top < rows; top += square) {
    for (let left = 0; left < columns; left += square) {
      for (let column = left; column < Math.min(columns, left + square); column++) {
        let source = top * columns + column;
        const target = column * rows + top;
        for (let row = 0; row < square; row++, source += columns) to[target + row] = from[source]!;
      }
    }
  }
  return result;
}

function plainProduct(composition: MatMul, left: Operand, right: Operand): tf.TensorInfo {
  const [a, b] = [left, right].map(({ matrix, turned }) => {
    const { shape, dataId, dtype } = turned ? transpose(composition, matrix) : matrix;
    return { shape: [1, ...shape], dataId, dtype };
  });
  const attrs = { transposeA: false, transposeB: false };
  const result = composition.call(tf.BatchMatMul, { a, b }, attrs);
  result.shape = result.shape.slice(1);
  return result;
}

/** a b, or (b' a')' where that transposes fewer numbers. */
function product(composition: MatMul, a: Operand, b: Operand): tf.TensorInfo {
  const size = ({ shape }: tf.TensorInfo) => tf.util.sizeFromShape(shape);
  const [rows, columns] = [a.matrix.shape[a.turned ? 1 : 0]!, b.matrix.shape[b.turned ? 0 : 1]!];
  const direct = (a.turned ? size(a.matrix) : 0) + (b.turned ? size(b.matrix) : 0);
  const turned = size(a.matrix) + size(b.matrix) - direct + rows * columns;
  if (direct <= turned) return plainProduct(composition, a, b);
  const other = ({ matrix, turned: was }: Operand) => ({ matrix, turned: !was });
  return transpose(composition, plainProduct(composition, other(b), other(a)));
}

const matrixShape = ({ shape }: tf.TensorInfo) => shape.slice(-2) as [number, number];
const batchOf = ({ shape }: tf.TensorInfo) => tf.util.sizeFromShape(shape.slice(0, -2));

/** One matrix of a batch (the only one, where there is one for all). */
function matrixAt({ allocate, elements }: MatMul, x: tf.TensorInfo, index: number): tf.TensorInfo {
  if (batchOf(x) === 1) return { ...x, shape: matrixShape(x) };
  const copy = allocate(matrixShape(x));
  const size = tf.util.sizeFromShape(copy.shape);
  elements(copy).set(elements(x).subarray(index * size, (index + 1) * size));
  return copy;
}

function productAt(composition: MatMul, index: number): tf.TensorInfo {
  const { inputs, attrs, free } = composition;
  const [a, b] = [matrixAt(composition, inputs.a, index), matrixAt(composition, inputs.b, index)];
  const operands = [
    { matrix: a, turned: attrs.transposeA },
    { matrix: b, turned: attrs.transposeB },
  ] as const;
  const result = product(composition, ...operands);
  free(a, b);
  return result;
}

function productOfEach(composition: MatMul, shape: number[]): tf.TensorInfo {
  const { allocate, elements, free } = composition;
  const result = allocate(shape);
  const size = tf.util.sizeFromShape(shape.slice(-2));
  for (let offset = 0; offset < tf.util.sizeFromShape(shape); offset += size) {
    const one = productAt(composition, offset / size);
    elements(result).set(elements(one), offset);
    free(one);
  }
  return result;
}

function stockProduct({ inputs, attrs, call }: MatMul): tf.TensorInfo {
  const turn = (x: tf.TensorInfo) => {
    const axes = [...x.shape.keys()];
    const [row, column] = axes.splice(-2) as [number, number];
    return call(tf.Transpose, { x }, { perm: [...axes, column, row] });
  };
  const a = attrs.transposeA ? turn(inputs.a) : inputs.a;
  const b = attrs.transposeB ? turn(inputs.b) : inputs.b;
  return call(tf.BatchMatMul, { a, b }, { transposeA: false, transposeB: false });
}

/**
 * Matrix products: the stock kernel takes a scalar path, 20 times slower, for transposed operands
 * and for batches. This one transposes first, and multiplies the batch's matrices one by one.
 */
export function installMatMul(): void {
  composeKernel(tf.BatchMatMul, (composition: MatMul) => {
    const { a, b } = composition.inputs;
    const { transposeA, transposeB } = composition.attrs;
    const [rows, inner] = matrixShape(a);
    const columns = matrixShape(b)[transposeB ? 0 : 1];
    const batchShape = tf.backend_util.assertAndGetBroadcastShape(
      a.shape.slice(0, -2),
      b.shape.slice(0, -2),
    );
    const shape = [...batchShape, transposeA ? inner : rows, columns];
    const batch = tf.util.sizeFromShape(batchShape);
    const small = batch > 1 && rows * inner * columns < worthwhile;
    if (small || [a, b].some((x) => batchOf(x) !== batch && batchOf(x) !== 1)) {
      return stockProduct(composition);
    }
    if (batch > 1) return productOfEach(composition, shape);
    const result = productAt(composition, 0);
    result.shape = shape;
    return result;
  });
}
