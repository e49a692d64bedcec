import { expectClose, expectNoLeak } from '@ikat/testing';
import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { featureNet } from './feature-net.js';

const make = () => {
  const two = tf.scalar(2);
  return featureNet({
    name: 'tiny',
    preprocess: (x) => tf.add(x, 1),
    stages: [
      { name: 'doubled', run: (x) => tf.mul(x, two), size: (size) => size },
      { name: 'pooled', run: (x) => tf.maxPool(x, 2, 2, 'valid'), size: (size) => size >> 1 },
    ],
    weights: [two],
  });
};

describe('featureNet', () => {
  beforeAll(() => tf.setBackend('cpu'));

  it('runs the stages in order and returns those asked for', () => {
    const net = make();
    const { doubled, pooled } = net.forward(tf.ones([1, 2, 2, 3]), ['pooled', 'doubled']);
    expectClose(doubled!, new Array(12).fill(4));
    expectClose(pooled!, [4, 4, 4]);
    expect(Object.keys(net.forward(tf.ones([1, 2, 2, 3]), ['doubled']))).toEqual(['doubled']);
    net.dispose();
  });

  it('leaves no tensors', async () => {
    const x = tf.ones<tf.Rank.R4>([1, 2, 2, 3]);
    await expectNoLeak(() => {
      const net = make();
      const results = net.forward(x, ['pooled', 'pooled']);
      net.dispose();
      return results;
    });
    expect(x.isDisposed).toBe(false);
  });

  it('refuses unknown layers', () => {
    const forward = () => make().forward(tf.ones([1, 2, 2, 3]), ['doubled', 'relu9', 'x']);
    expect(forward).toThrowErrorMatchingInlineSnapshot(
      `[RangeError: tiny: expected names of its layers, got relu9, x. It has doubled, pooled; the factory's option last decides where it ends.]`,
    );
  });

  it('refuses to compute nothing', () => {
    const forward = () => make().forward(tf.ones([1, 2, 2, 3]), []);
    expect(forward).toThrowErrorMatchingInlineSnapshot(
      `[RangeError: tiny: expected names of its layers, got no names. It has doubled, pooled; the factory's option last decides where it ends.]`,
    );
  });

  it('refuses images of another shape', () => {
    const grey = () => make().forward(tf.ones([1, 2, 2, 1]), ['pooled']);
    expect(grey).toThrowErrorMatchingInlineSnapshot(
      `[RangeError: tiny: expected images of shape [batch, height, width, 3], got [1,2,2,1]. Repeat a grey channel three times with tf.tile.]`,
    );
    const single = () => make().forward(tf.ones([2, 2, 3]) as unknown as tf.Tensor4D, ['pooled']);
    expect(single).toThrow('got [2,2,3]');
  });

  it('refuses images that are too small', () => {
    const forward = () => make().forward(tf.ones([1, 1, 5, 3]), ['pooled']);
    expect(forward).toThrowErrorMatchingInlineSnapshot(
      `[RangeError: tiny: expected images of at least 2 x 2 for pooled, got 1 x 5. Enlarge the images or ask for an earlier layer.]`,
    );
    expect(make().forward(tf.ones([1, 1, 5, 3]), ['doubled']).doubled!.shape).toEqual([1, 1, 5, 3]);
  });

  it('refuses what is no tensor', () => {
    const forward = () => make().forward([1] as unknown as tf.Tensor4D, ['pooled']);
    expect(forward).toThrowErrorMatchingInlineSnapshot(
      `[TypeError: tiny: expected a tensor of images, got object.]`,
    );
  });

  it('refuses to compute after dispose', () => {
    const net = make();
    net.dispose();
    expect(() => net.forward(tf.ones([1, 2, 2, 3]), ['pooled'])).toThrowErrorMatchingInlineSnapshot(
      `[Error: tiny: expected a network in use, got a disposed one.]`,
    );
  });
});
