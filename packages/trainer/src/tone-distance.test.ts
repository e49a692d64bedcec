import { correctGradients } from '@ikat/ops';
import { expectGradient, expectNoLeak, onEachBackend } from '@ikat/testing';
import * as tf from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-layers';
import { beforeAll, expect, test } from 'vitest';
import { pictures } from './test-networks.js';
import { toneDistance } from './tone-distance.js';

beforeAll(correctGradients);

const number = (x: tf.Scalar) => x.dataSync()[0]!;
/** With so much contrast the 0.01 beside the variance is nothing. */
const strong = (seed: number) => tf.mul(pictures(seed), 1e5) as tf.Tensor4D;
const flat = (level: number) => tf.fill([1, 16, 16, 3], level) as tf.Tensor4D;

onEachBackend(() => {
  test('brightness, contrast and colours do not count, what is light and dark does', () => {
    const photo = strong(1);
    const brighter = tf.add(tf.mul(photo, 3), 50) as tf.Tensor4D;
    expect(number(toneDistance(brighter, photo))).toBeCloseTo(0, 5);
    // The same luminance in green alone: 0.587 of 1.
    const [red, green, blue] = tf.split(photo, 3, 3) as [tf.Tensor, tf.Tensor, tf.Tensor];
    const light = tf.addN([tf.mul(red, 0.299), tf.mul(green, 0.587), tf.mul(blue, 0.114)]);
    const none = tf.zerosLike(light);
    const greens = tf.concat([none, tf.div(light, 0.587), none], 3) as tf.Tensor4D;
    expect(number(toneDistance(greens, photo))).toBeCloseTo(0, 5);
  });

  test('a negative is 4 away, nothing at all 1: twice one minus the correlation, and the variance', () => {
    const photo = strong(1);
    expect(number(toneDistance(tf.neg(photo), photo))).toBeCloseTo(4, 3);
    expect(number(toneDistance(flat(0.3), photo))).toBeCloseTo(1, 3);
    expect(number(toneDistance(flat(0.3), flat(-0.7)))).toBeCloseTo(0, 9);
  });

  test('each picture of a batch is measured by itself', () => {
    const [photo, other] = [strong(1), strong(2)];
    const made = tf.concat([photo, tf.neg(other)]);
    expect(number(toneDistance(made, tf.concat([photo, other])))).toBeCloseTo(2, 3);
  });

  test('has a gradient, and leaks nothing', async () => {
    const [made, photo] = [pictures(1), pictures(2)];
    expectGradient((x) => toneDistance(x as tf.Tensor4D, photo), [made]);
    await expectNoLeak(() => toneDistance(made, photo));
  });
});
