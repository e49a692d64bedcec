import { expectNoLeak, onEachBackend } from '@ikat/testing';
import * as tf from '@tensorflow/tfjs-core';
import { expect, test } from 'vitest';
import { type ImagePool, imagePool } from './image-pool.js';

const image = (value: number) => tf.fill([1, 2, 2, 1], value) as tf.Tensor4D;

const ask = (pool: ImagePool, value: number) =>
  tf.tidy(() => pool.query(image(value)).dataSync()[0]!);

onEachBackend(() => {
  test('gives back what it gets until it is full', () => {
    const pool = imagePool({ size: 3, seed: 1 });
    expect([1, 2, 3].map((value) => ask(pool, value))).toEqual([1, 2, 3]);
    expect(pool.count).toBe(3);
    pool.dispose();
  });

  // 400 draws of probability 1/2: the standard error is 10.
  test('then gives a remembered image half of the time, and each only once', () => {
    const pool = imagePool({ size: 20, seed: 2 });
    const given = Array.from({ length: 420 }, (_, value) => ask(pool, value)).slice(20);
    const old = given.filter((value, i) => value !== i + 20);
    expect(old.length).toBeGreaterThan(160);
    expect(old.length).toBeLessThan(240);
    expect(new Set(given).size).toBe(given.length);
    expect(pool.count).toBe(20);
    pool.dispose();
  });

  test('does the same from the same seed, and from a saved state', () => {
    const [one, two] = [imagePool({ size: 4, seed: 3 }), imagePool({ size: 4, seed: 3 })];
    const values = Array.from({ length: 30 }, (_, i) => i);
    expect(values.map((it) => ask(one, it))).toEqual(values.map((it) => ask(two, it)));
    const resumed = imagePool({ size: 4, seed: 99 });
    const state = one.state();
    resumed.restore(state);
    tf.dispose(state.tensors);
    expect(values.map((it) => ask(resumed, it))).toEqual(values.map((it) => ask(one, it)));
    for (const pool of [one, two, resumed]) pool.dispose();
  });

  test('takes batches, passes all through at size 0, and leaks nothing', async () => {
    const pool = imagePool({ size: 2 });
    const batch = tf.randomUniform([3, 4, 4, 3]) as tf.Tensor4D;
    tf.dispose(pool.query(batch));
    await expectNoLeak(() => pool.query(batch));
    expect(pool.count).toBe(2);
    const none = imagePool({ size: 0 });
    await expectNoLeak(() => none.query(batch));
    pool.dispose();
    batch.dispose();
    expect(() => imagePool({ size: -1 })).toThrowErrorMatchingInlineSnapshot(
      `[RangeError: imagePool: size: expected a number from 0 to 9007199254740991, got -1.]`,
    );
  });

  test('keeps its images when the tidy of the caller ends', () => {
    const pool = imagePool({ size: 1, seed: 1 });
    ask(pool, 7);
    const given = Array.from({ length: 12 }, (_, i) => ask(pool, 100 + i));
    expect(given).toContain(7);
    pool.dispose();
  });
});
