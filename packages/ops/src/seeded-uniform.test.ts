import { childSeed, hashUniforms } from '@ikat/random';
import { expectClose, expectNoLeak, onEachBackend } from '@ikat/testing';
import * as tf from '@tensorflow/tfjs-core';
import { afterEach, describe, expect, it, test } from 'vitest';
import { childKey, correctGradients, drawKey, seededNormal, seededUniform } from './index.js';
import { cpuKernel } from './test-kernel.js';

onEachBackend(() => {
  describe('seededUniform', () => {
    it('is the hash of seed, stream and place, to the bit, in any shape', () => {
      const stream = childSeed(0, 'mask');
      for (const seed of [0, 7, -5, childSeed(1, 'step 9')]) {
        const wanted = hashUniforms(24, seed, stream);
        expect(seededUniform([24], { seed, stream }).dataSync()).toEqual(wanted);
        const scalar = tf.scalar(seed | 0, 'int32');
        const images = seededUniform<tf.Rank.R4>([2, 2, 2, 3], { seed: scalar, stream });
        expect(images.shape).toEqual([2, 2, 2, 3]);
        expect(images.dataSync()).toEqual(wanted);
      }
    });

    it('takes a number, a scalar or a key', () => {
      const wanted = hashUniforms(5, 3, 0);
      for (const seed of [3, tf.scalar(3, 'int32'), { seed: 3 }, drawKey(3)]) {
        expect(seededUniform([5], seed).dataSync()).toEqual(wanted);
      }
      expect(seededUniform([], 3).shape).toEqual([]);
      expect(seededUniform([0, 2], 3).size).toBe(0);
    });

    it('is a constant to gradients', () => {
      correctGradients();
      const slope = tf.grad((x) => tf.mul(x, seededUniform([4], tf.scalar(2, 'int32'))));
      expectClose(slope(tf.ones([4])), hashUniforms(4, 2, 0), 0);
    });

    it('leaks nothing', async () => {
      const seed = tf.scalar(1, 'int32');
      await expectNoLeak(() => seededUniform([3], seed));
      await expectNoLeak(() => seededUniform([3], 1));
      await expectNoLeak(() => seededNormal([3], seed));
    });

    it('refuses seeds that are none', () => {
      expect(() => seededUniform([2], 0.5)).toThrowErrorMatchingInlineSnapshot(
        `[TypeError: seededUniform: expected a seed that is a whole number or an int32 scalar, got 0.5. Make one with tf.scalar(seed, 'int32').]`,
      );
      expect(() => seededUniform([2], tf.scalar(1))).toThrowErrorMatchingInlineSnapshot(
        `[TypeError: seededUniform: expected a seed that is a whole number or an int32 scalar, got a tensor float32 []. Make one with tf.scalar(seed, 'int32').]`,
      );
    });
  });

  // Standard errors at n = 40000: mean 0.005, variance 0.007, fourth moment 0.049, correlation 0.005.
  test('seededNormal has the moments of the normal distribution, and no serial correlation', () => {
    const draws = seededNormal([40_000], childKey(5, 'noise')).dataSync<'float32'>();
    const moment = (power: number) => draws.reduce((sum, x) => sum + x ** power, 0) / draws.length;
    expect(Math.abs(moment(1))).toBeLessThan(0.02);
    expect(Math.abs(moment(2) - 1)).toBeLessThan(0.028);
    expect(Math.abs(moment(3))).toBeLessThan(0.08);
    expect(Math.abs(moment(4) - 3)).toBeLessThan(0.2);
    const serial = draws.reduce((sum, x, i) => sum + x * (draws[i + 1] ?? 0), 0) / draws.length;
    expect(Math.abs(serial)).toBeLessThan(0.02);
  });
});

describe('on a backend with the kernel', () => {
  afterEach(() => tf.unregisterKernel('SeededUniform', 'cpu'));

  it('gives it the seed as a tensor, and shape and stream as attributes', async () => {
    await tf.setBackend('cpu');
    const asked: unknown[] = [];
    tf.registerKernel(
      cpuKernel('SeededUniform', ({ dtype, shape, values }, attributes) => {
        asked.push([dtype, shape, [...values], attributes]);
        return [[attributes.shape as number[], new Float32Array(2)]];
      }),
    );
    seededUniform([2], { seed: 2 ** 31 + 5, stream: 2 ** 32 - 1 });
    seededUniform([2, 1], childKey(tf.scalar(6, 'int32'), 'mask'));
    const stream = childSeed(0, 'mask') | 0;
    expect(asked).toEqual([
      ['int32', [], [-(2 ** 31) + 5], { shape: [2], stream: -1 }],
      ['int32', [], [6], { shape: [2, 1], stream }],
    ]);
  });
});

test('keys of one seed differ by name and by parent', () => {
  const names = ['mask 1', 'mask 2'].flatMap((name) => {
    const key = childKey(4, name);
    expect(key.seed).toBe(4);
    return [key.stream, childKey(key, 'mask 1').stream];
  });
  expect(new Set(names).size).toBe(4);
  expect(childKey(5, 'mask 1').stream).toBe(names[0]);
});
