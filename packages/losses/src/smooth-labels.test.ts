import { expectClose, onEachBackend } from '@ikat/testing';
import * as tf from '@tensorflow/tfjs-core';
import { expect, test } from 'vitest';
import { nonSaturating } from './cross-entropy.js';
import { hinge } from './hinge.js';
import { lsgan } from './lsgan.js';
import { relativistic, relativisticAverage } from './relativistic.js';
import { smoothLabels } from './smooth-labels.js';
import { wasserstein } from './wasserstein.js';

onEachBackend(() => {
  test('the best real score of lsgan is its label', () => {
    const loss = smoothLabels(lsgan, 0.8);
    expectClose(loss.discriminator(tf.fill([2, 1], 0.8), tf.zeros([2, 1])), 0);
    expectClose(loss.generator(tf.ones([2, 1])), 0);
  });

  test('a label of 1 is the unsmoothed loss', () => {
    const [real, fake] = [tf.tensor1d([-3, 0.5]), tf.tensor1d([1, -2])];
    expectClose(
      smoothLabels(nonSaturating, 1).discriminator(real, fake),
      nonSaturating.discriminator(real, fake),
      0,
    );
  });

  test('smoothing twice keeps the last label', () => {
    const [real, fake] = [tf.tensor1d([-3, 0.5]), tf.tensor1d([1, -2])];
    expectClose(
      smoothLabels(smoothLabels(lsgan, 0.5), 0.9).discriminator(real, fake),
      smoothLabels(lsgan, 0.9).discriminator(real, fake),
      0,
    );
  });

  test.each([
    ['hinge', hinge],
    ['wasserstein', wasserstein],
    ['relativistic', relativistic],
    ['relativisticAverage', relativisticAverage],
  ])('%s has no labels to smooth', (_, loss) => {
    expect(() => smoothLabels(loss)).toThrow(TypeError);
  });

  test('says what is wrong', () => {
    expect(() => smoothLabels(hinge)).toThrowErrorMatchingInlineSnapshot(
      `[TypeError: smoothLabels: expected a loss with labels, got one without. Only minimax, nonSaturating and lsgan compare scores with labels: choose one of them.]`,
    );
    expect(() => smoothLabels(lsgan, 0)).toThrowErrorMatchingInlineSnapshot(
      `[RangeError: smoothLabels: expected a real label in (0, 1], got 0. 0.9 is usual.]`,
    );
    expect(() => smoothLabels(lsgan, 1.1)).toThrow(RangeError);
    expect(() => smoothLabels(lsgan, Number.NaN)).toThrow(RangeError);
  });
}, ['cpu']);
