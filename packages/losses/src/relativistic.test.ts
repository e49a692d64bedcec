import { expectClose, onEachBackend } from '@ikat/testing';
import * as tf from '@tensorflow/tfjs-core';
import { expect, test } from 'vitest';
import { relativistic, relativisticAverage } from './relativistic.js';

onEachBackend(() => {
  test('a relativistic generator asks for the real scores', () => {
    const fake = tf.zeros([2, 1]);
    expect(() => relativistic.generator(fake)).toThrowErrorMatchingInlineSnapshot(
      `[TypeError: relativistic.generator: expected the scores of real images as second argument, got undefined. A relativistic generator is judged against them: call generator(fake, real).]`,
    );
    expect(() => relativisticAverage.generator(fake)).toThrowErrorMatchingInlineSnapshot(
      `[TypeError: relativisticAverage.generator: expected the scores of real images as second argument, got undefined. A relativistic generator is judged against them: call generator(fake, real).]`,
    );
  });

  test('pairs need scores of one shape', () => {
    const [two, three] = [tf.zeros([2, 1]), tf.zeros([3, 1])];
    expect(() => relativistic.discriminator(two, three)).toThrowErrorMatchingInlineSnapshot(
      `[RangeError: relativistic.discriminator: expected tensors of one shape, got [2,1] and [3,1]. Resize or reshape one of them: losses never broadcast.]`,
    );
    expect(() => relativistic.generator(two, three)).toThrow(RangeError);
  });

  test('averages do not need scores of one shape', () => {
    const loss = relativisticAverage.discriminator(tf.zeros([2, 1]), tf.zeros([3, 1]));
    expectClose(loss, 2 * Math.log(2));
  });
}, ['cpu']);
