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
import { l1, l2, styleToTarget } from './regression.js';
import { ssim } from './ssim.js';
import { totalVariation } from './total-variation.js';

type GoldenLoss = { value: number; a: GoldenTensor; b: GoldenTensor };
const golden = readGolden<{
  a: GoldenTensor;
  b: GoldenTensor;
  losses: Record<string, GoldenLoss>;
}>(new URL('../golden/images.json', import.meta.url));

const pairs = { l1, l2, styleToTarget, ssim };

onEachBackend(() => {
  beforeAll(correctGradients);

  test.each(Object.entries(pairs))('%s agrees with PyTorch', (name, loss) => {
    const [a, b] = [goldenTensor<tf.Tensor4D>(golden.a), goldenTensor<tf.Tensor4D>(golden.b)];
    const { value, grads } = tf.valueAndGrads((x, y) => loss(x as tf.Tensor4D, y as tf.Tensor4D))([
      a,
      b,
    ]);
    const expected = golden.losses[name]!;
    expectClose(value, expected.value);
    expectGolden(grads[0]!, expected.a);
    expectGolden(grads[1]!, expected.b);
  });

  test('totalVariation agrees with PyTorch', () => {
    const a = goldenTensor<tf.Tensor4D>(golden.a);
    const { value, grad } = tf.valueAndGrad((x) => totalVariation(x as tf.Tensor4D))(a);
    expectClose(value, golden.losses.totalVariation!.value);
    expectGolden(grad, golden.losses.totalVariation!.a);
  });

  test('leave no tensors', async () => {
    const a = goldenTensor<tf.Tensor4D>(golden.a);
    for (const loss of Object.values(pairs)) await expectNoLeak(() => loss(a, a));
    await expectNoLeak(() => totalVariation(a));
  });

  test('have finite gradients on flat images', () => {
    const grey = tf.zeros<tf.Rank.R4>([1, 12, 12, 1]);
    for (const loss of [...Object.values(pairs), totalVariation]) {
      expectClose(tf.grad((x) => loss(x as tf.Tensor4D, grey))(grey), new Float32Array(144));
    }
  });
});
onEachBackend(() => {
  test.each(Object.entries(pairs))('%s refuses two shapes', (name, loss) => {
    const [large, small] = [
      tf.zeros<tf.Rank.R4>([1, 16, 16, 3]),
      tf.zeros<tf.Rank.R4>([1, 16, 16, 1]),
    ];
    expect(() => loss(large, small)).toThrow(
      `${name}: expected tensors of one shape, got [1,16,16,3] and [1,16,16,1]. ` +
        'Resize or reshape one of them: losses never broadcast.',
    );
    expect(() => loss(large, small)).toThrow(RangeError);
    expect(() => loss(undefined as unknown as tf.Tensor4D, small)).toThrow(
      `${name}: expected a tensor, got undefined. Wrap numbers in tf.tensor().`,
    );
  });

  test('ssim is 1 for equal and near -1 for inverted images', () => {
    const image = goldenTensor<tf.Tensor4D>(golden.a);
    expectClose(ssim(image, image), 1);
    const noise = tf.randomUniform<tf.Rank.R4>([1, 16, 16, 1], -1, 1, 'float32', 3);
    expect(ssim(noise, tf.neg(noise)).dataSync()[0]).toBeLessThan(-0.5);
  });

  test('say what is wrong with the size', () => {
    const small = tf.zeros<tf.Rank.R4>([1, 10, 32, 3]);
    const line = tf.zeros<tf.Rank.R4>([1, 1, 8, 3]);
    const flat = tf.zeros([8, 8, 3]) as unknown as tf.Tensor4D;
    expect(() => ssim(small, small)).toThrowErrorMatchingInlineSnapshot(
      `[RangeError: ssim: expected images of at least 11 x 11, got [1,10,32,3]. Enlarge them first.]`,
    );
    expect(() => ssim(flat, flat)).toThrowErrorMatchingInlineSnapshot(
      `[RangeError: ssim: expected [batch, height, width, channels], got [8,8,3]. Add the batch axis with tf.expandDims(image, 0).]`,
    );
    expect(() => totalVariation(line)).toThrowErrorMatchingInlineSnapshot(
      `[RangeError: totalVariation: expected images of at least 2 x 2, got [1,1,8,3]. A single row or column has no neighbours.]`,
    );
    expect(() => totalVariation(flat)).toThrow(RangeError);
  });
}, ['cpu']);
