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
import { channelStatistics } from './channel-statistics.js';
import { content } from './content.js';
import { covariance, covarianceDistance } from './covariance.js';
import type { FeatureExtractor, TargetLoss } from './feature-loss.js';
import { expectGolden } from './golden-close.js';
import { gram, gramMatrix } from './gram.js';
import { wasserstein2, wasserstein2Distance } from './wasserstein2.js';

type GoldenLoss = { value: number; gradient: GoldenTensor };
type Golden = Record<
  'shallow' | 'deep' | 'image' | 'original' | 'painting' | 'gramMatrix' | 'mean' | 'covariance',
  GoldenTensor
> & {
  towardsOriginal: Record<string, GoldenLoss>;
  towardsPainting: Record<string, GoldenLoss>;
  weighted: GoldenLoss;
  wasserstein2Exact: number;
  wasserstein2OfEquals: number;
};

const golden = readGolden<Golden>(new URL('../golden/features.json', import.meta.url));
const image = (name: 'image' | 'original' | 'painting') => goldenTensor<tf.Tensor4D>(golden[name]);

const extract: FeatureExtractor = (x) => {
  const [shallow, deep] = [golden.shallow, golden.deep].map((w) => goldenTensor<tf.Tensor4D>(w));
  const low = tf.relu(tf.conv2d(x, shallow!, 1, 'valid'));
  return { low, high: tf.relu(tf.conv2d(low, deep!, 2, 'valid')) };
};

const losses = {
  content: content(extract),
  contentPlain: content(extract, { relative: false }),
  gram: gram(extract),
  gramPlain: gram(extract, { relative: false }),
  covariance: covariance(extract),
  wasserstein2: wasserstein2(extract),
};
type Name = keyof typeof losses;
const names = Object.keys(losses) as Name[];
const styles = names.filter((name) => !name.startsWith('content'));
// 24 products of matrices, in float32 here and float64 there.
const tolerance = (name: string) => (name === 'wasserstein2' ? 1e-4 : 1e-5);

