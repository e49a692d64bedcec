import { randomSource } from '@ikat/random';
import { expect, test } from 'vitest';
import type { PairComparison } from './comparison.js';
import { featurePreference } from './feature-preference.js';

const features = { a: [0, 1], b: [1, -1], c: [2, 0.5], d: [3, 0] } as const;
const names = ['colourfulness', 'void share'];
// One standard deviation of the first feature.
const spread = Math.sqrt(5 / 3);

function simulated(weights: Readonly<Record<string, number>>): PairComparison[] {
  const source = randomSource(1);
  const items = Object.keys(features) as (keyof typeof features)[];
  return Array.from({ length: 60 }, (_, rater) => rater).flatMap((rater) =>
    Array.from({ length: 20 }, (): PairComparison => {
      const [left, right] = source.shuffle(items) as [keyof typeof features, keyof typeof features];
      const group = rater % 2 ? 'north' : 'south';
      const difference = weights[group]! * (features[left][0] - features[right][0]);
      const outcome = source.uniform() < 1 / (1 + Math.exp(-difference)) ? 'left' : 'right';
      return { rater: `${rater}`, group, left, right, outcome };
    }),
  );
}

test('finds what each group prefers, and that they differ', () => {
  const result = featurePreference(simulated({ north: 0.8, south: 0 }), features, names);
  if (result.kind !== 'estimated') throw new Error(result.message);
  const [north, south] = result.groups;
  expect(north!.group).toBe('north');
  expect(north!.weights[0]!.interval.low).toBeLessThan(0.8 * spread);
  expect(north!.weights[0]!.interval.high).toBeGreaterThan(0.8 * spread);
  expect(north!.weights[0]!.adjustedPValue).toBeLessThan(0.001);
  expect(south!.weights[0]!.interval.low).toBeLessThan(0);
  expect(south!.weights[0]!.interval.high).toBeGreaterThan(0);
  expect(result.difference.degreesOfFreedom).toBe(2);
  expect(result.difference.pValue).toBeLessThan(0.001);
});

test('refusals and bad input', () => {
  const rows = simulated({ north: 0.2, south: 0.2 });
  const twice = Object.fromEntries(
    Object.entries(features).map(([item, [x]]) => [item, [x, 2 * x]]),
  );
  expect(featurePreference(rows, twice, names)).toMatchObject({ reason: 'not identifiable' });
  expect(featurePreference(rows.slice(0, 60), features, names)).toMatchObject({
    reason: 'small group',
  });
  expect(() => featurePreference(rows, { ...features, a: [1] }, names)).toThrow(
    "featurePreference: expected 2 finite features of 'a', got 1.",
  );
});
