import { correctGradients } from '@ikat/ops';
import { type RandomSource, randomSource } from '@ikat/random';
import {
  expectClose,
  expectGradient,
  expectNoLeak,
  expectSecondOrderGradient,
  type GoldenTensor,
  goldenTensor,
  onEachBackend,
  readGolden,
} from '@ikat/testing';
import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, test } from 'vitest';
import {
  type Augmentation,
  colorJitter,
  cutout,
  diffAugment,
  translation,
} from './diff-augment.js';

interface Golden {
  draws: Record<string, number[]>;
  images: GoldenTensor;
  colour: GoldenTensor;
  moved: GoldenTensor;
  holed: GoldenTensor;
}

const golden = readGolden<Golden>(new URL('../golden/augment.json', import.meta.url));

/** A source that gives draws decided on beforehand. */
function fixed(uniforms: number[][], integers: number[]): RandomSource {
  return {
    ...randomSource(0),
    uniforms: () => Float32Array.from(uniforms.shift()!),
    integer: () => integers.shift()!,
  };
}

const random = (shape: [number, number, number, number], seed = 3) =>
  tf.tensor4d(randomSource(seed).uniforms(shape[0] * shape[1] * shape[2] * shape[3], -1, 1), shape);
const { brightness, saturation, contrast, down, right, holeTop, holeLeft } = golden.draws as Record<
  string,
  [number, number]
>;

onEachBackend(() => {
  beforeAll(() => correctGradients());

  // The golden values are rounded to seven digits.
  describe('against PyTorch', () => {
    test('colour', () => {
      const source = fixed([brightness!, saturation!, contrast!], []);
      expectClose(colorJitter(goldenTensor(golden.images), source), golden.colour.values, 1e-5);
    });

    test('translation', () => {
      const draws = [down![0] + 2, right![0] + 1, down![1] + 2, right![1] + 1];
      const moved = translation(goldenTensor(golden.images), fixed([], draws));
      expectClose(moved, golden.moved.values, 1e-7);
    });

    test('cutout', () => {
      const draws = [holeTop![0], holeLeft![0], holeTop![1], holeLeft![1]];
      const holed = cutout(goldenTensor(golden.images), fixed([], draws));
      expectClose(holed, golden.holed.values, 1e-7);
    });
  });

  describe('draws', () => {
    test('are the same for the same seed, others for other seeds and for each image', () => {
      const images = tf.tile(random([1, 16, 16, 3]), [2, 1, 1, 1]) as tf.Tensor4D;
      const one = diffAugment(images, { seed: 4 });
      expectClose(diffAugment(images, { seed: 4 }), one, 0);
      const distance = (a: tf.Tensor, b: tf.Tensor) => tf.mean(tf.abs(tf.sub(a, b))).dataSync()[0]!;
      expect(distance(diffAugment(images, { seed: 5 }), one)).toBeGreaterThan(0.01);
      const [first, second] = tf.unstack(one);
      expect(distance(first!, second!)).toBeGreaterThan(0.01);
    });

    test('keep to their ranges', () => {
      const images = tf.ones([64, 16, 16, 1]) as tf.Tensor4D;
      const holes = cutout(images, randomSource(1)).dataSync();
      const zeros = Array.from(holes).filter((value) => value === 0).length / 64;
      expect(zeros).toBeGreaterThan(16);
      expect(zeros).toBeLessThanOrEqual(64);
      const moved = translation(images, randomSource(1));
      const kept = tf.sum(moved, [1, 2, 3]).dataSync();
      expect(Math.min(...kept)).toBeGreaterThanOrEqual(14 * 14);
      expect(Math.max(...kept)).toBeLessThanOrEqual(256);
      expect(new Set(kept).size).toBeGreaterThan(3);
    });
  });

  describe('gradients', () => {
    const augmented =
      (...policy: Augmentation[]) =>
      (x: tf.Tensor) =>
        tf.mul(
          random([2, 8, 8, 3], 9),
          tf.square(diffAugment(x as tf.Tensor4D, { policy, seed: 2 })),
        );

    test.each<[string, Augmentation]>([
      ['colour', colorJitter],
      ['translation', translation],
      ['cutout', cutout],
    ])('of %s are right to second order', (_, augmentation) => {
      const images = random([2, 8, 8, 3]);
      expectGradient(augmented(augmentation), [images]);
      expectSecondOrderGradient(augmented(augmentation), [images]);
    });

    test('of all together are right to second order', () => {
      const images = random([2, 8, 8, 3]);
      expectGradient(augmented(colorJitter, translation, cutout), [images]);
      expectSecondOrderGradient(augmented(colorJitter, translation, cutout), [images]);
    });
  });

  test('nothing leaks and the images stay whole', async () => {
    const images = random([2, 8, 8, 3]);
    await expectNoLeak(() => diffAugment(images));
    const same = diffAugment(images, { policy: [] });
    same.dispose();
    expect(images.isDisposed).toBe(false);
  });

  test('what is no images is refused', () => {
    expect(() =>
      diffAugment(tf.zeros([8, 8, 3]) as unknown as tf.Tensor4D),
    ).toThrowErrorMatchingInlineSnapshot(
      `[RangeError: diffAugment: expected images [batch, height, width, channels], got [8,8,3]. Add the missing axis with tf.expandDims.]`,
    );
    expect(() => diffAugment(3 as unknown as tf.Tensor4D)).toThrowErrorMatchingInlineSnapshot(
      `[TypeError: diffAugment: expected a tensor of images, got number.]`,
    );
  });
});
