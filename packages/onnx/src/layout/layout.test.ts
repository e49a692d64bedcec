import '@tensorflow/tfjs-backend-cpu';
import * as tf from '@tensorflow/tfjs-core';
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { inverse, nchw, oihw, permute, physical, sameLayout, sizeOf } from './layout.js';

beforeAll(() => tf.setBackend('cpu').then(() => undefined));

const shapes = fc.array(fc.integer({ min: 1, max: 4 }), { maxLength: 6, size: 'max' });
const turned = shapes.chain((shape) =>
  fc.tuple(
    fc.constant(shape),
    fc.shuffledSubarray(
      shape.map((_, axis) => axis),
      { minLength: shape.length },
    ),
  ),
);
const counted = (length: number) => Int32Array.from({ length }, (_, i) => i);

describe('layouts', () => {
  it('permute as transpose does', () => {
    fc.assert(
      fc.property(turned, ([shape, order]) => {
        const numbers = counted(sizeOf(shape));
        const wanted = tf.tidy(() =>
          tf.transpose(tf.tensor(numbers, shape, 'int32'), order).dataSync(),
        );
        expect(permute(numbers, shape, order)).toEqual(wanted);
      }),
      { seed: 3 },
    );
  });

  it('permute back by the inverse', () => {
    fc.assert(
      fc.property(turned, ([shape, order]) => {
        const numbers = counted(sizeOf(shape));
        const there = permute(numbers, shape, order);
        expect(permute(there, physical(shape, order), inverse(order))).toEqual(numbers);
      }),
      { seed: 4 },
    );
  });

  it('keep the type of the numbers, and empty ones', () => {
    expect(permute(new Uint8Array([1, 2]), [1, 2], [1, 0])).toEqual(new Uint8Array([1, 2]));
    expect(permute(new Float32Array(0), [2, 0, 3], [2, 1, 0])).toEqual(new Float32Array(0));
  });

  it('name the axes as ONNX wants them', () => {
    expect(physical([2, 5, 6, 3], nchw)).toEqual([2, 3, 5, 6]);
    expect(physical([3, 4, 8, 16], oihw)).toEqual([16, 8, 3, 4]);
    expect(physical([7, 8], undefined)).toEqual([7, 8]);
    expect([sameLayout(nchw, [0, 3, 1, 2]), sameLayout(nchw, undefined)]).toEqual([true, false]);
  });
});
