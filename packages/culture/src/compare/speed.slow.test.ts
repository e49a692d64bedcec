import { randomSource } from '@ikat/random';
import { expect, test } from 'vitest';
import { compareCultures } from './compare-cultures.js';
import type { StyleItem } from './style-table.js';

// A target of the project: 999 permutations of 600 pictures within ten seconds, here of three
// statistics: the variation, a pair and 29 descriptors.
test('999 permutations of 600 pictures', () => {
  const source = randomSource(1);
  const items = Array.from(
    { length: 600 },
    (_, k): StyleItem => ({
      id: `${k}`,
      culture: k % 2 === 0 ? 'a' : 'b',
      stratum: `${k % 4 < 2}`,
      values: Array.from({ length: 29 }, () => source.normal()),
    }),
  );
  const descriptors = Array.from({ length: 29 }, (_, k) => `${k}`);
  const before = process.cpuUsage().user;
  compareCultures({ descriptors, items }, { resamples: 19 });
  const seconds = (process.cpuUsage().user - before) / 1e6;
  console.log(`999 permutations x 600 pictures: ${seconds.toFixed(1)} s of one core`);
  expect(seconds).toBeLessThan(10);
});
