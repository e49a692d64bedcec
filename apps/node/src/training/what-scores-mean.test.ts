import * as tf from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-backend-cpu';
import { expect, test } from 'vitest';
import { adversarialLosses } from './settings.js';
import { whatScoresMean } from './what-scores-mean.js';

const undecidedIn = (text: string) => Number(/above (\S+) it/.exec(text)?.[1] ?? Number.NaN);

test('says in a sentence what a score means', () => {
  expect(whatScoresMean('a real image', 'lsgan')).toBe(
    'Scores how much an image looks like a real image; above 0.5 it takes the image for one.',
  );
  expect(whatScoresMean('a real image', 'wasserstein')).toBe(
    'Scores how much an image looks like a real image; the higher, the more.',
  );
});

// The same images as real and as made cost a discriminator as much this side of its middle as that.
test.each(['non-saturating', 'minimax', 'lsgan', 'hinge'])('the middle of %s', (name) => {
  const { discriminator } = adversarialLosses[name]!;
  const middle = undecidedIn(whatScoresMean('a real image', name));
  const at = (score: number) =>
    tf.tidy(() => discriminator(tf.tensor([score]), tf.tensor([score])).dataSync()[0]!);
  expect(at(middle + 2)).toBeCloseTo(at(middle - 2), 5);
  expect(at(middle + 2)).toBeGreaterThan(at(middle));
});
