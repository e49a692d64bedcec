import { correctGradients } from '@ikat/ops';
import {
  expectClose,
  expectNoLeak,
  type GoldenTensor,
  goldenTensor,
  onEachBackend,
  readGolden,
} from '@ikat/testing';
import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, expect, test } from 'vitest';
import { expectGolden } from './golden-close.js';
import { patchNce } from './patch-nce.js';

const golden = readGolden<{
  queries: GoldenTensor;
  keys: GoldenTensor;
  cases: Record<string, { value: number; gradient: GoldenTensor }>;
}>(new URL('../golden/patch-nce.json', import.meta.url));

const queries = () => goldenTensor<tf.Tensor3D>(golden.queries);
const keys = () => goldenTensor<tf.Tensor3D>(golden.keys);

onEachBackend(() => {
  beforeAll(correctGradients);

  test.each(Object.entries(golden.cases))('agrees with PyTorch at %s', (temperature, expected) => {
    const k = keys();
    const { value, grad } = tf.valueAndGrad((q) =>
      patchNce(q as tf.Tensor3D, k, { temperature: Number(temperature) }),
    )(queries());
    expectClose(value, expected.value);
    expectGolden(grad, expected.gradient);
  });

  test('learns nothing through the keys', () => {
    const grads = tf.grads((q, k) => patchNce(q as tf.Tensor3D, k as tf.Tensor3D));
    const [, ofKeys] = grads([queries(), keys()]);
    expectClose(ofKeys!, new Float32Array(40), 0);
  });

  test('has finite gradients at zero and at opposite vectors', () => {
    const q = tf.concat([tf.zeros([1, 1, 4]), tf.neg(tf.ones([1, 2, 4]))], 1);
    const { value, grad } = tf.valueAndGrad((x) =>
      patchNce(x as tf.Tensor3D, tf.ones([1, 3, 4]), { temperature: 0.01 }),
    )(q);
    expect([...value.dataSync(), ...grad.dataSync()].every(Number.isFinite)).toBe(true);
  });

  test('leaves no tensors', async () => {
    const [q, k] = [queries(), keys()];
    await expectNoLeak(() => patchNce(q, k));
  });
});
onEachBackend(() => {
  test('says what is wrong', () => {
    const patches = tf.zeros<tf.Rank.R3>([2, 4, 8]);
    const flat = tf.zeros([4, 8]) as unknown as tf.Tensor3D;
    expect(() => patchNce(patches, tf.zeros([2, 3, 8]))).toThrowErrorMatchingInlineSnapshot(
      `[RangeError: patchNce: expected tensors of one shape, got [2,4,8] and [2,3,8]. Resize or reshape one of them: losses never broadcast.]`,
    );
    expect(() => patchNce(flat, flat)).toThrowErrorMatchingInlineSnapshot(
      `[RangeError: patchNce: expected [batch, patches, channels], got [4,8]. Gather the patches of each image along one axis.]`,
    );
    expect(() => patchNce(patches, patches, { temperature: 0 })).toThrowErrorMatchingInlineSnapshot(
      `[RangeError: patchNce: expected a temperature above 0, got 0. 0.07 is usual.]`,
    );
  });
}, ['cpu']);
