import { relativistic } from '@ikat/losses';
import { childSeed, randomSource } from '@ikat/random';
import { expectClose, expectNoLeak, onEachBackend } from '@ikat/testing';
import * as tf from '@tensorflow/tfjs-core';
import { expect, test } from 'vitest';
import { ganStep } from './gan-step.js';
import { pointNetworks, smallGenerator } from './test-networks.js';

const cloud = (seed: number) =>
  tf.tidy(() => {
    const draw = randomSource(seed).normals(64);
    return tf.add(tf.mul(tf.tensor4d(draw, [32, 1, 1, 2]), 0.1), [1, -0.5]) as tf.Tensor4D;
  });

onEachBackend(() => {
  test('learns where the real points are', () => {
    const networks = pointNetworks();
    const step = ganStep(networks, { learningRate: 0.01, seed: 1, emaDecay: 0.98 });
    const before = tf.memory().numTensors;
    for (let i = 0; i < 300; i++) tf.tidy(() => void step(cloud(i)));
    expect(tf.memory().numTensors).toBe(before);
    const made = tf.tidy(() => {
      const noise = tf.tensor2d(randomSource(7).normals(256), [256, 1]);
      const at = step.average!.during(() => networks.generator.predict(noise) as tf.Tensor);
      return tf.mean(at, [0, 1, 2]).dataSync();
    });
    expect(Math.abs(made[0]! - 1)).toBeLessThan(0.25);
    expect(Math.abs(made[1]! + 0.5)).toBeLessThan(0.25);
    step.dispose();
  });

  test('is a function of its seed, dropout included', () => {
    const run = (seed: number) => {
      const step = ganStep(pointNetworks({ dropout: true }), { seed });
      const batch = cloud(1);
      return [0, 1].flatMap(() => Object.values(step(batch)).map((it) => it.dataSync()[0]!));
    };
    expect(run(1)).toEqual(run(1));
    expect(run(1)).not.toEqual(run(2));
  });

  test('moves only what each loss is for: the first generator loss is of the first discriminator', () => {
    const networks = pointNetworks();
    const batch = cloud(1);
    const losses = ganStep(networks, { learningRate: 0, discriminatorLearningRate: 0 })(batch);
    const moved = ganStep(pointNetworks(), { learningRate: 0.1 })(batch);
    expect(moved.generator.dataSync()).toEqual(losses.generator.dataSync());
    expect(moved.discriminator.dataSync()).toEqual(losses.discriminator.dataSync());
  });

  test('takes other losses and augmentation, and frees what it made', async () => {
    const seeds = new Set<number | undefined>();
    const networks = pointNetworks();
    const batch = cloud(1);
    await expectNoLeak(() => {
      const step = ganStep(networks, {
        adversarial: relativistic,
        augment: (images, seed) => {
          seeds.add(seed.stream);
          return tf.add(images, 0.1) as tf.Tensor4D;
        },
        emaDecay: 0.9,
      });
      const losses = step(batch);
      step.dispose();
      return losses;
    });
    // fake and real for the generator's side, fake and real for the discriminator's
    expect(seeds.size).toBe(4);
    batch.dispose();
  });

  test('reports the diversity of what is made, beside that of the real points', () => {
    const networks = pointNetworks();
    const last = networks.generator.layers.at(-2)!;
    const real = tf.reshape(tf.tensor1d([0, 0, 4, 4]), [2, 1, 1, 2]) as tf.Tensor4D; // std 2
    const diversity = (kernel: number) => {
      last.setWeights([tf.fill([8, 2], kernel), tf.zeros([2])]);
      const losses = ganStep(networks, { seed: 3 })(real) as Record<string, tf.Scalar>;
      return losses.diversity!.dataSync()[0]!;
    };
    expect(diversity(0)).toBe(0);
    const noise = tf.tensor2d(
      randomSource(childSeed(childSeed(3, 'step 0'), 'noise')).normals(2),
      [2, 1],
    );
    last.setWeights([tf.fill([8, 2], 1), tf.zeros([2])]);
    const [x, , y] = (networks.generator.predict(noise) as tf.Tensor).dataSync();
    expectClose(diversity(1), Math.abs(x! - y!) / 2 / 2);
    expect(Object.keys(ganStep(networks)(tf.slice(real, 0, 1)))).toEqual([
      'generator',
      'discriminator',
    ]);
  });

  test('refuses a generator of pictures from pictures', () => {
    const networks = { ...pointNetworks(), generator: smallGenerator(1) };
    expect(() => ganStep(networks)).toThrowErrorMatchingInlineSnapshot(
      `[RangeError: ganStep: expected a generator whose input has a fixed size, got one of [any,any,any,3]. Give one that takes noise: mlpGenerator or dcganGenerator.]`,
    );
  });

  test('refuses pictures of another size', () => {
    const step = ganStep(pointNetworks());
    const batch = tf.zeros([2, 32, 32, 1]) as tf.Tensor4D;
    expect(() => step(batch)).toThrowErrorMatchingInlineSnapshot(
      `[RangeError: ganStep: expected images [any,1,1,2], got [2,32,32,1]. Resize or crop them, or make the network for this size.]`,
    );
    expect(step.steps).toBe(0);
    step.dispose();
  });
});
