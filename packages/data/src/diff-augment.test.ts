import { correctGradients, drawKey } from '@ikat/ops';
import { randomSource } from '@ikat/random';
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
import { changeColors, cutHoles, shiftImages } from './augmentation-moves.js';
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

const random = (shape: [number, number, number, number], seed = 3) =>
  tf.tensor4d(randomSource(seed).uniforms(shape[0] * shape[1] * shape[2] * shape[3], -1, 1), shape);

const draws = (name: string) => tf.tensor1d(golden.draws[name]!);

onEachBackend(() => {
  beforeAll(() => correctGradients());

  // The golden values are rounded to seven digits.
  describe('against PyTorch', () => {
    test('colour', () => {
      const [brightness, saturation, contrast] = ['brightness', 'saturation', 'contrast'].map(
        draws,
      );
      const changes = { brightness: brightness!, saturation: saturation!, contrast: contrast! };
      const colour = changeColors(goldenTensor(golden.images), changes);
      expectClose(colour, golden.colour.values, 1e-5);
    });

    test('translation', () => {
      const moved = shiftImages(goldenTensor(golden.images), draws('down'), draws('right'));
      expectClose(moved, golden.moved.values, 1e-7);
    });

    test('cutout', () => {
      const images = goldenTensor<tf.Tensor4D>(golden.images);
      const start = (name: string, size: number) =>
        tf.sub(draws(name), Math.floor(Math.floor(size / 2) / 2));
      const top = start('holeTop', images.shape[1]);
      const holed = cutHoles(images, top, start('holeLeft', images.shape[2]));
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

    test('follow a seed that is a tensor as they follow its number', () => {
      const images = random([2, 16, 12, 3]);
      const seed = tf.scalar(4, 'int32');
      expectClose(diffAugment(images, { seed }), diffAugment(images, { seed: 4 }), 0);
    });

    test('reach both ends of their ranges', () => {
      const images = tf.ones([256, 8, 8, 1]) as tf.Tensor4D;
      const row = tf.reshape(tf.range(0, 8), [1, 8, 1, 1]);
      const places = translation(tf.mul(images, tf.add(row, 1)), drawKey(3));
      const tops = tf.slice(places, [0, 3, 3, 0], [256, 1, 1, 1]).dataSync();
      expect([...new Set(tops)].sort()).toEqual([3, 4, 5]); // one pixel up or down, or none
      const holes = tf.sub(1, cutout(images, drawKey(3)));
      const heights = new Set(tf.max(tf.sum(holes, 1), [1, 2]).dataSync());
      expect([...heights].sort()).toEqual([2, 3, 4]); // the middle is on the border at most
    });

    test('keep to their ranges', () => {
      const images = tf.ones([64, 16, 16, 1]) as tf.Tensor4D;
      const holes = cutout(images, drawKey(1)).dataSync();
      const zeros = Array.from(holes).filter((value) => value === 0).length / 64;
      expect(zeros).toBeGreaterThan(16);
      expect(zeros).toBeLessThanOrEqual(64);
      const moved = translation(images, drawKey(1));
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