onEachBackend(() => {
  beforeAll(correctGradients);

  test.each(names)('%s agrees with PyTorch, target by target', (name) => {
    const [x, target] = [image('image'), image('original')];
    const { value, grad } = tf.valueAndGrad((x) => losses[name](x as tf.Tensor4D, target))(x);
    expectClose(value, golden.towardsOriginal[name]!.value, tolerance(name));
    expectGolden(grad, golden.towardsOriginal[name]!.gradient, tolerance(name));
  });

  test.each(styles)('%s agrees with PyTorch, one target of another size', (name) => {
    const [x, target] = [image('image'), image('painting')];
    const { value, grad } = tf.valueAndGrad((x) => losses[name](x as tf.Tensor4D, target))(x);
    expectClose(value, golden.towardsPainting[name]!.value, tolerance(name));
    expectGolden(grad, golden.towardsPainting[name]!.gradient, tolerance(name));
  });

  test.each(names)('%s towards a kept target is the same loss', async (name) => {
    const [x, target] = [image('image'), image('original')];
    const before = tf.memory().numTensors;
    const towards = losses[name].target(target);
    expect(tf.memory().numTensors).toBeGreaterThan(before);
    const { value, grad } = tf.valueAndGrad((x) => towards(x as tf.Tensor4D))(x);
    expectClose(value, golden.towardsOriginal[name]!.value, tolerance(name));
    expectGolden(grad, golden.towardsOriginal[name]!.gradient, tolerance(name));
    tf.dispose([value, grad]);
    await expectNoLeak(() => towards(x));
    towards.dispose();
    expect(tf.memory().numTensors).toBe(before);
  });

  test.each(names)('%s leaves no tensors and is 0 at its target', async (name) => {
    const target = image('image');
    await expectNoLeak(() => losses[name](target, target));
    // Twelve iterations leave the smallest eigenvalues a little short: not quite 0.
    const expected = name === 'wasserstein2' ? golden.wasserstein2OfEquals : 0;
    expectClose(losses[name](target, target), expected, name === 'wasserstein2' ? 1e-5 : 0);
  });

  test.each(names)('%s has finite gradients on flat images and few places', (name) => {
    const loss = {
      ...losses,
      wasserstein2: wasserstein2((x) => ({ wide: tf.tile(x, [1, 1, 1, 8]) })),
    };
    const target = tf.slice(image('original'), [0, 0, 0, 0], [1, 5, 5, -1]);
    const gradient = tf.grad((x) => loss[name](x as tf.Tensor4D, target))(tf.zerosLike(target));
    expect(gradient.dataSync().every(Number.isFinite)).toBe(true);
  });

  test('layers are weighed by name', () => {
    const loss = covariance(extract, { layerWeights: { low: 4, high: 1 } });
    const target = image('painting');
    const { value, grad } = tf.valueAndGrad((x) => loss(x as tf.Tensor4D, target))(image('image'));
    expectClose(value, golden.weighted.value);
    expectGolden(grad, golden.weighted.gradient);
  });

  test('statistics agree with PyTorch', async () => {
    const x = image('image');
    expectGolden(gramMatrix(x), golden.gramMatrix);
    const { mean, covariance } = channelStatistics(x);
    expectGolden(mean, golden.mean);
    expectGolden(covariance, golden.covariance);
    await expectNoLeak(() => gramMatrix(x));
    await expectNoLeak(() => channelStatistics(x));
  });

  test('distances of statistics are the losses of one layer', async () => {
    const [x, target] = [channelStatistics(image('image')), channelStatistics(image('original'))];
    const pixels = (x: tf.Tensor4D) => ({ pixels: x });
    expectClose(
      covarianceDistance(x, target),
      covariance(pixels)(image('image'), image('original')),
      0,
    );
    expectClose(
      wasserstein2Distance(x, target),
      wasserstein2(pixels)(image('image'), image('original')),
      0,
    );
    await expectNoLeak(() => covarianceDistance(x, target));
    await expectNoLeak(() => wasserstein2Distance(x, target));
  });

  // Twelve iterations leave the smallest eigenvalues a little short.
  test('wasserstein2 is near the exact distance', () => {
    const value = losses.wasserstein2(image('image'), image('original'));
    expectClose(value, golden.wasserstein2Exact, 1e-3);
  });

  test('wasserstein2 of diagonal Gaussians is that of their deviations', () => {
    const statistics = (deviations: number[]) => ({
      mean: tf.zeros<tf.Rank.R2>([1, 2]),
      covariance: tf.expandDims<tf.Tensor3D>(tf.diag(tf.square(deviations))),
    });
    const distance = wasserstein2Distance(statistics([3, 1]), statistics([1, 2]));
    expectClose(distance, (2 ** 2 + 1 ** 2) / 2, 1e-3);
  });
});
onEachBackend(() => {
  test('a batch counts as the mean of its images', () => {
    const [x, target] = [image('image'), image('original')];
    for (const loss of Object.values(losses)) {
      const single = (i: number) => {
        const at = (t: tf.Tensor4D) => tf.slice(t, [i, 0, 0, 0], [1, -1, -1, -1]);
        return loss(at(x), at(target)).dataSync()[0]!;
      };
      expectClose(loss(x, target), (single(0) + single(1)) / 2);
    }
  });

  test('the kept target outlives a tidy, and leaves the image alone', () => {
    const target = image('original');
    const loss = content((x) => ({ pixels: x }));
    let towards: TargetLoss | undefined;
    tf.tidy(() => {
      towards = loss.target(target);
    });
    expectClose(towards!(target), 0);
    towards!.dispose();
    expect(target.isDisposed).toBe(false);
  });

  test('say what is wrong', () => {
    const pixels = (x: tf.Tensor4D) => ({ pixels: x });
    const x = tf.zeros<tf.Rank.R4>([3, 4, 4, 1]);
    const two = tf.zeros<tf.Rank.R4>([2, 4, 4, 1]);
    const flat = tf.zeros([4, 4, 1]) as unknown as tf.Tensor4D;
    expect(() => content(pixels)(x, two)).toThrowErrorMatchingInlineSnapshot(
      `[RangeError: content: expected tensors of one shape, got [3,4,4,1] and [2,4,4,1]. Resize or reshape one of them: losses never broadcast.]`,
    );
    expect(() => gram(pixels)(x, two)).toThrowErrorMatchingInlineSnapshot(
      `[RangeError: gram: expected 1 target or as many as images, got 2 for 3. Slice the batch of targets.]`,
    );
    expect(() => gram(pixels).target(two)(x)).toThrow(RangeError);
    expect(() => covariance(pixels)(flat, x)).toThrowErrorMatchingInlineSnapshot(
      `[RangeError: covariance: expected [batch, height, width, channels], got [4,4,1]. Add the batch axis with tf.expandDims(image, 0).]`,
    );
    expect(() => covariance(pixels).target(flat)).toThrow(RangeError);
    expect(() => wasserstein2(() => ({}))(x, x)).toThrowErrorMatchingInlineSnapshot(
      `[RangeError: wasserstein2: expected at least one layer of features, got none. Have the extractor return { layer: maps }.]`,
    );
    expect(() =>
      gram(pixels, { layerWeights: { relu1: 1 } })(x, x),
    ).toThrowErrorMatchingInlineSnapshot(
      `[RangeError: gram: expected weights for the layers pixels, got one for relu1. Name the layers as the extractor does.]`,
    );
    expect(() =>
      gram(pixels, { layerWeights: { pixels: -1 } })(x, x),
    ).toThrowErrorMatchingInlineSnapshot(
      `[RangeError: gram: expected layer weights of 0 or more with a sum above 0, got -1. Layers that are not named have the weight 0.]`,
    );
    expect(() => gram(pixels, { layerWeights: {} })(x, x)).toThrow(RangeError);
    expect(() => gramMatrix(flat)).toThrow(RangeError);
    expect(() => channelStatistics(flat)).toThrow(RangeError);
  });

  test('statistics of other channels are refused', () => {
    const [one, two] = [1, 2].map((c) => channelStatistics(tf.zeros([1, 4, 4, c])));
    expect(() => covarianceDistance(one!, two!)).toThrowErrorMatchingInlineSnapshot(
      `[RangeError: covarianceDistance: expected statistics of the same channels and of 1 target or 1, got means [1,1] and [1,2]. Take both from the same layer.]`,
    );
    expect(() => wasserstein2Distance(one!, two!)).toThrow(RangeError);
  });
}, ['cpu']);
