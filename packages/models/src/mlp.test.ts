import { correctGradients } from '@ikat/ops';
import { expectClose, expectNoLeak, type GoldenTensor, onEachBackend } from '@ikat/testing';
import * as tf from '@tensorflow/tfjs-core';
import type { LayersModel } from '@tensorflow/tfjs-layers';
import { beforeAll, describe, expect, test } from 'vitest';
import { mlpDiscriminator, mlpGenerator } from './index.js';
import { golden } from './testing/golden-model.js';

type MlpGolden = Record<'generator' | 'discriminator' | 'probability', GoldenTensor>;

/** The formula of golden/make.py: scale sin(k + k^2 / 1e5). */
const wave = (count: number, scale: number) =>
  Float32Array.from({ length: count }, (_, k) => scale * Math.sin(k + (k * k) / 1e5));

function loadWaves(model: LayersModel): void {
  for (const weight of model.weights) {
    const isKernel = weight.originalName.endsWith('kernel');
    const scale = isKernel ? 2 / Math.sqrt(weight.shape[0]!) : 0.1;
    const shape = weight.shape as number[];
    const tensor = tf.tensor(wave(tf.util.sizeFromShape(shape), scale), shape);
    weight.write(tensor);
    tensor.dispose();
  }
}

beforeAll(() => correctGradients());

onEachBackend(() => {
  test('give the outputs of PyTorch', () => {
    const expected = golden<MlpGolden>('mlp');
    const models = [mlpGenerator(), mlpDiscriminator(), mlpDiscriminator({ sigmoid: true })];
    const [generator, discriminator, judge] = models as [LayersModel, LayersModel, LayersModel];
    loadWaves(generator);
    loadWaves(discriminator);
    judge.setWeights(discriminator.getWeights());
    tf.tidy(() => {
      const noise = tf.tensor(wave(200, 1), [2, 100]);
      const images = tf.reshape(generator.apply(noise) as tf.Tensor, [2, 784]);
      expectClose(tf.slice(images, [0, 0], [2, 40]), expected.generator.values, 1e-5);
      const pixels = tf.tensor(wave(1568, 1), [2, 28, 28, 1]);
      expectClose(discriminator.apply(pixels) as tf.Tensor, expected.discriminator.values, 1e-5);
      expectClose(judge.apply(pixels) as tf.Tensor, expected.probability.values, 1e-5);
    });
    for (const model of models) model.dispose();
  });

  test('leave no tensors in use or in training', async () => {
    const discriminator = mlpDiscriminator();
    const images = tf.ones([2, 28, 28, 1]);
    await expectNoLeak(() => discriminator.apply(images));
    await expectNoLeak(() => discriminator.apply(images, { training: true }));
    tf.dispose([images]);
    discriminator.dispose();
  });
});

describe('first weights', () => {
  test('are PyTorch Linear draws, the same for the same seed', () => {
    const kernel = (seed: number) => {
      const model = mlpGenerator({ seed });
      const values = Float32Array.from(model.getLayer('hidden2').getWeights()[0]!.dataSync());
      model.dispose();
      return values;
    };
    const first = kernel(1);
    const bound = 1 / Math.sqrt(256);
    expect(first.reduce((most, x) => Math.max(most, x))).toBeLessThanOrEqual(bound);
    // the variance of U(-b, b) is b^2 / 3; its standard error over 131072 draws is 0.25 %
    const variance = first.reduce((sum, x) => sum + x * x, 0) / first.length;
    expect(variance / (bound ** 2 / 3)).toBeCloseTo(1, 1);
    expect(kernel(1)).toEqual(first);
    expect(kernel(2)).not.toEqual(first);
  });

  test('have the parameter counts of the source', () => {
    const [generator, discriminator] = [mlpGenerator(), mlpDiscriminator()];
    expect(generator.countParams()).toBe(1_486_352);
    expect(discriminator.countParams()).toBe(1_460_225);
    generator.dispose();
    discriminator.dispose();
  });
});

describe('errors', () => {
  test('name the option', () => {
    expect(() => mlpGenerator({ noiseSize: 0 })).toThrowErrorMatchingInlineSnapshot(
      `[RangeError: mlpGenerator noiseSize: expected a whole number of at least 1, got 0.]`,
    );
    expect(() => mlpDiscriminator({ dropout: 1 })).toThrowErrorMatchingInlineSnapshot(
      `[RangeError: mlpDiscriminator dropout: expected a number in [0, 1), got 1.]`,
    );
  });
});
