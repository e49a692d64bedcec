import { describe, expect, test } from 'vitest';
import { extremesOf, keptOf, mapColours, opinionOf } from './verdict-words.js';

test('a probability is worded the same way on both sides of one half', () => {
  expect([0.99, 0.8, 0.6, 0.5, 0.4, 0.2, 0.01].map(opinionOf)).toEqual([
    'clearly',
    'clearly',
    'rather',
    'undecided',
    'hardly',
    'no',
    'no',
  ]);
});

test('a distance of content is worded by how much is kept', () => {
  expect([0, 0.2, 0.5, 1.3].map(keptOf)).toEqual(['all', 'most', 'part', 'little']);
});

describe('a map', () => {
  // 3 wide, 4 high: the greatest value at the bottom left, the least at the top right.
  const values = [0.5, 0.5, 0, 0.5, 0.5, 0.5, 0.5, 0.5, 0.5, 1, 0.5, 0.5];
  const map = { width: 3, height: 4, values };

  test('says where it is best and worst', () => {
    expect(extremesOf(map)).toEqual({
      best: { row: 'bottom', column: 'left' },
      worst: { row: 'top', column: 'right' },
    });
  });

  test('is orange where it is low, blue where it is high, and clear between', () => {
    const colours = mapColours(map);
    const at = (index: number) => [...colours.subarray(4 * index, 4 * index + 4)];
    expect([at(2), at(9), at(0)[3]]).toEqual([[213, 94, 0, 255], [0, 114, 178, 255], 0]);
  });
});
