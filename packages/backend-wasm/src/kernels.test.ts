import { randomSource } from '@ikat/random';
import * as tf from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import { expectSameAsCpu } from './against-cpu.js';
import { useWasm } from './use-wasm.js';

describe('matrix products', () => {
  it('agree with the cpu backend, transposed and in batches', async () => {
    const random = randomSource(2);
    const batches = [
      [[], []],
      [[3], [3]],
      [
        [2, 2],
        [2, 2],
      ],
      [[1], [3]],
      [
        [2, 1],
        [2, 3],
      ],
    ] as const;
    for (let trial = 0; trial < 80; trial++) {
      const [m, k, n] = [1, 1, 1].map(() => 1 + random.integer(trial % 4 === 0 ? 60 : 9));
      const [transposeA, transposeB] = [random.integer(2) === 1, random.integer(2) === 1];
      const [batchA, batchB] = batches[trial % batches.length]!;
      await expectSameAsCpu({
        kernel: tf.BatchMatMul,
        shapes: {
          a: [...batchA, ...(transposeA ? [k!, m!] : [m!, k!])],
          b: [...batchB, ...(transposeB ? [n!, k!] : [k!, n!])],
        },
        attrs: { transposeA, transposeB },
      });
    }
  });

  it.each([
    ['a wide b', [2, 300], [256, 300], false, true],
    ['a wide b of odd width', [4, 130], [384, 130], false, true],
    ['a tall a', [256, 40], [256, 30], true, false],
    ['both', [256, 70], [90, 256], true, true],
  ])('transpose %s', async (_, a, b, transposeA, transposeB) => {
    await expectSameAsCpu({
      kernel: tf.BatchMatMul,
      shapes: { a, b },
      attrs: { transposeA, transposeB },
    });
  });
});

const shape = [2, 3, 4, 5];
const slice = { beginMask: 0, endMask: 0, ellipsisMask: 0, newAxisMask: 0, shrinkAxisMask: 0 };

describe('kernels that pick elements', () => {
  it.each([
    ['Slice', shape, { begin: [0, 1, 1, 0], size: [2, 2, -1, 5] }],
    ['Slice', shape, { begin: [1, 0, 0, 2], size: [1, 3, 4, 3] }],
    ['Slice', [7], { begin: [2], size: [4] }],
    ['Slice', shape, { begin: [0, 0, 0, 0], size: [2, 0, 4, 5] }],
    ['Slice', [2, 3, 20], { begin: [0, 1, 2], size: [2, 2, 17] }],
    ['Slice', [2, 2, 2, 2, 3], { begin: [0, 1, 0, 1, 0], size: [2, 1, 2, 1, 2] }],
    ['SplitV', shape, { numOrSizeSplits: [1, 2, 1], axis: 2 }],
    ['SplitV', shape, { numOrSizeSplits: 5, axis: -1 }],
    ['Reverse', shape, { dims: [1, 2] }],
    ['Reverse', shape, { dims: [3] }],
    ['Reverse', shape, { dims: [0] }],
    ['Tile', shape, { reps: [1, 2, 1, 1] }],
    ['Tile', shape, { reps: [2, 1, 3, 2] }],
    ['Tile', [1, 1], { reps: [3, 4] }],
    ['DepthToSpace', [2, 3, 4, 8], { blockSize: 2, dataFormat: 'NHWC' }],
    ['DepthToSpace', [1, 2, 2, 18], { blockSize: 3, dataFormat: 'NHWC' }],
    [
      'StridedSlice',
      shape,
      { begin: [0, 0, 1, 0], end: [2, 3, 4, 5], strides: [1, 2, 2, 1], ...slice },
    ],
    [
      'StridedSlice',
      shape,
      { begin: [0, 2, 0, 4], end: [2, 0, 4, 0], strides: [1, -1, 3, -2], ...slice },
    ],
    [
      'StridedSlice',
      shape,
      { begin: [0, 1], end: [0, 4], strides: [1, 2], ...slice, ellipsisMask: 1 },
    ],
  ])('%s of [%s] with %o', async (kernel, x, attrs) => {
    for (const dtype of ['float32', 'int32'] as const) {
      await expectSameAsCpu({ kernel, shapes: { x }, attrs, dtype }, 0);
    }
  });

  // The cpu backend mistakes the axis that is left out; these are NumPy's x[:, 0:3, 1, 1:5:2].
  it('leave out an axis of a strided slice', async () => {
    await useWasm();
    const x = tf.reshape(tf.range(0, 120), shape);
    const y = tf.stridedSlice(x, [0, 0, 1, 1], [0, 3, 2, 5], [1, 1, 1, 2], 0, 1, 0, 0, 4);
    expect(y.shape).toEqual([2, 3, 2]);
    expect([...y.dataSync()]).toEqual([6, 8, 26, 28, 46, 48, 66, 68, 86, 88, 106, 108]);
  });

  it('leave truth values to the stock kernel', async () => {
    const attrs = { begin: [0, 1, 1, 0], size: [2, 2, 2, 5] };
    await expectSameAsCpu({ kernel: 'Slice', shapes: { x: shape }, attrs, dtype: 'bool' }, 0);
  });

  it('keep the bits of integers that look like NaN', async () => {
    await useWasm();
    const bits = [0x7f800001, -1, 0x7fc00000, 3];
    expect([...tf.reverse(tf.tensor1d(bits, 'int32')).dataSync()]).toEqual(bits.toReversed());
  });
});

describe('sums and means', () => {
  it.each([
    [[1, 2], true],
    [[1, 2], false],
    [[0, 1, 2], false],
    [[0], false],
    [[3], false],
    [[0, 1, 2, 3], true],
    [[1, 3], false],
    [[0, 2], true],
    [[-2], false],
  ])('over axes %s, keepDims %s', async (axis, keepDims) => {
    for (const kernel of [tf.Sum, tf.Mean]) {
      for (const x of [shape, [1, 16, 16, 8], [3, 1, 5, 1], [1, 1, 1, 4]]) {
        await expectSameAsCpu({ kernel, shapes: { x }, attrs: { axis, keepDims } });
      }
    }
  });

  it('are right to float32 for many pixels', async () => {
    await useWasm();
    const values = randomSource(1).uniforms(40_000 * 3, 0, 1);
    const sums = [0, 0, 0];
    for (const [index, value] of values.entries()) sums[index % 3]! += value;
    const actual = tf.sum(tf.tensor(values, [1, 200, 200, 3]), [1, 2]).dataSync();
    for (const [i, sum] of sums.entries())
      expect(Math.abs(actual[i]! / sum - 1)).toBeLessThan(2e-6);
  });
});

describe('leaky ReLU', () => {
  it.each([[[2, 3, 4, 5]], [[256]], [[7]], [[]]])('of [%s]', async (x) => {
    for (const alpha of [0.2, 0, 1.5, -0.1]) {
      await expectSameAsCpu({ kernel: tf.LeakyRelu, shapes: { x }, attrs: { alpha } }, 1e-7);
    }
  });

  it('of integers', async () => {
    const attrs = { alpha: 0.2 };
    await expectSameAsCpu({ kernel: tf.LeakyRelu, shapes: { x: [6] }, attrs, dtype: 'int32' });
  });
});
