import { expectClose, expectNoLeak, onEachBackend } from '@ikat/testing';
import * as tf from '@tensorflow/tfjs-core';
import { describe, expect, test } from 'vitest';
import { judge, mlpDiscriminator, patchDiscriminator, resnetGenerator } from './index.js';
import { images } from './testing/golden-model.js';

const mean = (numbers: number[]) => numbers.reduce((sum, x) => sum + x, 0) / numbers.length;
const sigmoid = (x: number) => 1 / (1 + Math.exp(-x));

onEachBackend(() => {
  test('gives the map, its mean and the mean of its sigmoids', async () => {
    const discriminator = patchDiscriminator({ layers: 2, filters: 4, seed: 1 });
    const x = images([2, 20, 24, 3]);
    await expectNoLeak(async () => {
      const judgement = await judge(discriminator, x);
      const scores = [...judgement.scores.dataSync()];
      expect(judgement.scores.shape).toEqual([2, 3, 4, 1]);
      expectClose(judgement.mean, mean(scores), 1e-6);
      expectClose(judgement.probability, mean(scores.map(sigmoid)), 1e-6);
      return judgement.scores;
    });
    x.dispose();
    discriminator.dispose();
  });

  test('takes the output for the probability where it is one', async () => {
    const discriminator = mlpDiscriminator({ sigmoid: true, seed: 1 });
    const x = images([2, 28, 28, 1]);
    const { scores, mean, probability } = await judge(discriminator, x);
    expect(scores.shape).toEqual([2, 1]);
    expect(probability).toBe(mean);
    tf.dispose([scores, x]);
    discriminator.dispose();
  });
});

describe('errors', () => {
  test('say what does not fit', async () => {
    const patch = patchDiscriminator({ layers: 2, filters: 1 });
    const mlp = mlpDiscriminator();
    const x = tf.zeros<tf.Rank.R4>([1, 10, 30, 3]);
    await expect(judge(patch, x)).rejects.toThrowErrorMatchingInlineSnapshot(
      `[RangeError: judge: expected images of at least 12 x 12 pixels, got [1,10,30,3]. Enlarge them, or use a discriminator of fewer layers.]`,
    );
    await expect(judge(mlp, x)).rejects.toThrowErrorMatchingInlineSnapshot(
      `[RangeError: judge: expected images [any,28,28,1], got [1,10,30,3]. Resize them, or convert their channels.]`,
    );
    await expect(judge(mlp, null as never)).rejects.toThrowErrorMatchingInlineSnapshot(
      `[TypeError: judge: expected a tensor of images, got object.]`,
    );
  });

  test('refuse a generator', async () => {
    const model = resnetGenerator({ blocks: 1, filters: 1 });
    await expect(judge(model, tf.zeros([1, 16, 16, 3]))).rejects.toThrowErrorMatchingInlineSnapshot(
      `[RangeError: judge: expected a discriminator, got a resnetGenerator. Give the model folder of a discriminator.]`,
    );
    model.dispose();
  });

  test('say that the weights are broken', async () => {
    const model = patchDiscriminator({ layers: 1, filters: 1 });
    const x = images([1, 16, 16, 3]);
    tf.tidy(() => model.setWeights(model.getWeights().map((it) => tf.fill(it.shape, Number.NaN))));
    const before = tf.memory().numTensors;
    await expect(judge(model, x)).rejects.toThrowErrorMatchingInlineSnapshot(
      `[Error: judge: expected finite scores, got NaN. The discriminator's weights are broken.]`,
    );
    expect(tf.memory().numTensors).toBe(before);
    x.dispose();
    model.dispose();
  });

  test('the least size is the least that gives a score', async () => {
    for (const layers of [1, 2, 3]) {
      for (const blur of [false, true]) {
        const model = patchDiscriminator({ layers, filters: 1, blur });
        const size = 3 * 2 ** layers;
        const least = tf.zeros<tf.Rank.R4>([1, size, size, 3]);
        const { scores } = await judge(model, least);
        expect(scores.shape).toEqual([1, 1, 1, 1]);
        await expect(judge(model, tf.zeros([1, size - 1, size, 3]))).rejects.toThrow(RangeError);
      }
    }
  });
});
