import { randomSource } from '@ikat/random';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { classicalMap } from './classical-map.js';
import { clusterResamples, percentileInterval } from './cluster-resample.js';
import { shrunkenMoments } from './covariance.js';
import { sortedQuantile } from './describe-numbers.js';
import { squaredDistance } from './distance-matrix.js';
import { arrangementCount, exchangeOf } from './exchange.js';
import { permutationTest } from './permutation-test.js';
import { fitRobustScale, robustScores } from './robust-scale.js';

describe('robust scores', () => {
  test('are the median and the median absolute deviation', () => {
    const scale = fitRobustScale([[1], [2], [3], [4], [10]]);
    expect(scale.centre[0]).toBe(3);
    expect(scale.spread[0]).toBeCloseTo(1.482602218505602, 12);
  });

  test('fall back where half of a column is one value, and where all is', () => {
    const rows = [0, 0, 0, 0, 0, 0, 0, 1, 2, 3].map((value) => [value, 7]);
    const scale = fitRobustScale(rows);
    // Quartiles 0 and 0.75: the range over 1.349.
    expect(scale.spread[0]).toBeCloseTo(0.75 / 1.3489795003921634, 12);
    expect(robustScores(rows, scale).map((row) => row[1])).toEqual(rows.map(() => 0));
    const rare = fitRobustScale([...Array(9).fill([0]), [10]]);
    expect([rare.centre[0], rare.spread[0]]).toEqual([1, Math.sqrt(10)]);
  });

  test('are not blown up by what is nearly one value, or by rounding', () => {
    const mostly = Array.from({ length: 30 }, (_, k) => [k < 20 ? 1e-15 * k : 50 + k]);
    const scores = robustScores(mostly, fitRobustScale(mostly)).map((row) => Math.abs(row[0]!));
    expect(Math.max(...scores)).toBeLessThan(5);
    const rounded = [[0.1 + 0.2], [0.3], [0.3], [0.1 + 0.2]];
    expect(fitRobustScale(rounded).spread).toEqual([0]);
  });

  test('do not know units', () => {
    const column = fc.array(fc.integer({ min: -99, max: 99 }), { minLength: 5, maxLength: 20 });
    fc.assert(
      fc.property(column, (values) => {
        const rows = values.map((value) => [value]);
        const turned = values.map((value) => [3 * value + 11]);
        const [own, other] = [rows, turned].map((r) => robustScores(r, fitRobustScale(r)));
        for (const [k, row] of own!.entries()) expect(other![k]![0]).toBeCloseTo(row[0]!, 9);
      }),
      { seed: 1, numRuns: 50 },
    );
  });

  test('need a row', () => {
    expect(() => fitRobustScale([])).toThrow(
      new RangeError('fitRobustScale: expected one row or more, got none.'),
    );
  });
});

describe('classicalMap', () => {
  test('finds places in a plane again, up to turning', () => {
    const source = randomSource(1);
    const places = Array.from({ length: 6 }, () => [source.normal(), 3 * source.normal()]);
    const squared = places.map((a) => places.map((b) => squaredDistance(a, b)));
    const map = classicalMap(squared);
    expect(map.shown).toBeCloseTo(1, 10);
    for (const [i, a] of map.places.entries())
      for (const [j, b] of map.places.entries())
        expect(squaredDistance(a, b)).toBeCloseTo(squared[i]![j]!, 9);
  });

  test('puts two on a line', () => {
    const { places, shown } = classicalMap([
      [0, 4],
      [4, 0],
    ]);
    expect(shown).toBeCloseTo(1, 12);
    expect(Math.abs(places[0]![0]! - places[1]![0]!)).toBeCloseTo(2, 12);
  });
});

// Computed with numpy from the formula.
test('covariances shrink as Ledoit and Wolf say', () => {
  const rows = [
    [1, 2, 0],
    [3, 1, 4],
    [0, 5, 2],
    [2, 2, 2],
    [4, 0, 1],
    [1, 3, 3],
    [5, 1, 0],
  ];
  const { shrinkage, covariance } = shrunkenMoments(rows);
  expect(shrinkage).toBeCloseTo(0.5411167963417206, 12);
  expect(covariance[0]![1]).toBeCloseTo(-0.98332115, 7);
  expect(covariance[2]![2]).toBeCloseTo(2.13923135, 7);
});

describe('resamples', () => {
  test('draw whole clusters and keep the size of every layer', () => {
    const units = [[0, 1], [2], [3, 4, 5], [6]];
    const layers = ['a', 'a', 'b', 'b'];
    for (const counts of clusterResamples(units, layers, { repetitions: 50, seed: 1 })) {
      expect(counts[0]).toBe(counts[1]);
      expect(counts[0]! + counts[2]!).toBe(2);
      expect(new Set([counts[3], counts[4], counts[5]]).size).toBe(1);
      expect(counts[3]! + counts[6]!).toBe(2);
    }
  });

  test('make percentile intervals of what is finite', () => {
    const draws = [...Array.from({ length: 101 }, (_, k) => k), Number.NaN];
    const { low, high, level } = percentileInterval(draws, 0.9);
    expect([low, high, level]).toEqual([expect.closeTo(5, 9), expect.closeTo(95, 9), 0.9]);
    expect(sortedQuantile([1, 2, 4], 0.75)).toBe(3);
  });
});

describe('permutations', () => {
  test('are counted as multinomials', () => {
    expect(arrangementCount(exchangeOf([0, 0, 0, 1, 1, 1]))).toBe(20);
    expect(arrangementCount(exchangeOf([0, 0, 1, 1, 2]))).toBe(30);
    expect(arrangementCount(exchangeOf([0, 1, 0, 1], ['s', 's', 't', 't']))).toBe(4);
    expect(arrangementCount(exchangeOf(Array.from({ length: 200 }, (_, k) => k % 2)))).toBe(
      Number.POSITIVE_INFINITY,
    );
  });

  test('all visited once if they are few', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 0, max: 2 }), { minLength: 2, maxLength: 7 }),
        (labels) => {
          const seen = new Set<string>();
          const exchange = exchangeOf(labels);
          const { permutations, exact, pValues } = permutationTest(
            exchange,
            (drawn) => {
              seen.add(drawn.join());
              return [0];
            },
            { permutations: 999, seed: 1 },
          );
          expect(exact).toBe(true);
          expect(permutations).toBe(arrangementCount(exchange));
          expect(seen.size).toBe(permutations);
          expect(pValues).toEqual([1]);
        },
      ),
      { seed: 2, numRuns: 40 },
    );
  });
});

describe('a permutation test', () => {
  const exchange = exchangeOf([0, 0, 0, 1, 1, 1]);
  const pOf = (statistic: (labels: Int32Array) => number) =>
    permutationTest(exchange, (labels) => [statistic(labels)], { permutations: 99, seed: 1 })
      .pValues[0];

  test('has no evidence in what is not a number', () => {
    expect(pOf(() => Number.NaN)).toBe(1);
    expect(pOf((labels) => (labels[0] === 0 ? 1 : Number.NaN))).toBe(1);
  });

  test('lets perfect separation reach itself alone', () => {
    const perfect = (labels: Int32Array) => (labels.join('') === '000111' ? Infinity : 1);
    expect(pOf(perfect)).toBeCloseTo(1 / 20, 12);
  });
});
