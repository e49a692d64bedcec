import { correctGradients } from '@ikat/ops';
import { expectClose, expectGradient, expectNoLeak, onEachBackend } from '@ikat/testing';
import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, expect, test } from 'vitest';
import { weightedSum } from './weighted-sum.js';

onEachBackend(() => {
  beforeAll(correctGradients);

  test('sums, weighs and differentiates', async () => {
    const [a, b] = [tf.scalar(2), tf.scalar(-3)];
    expectClose(weightedSum({ a: [a, 1], b: [b, 10] }), -28);
    expectClose(weightedSum({ a: [a, 0.5] }), 1);
    expectGradient(
      (a, b) => weightedSum({ a: [a as tf.Scalar, 1], b: [b as tf.Scalar, 10] }),
      [a, b],
    );
    await expectNoLeak(() => weightedSum({ a: [a, 1], b: [b, 10] }));
  });
});
onEachBackend(() => {
  test('says what is wrong', () => {
    const one = tf.scalar(1);
    const two = tf.ones([2]) as unknown as tf.Scalar;
    expect(() => weightedSum({})).toThrowErrorMatchingInlineSnapshot(
      `[RangeError: weightedSum: expected at least one term, got none. Give { name: [loss, weight] }.]`,
    );
    expect(() => weightedSum({ cycle: [two, 1] })).toThrowErrorMatchingInlineSnapshot(
      `[RangeError: weightedSum: expected cycle to be a scalar, got [2]. Take its mean first.]`,
    );
    expect(() => weightedSum({ cycle: [one, Number.NaN] })).toThrowErrorMatchingInlineSnapshot(
      `[RangeError: weightedSum: expected a finite weight for cycle, got NaN. 0 leaves a term out.]`,
    );
    expect(() =>
      weightedSum({ cycle: [1 as unknown as tf.Scalar, 1] }),
    ).toThrowErrorMatchingInlineSnapshot(
      `[TypeError: weightedSum: cycle: expected a tensor, got number. Wrap numbers in tf.tensor().]`,
    );
  });
}, ['cpu']);
