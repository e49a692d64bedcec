import { expectClose, expectNoLeak, onEachBackend } from '@ikat/testing';
import * as tf from '@tensorflow/tfjs-core';
import { expect, test } from 'vitest';
import { ema } from './ema.js';

onEachBackend(() => {
  test('is the average that its formula says', () => {
    const x = tf.variable(tf.tensor1d([1, -2]));
    const average = ema({ x }, { decay: 0.9, warmup: 3 });
    const wanted = [0, 0];
    for (let t = 0; t < 40; t++) {
      const value = [Math.sin(t), t / 10];
      x.assign(tf.tensor1d(value));
      average.update();
      const decay = Math.min(0.9, t / (t + 3));
      wanted.forEach((_, i) => {
        wanted[i] = decay * wanted[i]! + (1 - decay) * value[i]!;
      });
    }
    expectClose(average.averages.x!, wanted, 1e-5);
    average.dispose();
    x.dispose();
  });

  test('stands in for the variables while a function runs, also one that fails or waits', async () => {
    const x = tf.variable(tf.scalar(0));
    const average = ema({ x }, { decay: 0.5, warmup: 0 });
    average.update();
    x.assign(tf.scalar(4));
    average.update();
    const read = () => x.dataSync()[0];
    expect(average.during(read)).toBe(2);
    expect(read()).toBe(4);
    expect(() =>
      average.during(() => {
        throw new Error('no');
      }),
    ).toThrow('no');
    expect(read()).toBe(4);
    const waiting = average.during(async () => {
      await Promise.resolve();
      return read();
    });
    expect(await waiting).toBe(2);
    expect(read()).toBe(4);
    average.dispose();
    x.dispose();
  });

  test('goes on from a saved state, and leaks nothing', async () => {
    const x = tf.variable(tf.scalar(1));
    const average = ema({ x }, { decay: 0.9 });
    average.update();
    x.assign(tf.scalar(5));
    average.update();
    const other = ema({ x }, { decay: 0.9 });
    const state = average.state();
    await expectNoLeak(() => other.restore(state));
    for (const it of [average, other]) it.update();
    expect(other.averages.x!.dataSync()[0]).toBe(average.averages.x!.dataSync()[0]);
    await expectNoLeak(() => average.update());
    await expectNoLeak(() => average.swap());
    tf.dispose(state.tensors);
    average.dispose();
    other.dispose();
    x.dispose();
  });

  test('refuses decays that are none, and states of other variables', () => {
    const x = tf.variable(tf.scalar(1));
    expect(() => ema({ x }, { decay: 1.5 })).toThrowErrorMatchingInlineSnapshot(
      `[RangeError: ema: decay: expected a number from 0 to 1, got 1.5.]`,
    );
    expect(() => ema({ x }, { warmup: -1 })).toThrowErrorMatchingInlineSnapshot(
      `[RangeError: ema: warmup: expected a number of at least 0, got -1.]`,
    );
    const average = ema({ x });
    const values = { updates: 1 };
    expect(() => average.restore({ tensors: {}, values })).toThrowErrorMatchingInlineSnapshot(
      `[RangeError: ema: expected an average of x of shape [], got none. The state was saved for other networks.]`,
    );
    expect(() =>
      average.restore({ tensors: { x: tf.zeros([2]) }, values }),
    ).toThrowErrorMatchingInlineSnapshot(
      `[RangeError: ema: expected an average of x of shape [], got one of shape [2]. The state was saved for other networks.]`,
    );
    average.dispose();
    x.dispose();
  });
});
