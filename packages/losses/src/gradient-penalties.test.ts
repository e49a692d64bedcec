import { childKey, correctGradients, seededUniform } from '@ikat/ops';
import { randomSource } from '@ikat/random';
import {
  expectClose,
  expectGradient,
  expectNoLeak,
  type GoldenTensor,
  goldenTensor,
  onEachBackend,
  readGolden,
} from '@ikat/testing';
import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, expect, test } from 'vitest';
import { expectGolden } from './golden-close.js';
import { r1, r2, wganGp } from './gradient-penalties.js';

type Weights = Record<'first' | 'bias' | 'second', GoldenTensor>;
type Golden = Weights & { images: GoldenTensor } & Record<
    'r1' | 'wganGp',
    Weights & { value: number }
  >;

const golden = readGolden<Golden>(new URL('../golden/penalties.json', import.meta.url));

const weights = () => [golden.first, golden.bias, golden.second].map((w) => goldenTensor(w));

/** conv k4 s2 p1, LeakyReLU 0.2, conv k3 p1: scores of patches. */
const discriminator = ([first, bias, second]: tf.Tensor[]) => {
  return (x: tf.Tensor4D) => {
    const hidden = tf.leakyRelu(tf.add(tf.conv2d(x, first as tf.Tensor4D, 2, 1), bias!), 0.2);
    return tf.conv2d(hidden as tf.Tensor4D, second as tf.Tensor4D, 1, 1);
  };
};

const penalties = {
  r1: (ws: tf.Tensor[], x: tf.Tensor4D) => r1(discriminator(ws), x, { gamma: 3 }),
  // Where real and fake are one, so is every mixture.
  wganGp: (ws: tf.Tensor[], x: tf.Tensor4D) => wganGp(discriminator(ws), x, x, { seed: 4 }),
};

onEachBackend(() => {
  beforeAll(correctGradients);

  test.each(['r1', 'wganGp'] as const)('%s agrees with PyTorch', (name) => {
    const images = goldenTensor<tf.Tensor4D>(golden.images);
    const penalty = (...ws: tf.Tensor[]) => penalties[name](ws, images);
    const { value, grads } = tf.valueAndGrads(penalty)(weights());
    expectClose(value, golden[name].value);
    expectGolden(grads[0]!, golden[name].first);
    expectGolden(grads[1]!, golden[name].bias);
    expectGolden(grads[2]!, golden[name].second);
  });

  test('r2 is r1 at other images', () => {
    const images = goldenTensor<tf.Tensor4D>(golden.images);
    expectClose(r2(discriminator(weights()), images, { gamma: 3 }), golden.r1.value);
  });

  // A smooth discriminator: at the corners of LeakyReLU differences are not a gradient.
  test('are differentiable with respect to the weights and the images', () => {
    const smooth = (w: tf.Tensor) => (x: tf.Tensor2D) => tf.softplus(tf.matMul(x, w));
    const draw = randomSource(8);
    const [real, fake, w] = [
      tf.tensor2d(draw.normals(12), [4, 3]),
      tf.tensor2d(draw.normals(12), [4, 3]),
      tf.tensor2d(draw.normals(6), [3, 2]),
    ];
    expectGradient((w, x) => r1(smooth(w!), x as tf.Tensor2D), [w, real]);
    expectGradient(
      (w, x, y) => wganGp(smooth(w!), x as tf.Tensor2D, y as tf.Tensor2D, { seed: 1 }),
      [w, real, fake],
      { tolerance: 1e-2 },
    );
  });

  test('a flat critic has a finite gradient', () => {
    const images = tf.ones<tf.Rank.R2>([2, 3]);
    const { value, grad } = tf.valueAndGrad((w) =>
      wganGp((x: tf.Tensor2D) => tf.matMul(x, w), images, images, { seed: 1 }),
    )(tf.zeros([3, 1]));
    expectClose(value, 10);
    expectClose(grad, [0, 0, 0]);
  });

  test('leave no tensors', async () => {
    const images = goldenTensor<tf.Tensor4D>(golden.images);
    const judge = discriminator(weights());
    await expectNoLeak(() => r1(judge, images));
    await expectNoLeak(() => r2(judge, images));
    await expectNoLeak(() => wganGp(judge, images, images, { seed: 1 }));
  });
});
onEachBackend(() => {
  test('wganGp mixes each sample by its own draw', () => {
    const seen: number[][] = [];
    const spy = (x: tf.Tensor2D) => {
      seen.push([...x.dataSync()]);
      return tf.sum(tf.square(x), 1);
    };
    wganGp(spy, tf.ones([3, 2]), tf.zeros([3, 2]), { seed: 5 });
    const ratios = seededUniform([3], childKey(5, 'mix')).dataSync<'float32'>();
    expectClose(
      seen[0]!,
      [...ratios].flatMap((ratio) => [ratio, ratio]),
    );
    expect(new Set(ratios).size).toBe(3);
    wganGp(spy, tf.ones([3, 2]), tf.zeros([3, 2]), { seed: 5 });
    expect(seen[1]).toEqual(seen[0]);
    wganGp(spy, tf.ones([3, 2]), tf.zeros([3, 2]), { seed: tf.scalar(5, 'int32') });
    expect(seen[2]).toEqual(seen[0]);
  });

  test('penalties are weighted', () => {
    const linear = (x: tf.Tensor2D) => tf.matMul(x, tf.tensor2d([[3], [4]]));
    const x = tf.ones<tf.Rank.R2>([2, 2]);
    expectClose(r1(linear, x), 125);
    expectClose(r2(linear, x), 125);
    expectClose(r1(linear, x, { gamma: 0 }), 0);
    expectClose(wganGp(linear, x, x, { seed: 1, weight: 1 }), 16);
  });

  test('penalties say what is wrong', () => {
    const sum = (x: tf.Tensor) => tf.sum(x);
    const x = tf.ones([1, 4, 4, 1]);
    expect(() => r1(sum, x, { gamma: -1 })).toThrowErrorMatchingInlineSnapshot(
      `[RangeError: r1: expected gamma of 0 or more, got -1. Penalties are added to a loss, never taken away.]`,
    );
    expect(() => r2(sum, x, { gamma: Number.NaN })).toThrowErrorMatchingInlineSnapshot(
      `[RangeError: r2: expected gamma of 0 or more, got NaN. Penalties are added to a loss, never taken away.]`,
    );
    expect(() => wganGp(sum, x, x, { seed: 1, weight: -1 })).toThrow(RangeError);
    expect(() => r1(sum, 3 as unknown as tf.Tensor)).toThrowErrorMatchingInlineSnapshot(
      `[TypeError: r1: expected a tensor, got number. Wrap numbers in tf.tensor().]`,
    );
    expect(() => r2(sum, 3 as unknown as tf.Tensor)).toThrow(TypeError);
    expect(() =>
      wganGp(sum, x, tf.ones([1, 2, 2, 1]), { seed: 1 }),
    ).toThrowErrorMatchingInlineSnapshot(
      `[RangeError: wganGp: expected tensors of one shape, got [1,4,4,1] and [1,2,2,1]. Resize or reshape one of them: losses never broadcast.]`,
    );
  });
}, ['cpu']);
