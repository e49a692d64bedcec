import { expect, test } from 'vitest';
import { childKey, type DrawKey, reseed } from './index.js';

test('gives every layer that draws a key by its place, in nested networks too', () => {
  const given: DrawKey[] = [];
  const drawing = { reseed: (key: DrawKey) => given.push(key) };
  reseed({ layers: [{}, drawing, { layers: [drawing, {}] }, drawing] }, 7);
  expect(given).toEqual([1, 2, 4].map((place) => childKey(7, `layer ${place}`)));
});
