import { describe, expect, test } from 'vitest';
import { thin } from './report-series.js';

describe('thin', () => {
  test('averages stretches', () => {
    const points = [1, 2, 3, 4].map((step) => ({ step, value: step }));
    expect(thin({ name: 'a', points }, 2).points).toEqual([
      { step: 2, value: 1.5 },
      { step: 4, value: 3.5 },
    ]);
  });
});
