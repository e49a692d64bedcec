import { expectClose, expectNoLeak, onEachBackend } from '@ikat/testing';
import * as tf from '@tensorflow/tfjs-core';
import type { LayersModel } from '@tensorflow/tfjs-layers';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { extend } from './extend.js';
import {
  mlpGenerator,
  patchDiscriminator,
  resnetGenerator,
  stylize,
  unetGenerator,
} from './index.js';
import { images } from './testing/golden-model.js';

onEachBackend(() => {
  let generator: LayersModel;
  beforeAll(() => {
    generator = resnetGenerator({ blocks: 1, filters: 2, seed: 1 });
  });
  afterAll(() => {
    generator.dispose();
  });

  test.each([
    [1, 1],
    [1, 7],
    [2, 3],
    [5, 30],
    [16, 16],
    [17, 9],
  ])('takes %i x %i pixels', async (height, width) => {
    const x = images([2, height, width, 3]);
    await expectNoLeak(() => {
      const y = stylize(generator, x);
      expect(y.shape).toEqual([2, height, width, 3]);
      expect(tf.tidy(() => tf.all(tf.isFinite(y)).dataSync()[0])).toBe(1);
      return y;
    });
    x.dispose();
  });

  test('is the generator alone where the size fits', () => {
    const x = images([1, 12, 16, 3]);
    tf.tidy(() =>
      expectClose(stylize(generator, x), (generator.apply(x) as tf.Tensor).dataSync(), 0),
    );
    x.dispose();
  });

  test('mirrors up to the size multiple and cuts back', () => {
    const x = images([1, 10, 12, 3]);
    tf.tidy(() => {
      const mirrored = tf.concat([x, tf.reverse(tf.slice(x, [0, 7], [1, 2]), 1)], 1);
      const whole = generator.apply(mirrored) as tf.Tensor4D;
      expectClose(stylize(generator, x), tf.slice(whole, 0, [1, 10, 12, 3]).dataSync(), 0);
    });
    x.dispose();
  });

  test('shows the network a margin and does not keep it', async () => {
    const x = images([1, 12, 12, 3]);
    tf.tidy(() => {
      const sides = [
        [0, 0],
        [2, 2],
        [2, 2],
        [0, 0],
      ] as [number, number][];
      const framed = tf.mirrorPad(x, sides, 'reflect');
      const whole = generator.apply(framed) as tf.Tensor4D;
      const expected = tf.slice(whole, [0, 2, 2, 0], [1, 12, 12, 3]);
      expectClose(stylize(generator, x, { margin: 2 }), expected.dataSync(), 0);
    });
    await expectNoLeak(() => stylize(generator, x, { margin: 20 }));
    x.dispose();
  });

  test('takes any size for a U-Net', () => {
    const unet = unetGenerator({ downs: 4, filters: 1, seed: 1 });
    const x = images([1, 5, 33, 3]);
    const y = stylize(unet, x);
    expect(y.shape).toEqual([1, 5, 33, 3]);
    y.dispose();
    x.dispose();
    unet.dispose();
  });

  test('extends as periodic mirroring does', () => {
    tf.tidy(() => {
      const row = tf.tensor4d([1, 2, 3], [1, 1, 3, 1]);
      expectClose(extend(row, 2, 9), [1, 2, 3, 2, 1, 2, 3, 2, 1, 1, 2, 3, 2, 1, 2, 3, 2, 1], 0);
      expectClose(extend(tf.tensor4d([7], [1, 1, 1, 1]), 1, 4), [7, 7, 7, 7], 0);
    });
  });
});

describe('errors', () => {
  test('say what does not fit', () => {
    const generator = resnetGenerator({ blocks: 0, filters: 1 });
    const noise = mlpGenerator();
    const x = tf.zeros<tf.Rank.R4>([1, 10, 12, 3]);
    const run =
      (...args: Parameters<typeof stylize>) =>
      () =>
        stylize(...args);
    expect(run(noise, x)).toThrowErrorMatchingInlineSnapshot(
      `[RangeError: stylize: expected a generator that takes images, got one that takes [any,100]. A network that starts from noise cannot stylise a picture.]`,
    );
    expect(run(generator, tf.zeros<tf.Rank.R4>([1, 8, 8, 1]))).toThrowErrorMatchingInlineSnapshot(
      `[RangeError: stylize: expected images [any,any,any,3], got [1,8,8,1]. Resize them, or convert their channels.]`,
    );
    expect(run(generator, tf.zeros([8, 8, 3]) as never)).toThrowErrorMatchingInlineSnapshot(
      `[RangeError: stylize: expected images [batch, height, width, channels], got [8,8,3]. Add the missing axes with tf.expandDims or tf.reshape.]`,
    );
    expect(run(generator, [] as never)).toThrowErrorMatchingInlineSnapshot(
      `[TypeError: stylize: expected a tensor of images, got object.]`,
    );
    expect(run(generator, x, { wrap: 'both' })).toThrowErrorMatchingInlineSnapshot(
      `[RangeError: stylize: expected a height of 12 pixels to wrap, got 10. Resize the image, for a seam cannot be closed by cutting.]`,
    );
    expect(run(generator, x, { wrap: 'round' as never })).toThrowErrorMatchingInlineSnapshot(
      `[RangeError: stylize wrap: expected one of none, width, height, both, got round.]`,
    );
    const judge = patchDiscriminator({ layers: 1, filters: 1 });
    expect(run(judge, x)).toThrowErrorMatchingInlineSnapshot(
      `[RangeError: stylize: expected a generator that keeps the size of its images, got [1,3,4,1] from [1,10,12,3]. Is it a discriminator? Give that to judge.]`,
    );
    expect(run(generator, x, { margin: -1 })).toThrowErrorMatchingInlineSnapshot(
      `[RangeError: stylize margin: expected a whole number of at least 0, got -1.]`,
    );
  });
});
