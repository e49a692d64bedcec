import { randomSource } from '@ikat/random';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import oracles from '../../golden/culture-oracles.json';
import { euclideanDistances } from '../statistics/distance-matrix.js';
import { exchangeOf } from '../statistics/exchange.js';
import { permutationTest } from '../statistics/permutation-test.js';
import { compareCultures } from './compare-cultures.js';
import type { LabelledVariation } from './comparison.js';
import { energyDistance } from './energy-distance.js';
import type { StyleItem, StyleTable } from './style-table.js';

const quick = { permutations: 99, resamples: 49 };
const plain = { centre: [0], spread: [1] };

/** A table of one descriptor from groups of numbers. */
function table(groups: Record<string, readonly number[]>): StyleTable {
  const items = Object.entries(groups).flatMap(([culture, values]) =>
    values.map((value, k): StyleItem => ({ id: `${culture} ${k}`, values: [value], culture })),
  );
  return { descriptors: ['value'], items };
}

/** Normal items: two cultures, the second shifted in the first descriptor. */
function cultures(seed: number, count: number, shift: number): StyleTable {
  const source = randomSource(seed);
  const items = Array.from({ length: 2 * count }, (_, k): StyleItem => {
    const second = k % 2 === 1;
    return {
      id: `${k}`,
      culture: second ? 'b' : 'a',
      values: [source.normal() + (second ? shift : 0), source.normal(), source.normal()],
    };
  });
  return { descriptors: ['first', 'second', 'third'], items };
}

function measured(value: LabelledVariation | { kind: 'refused' }): LabelledVariation {
  if (value.kind === 'refused') throw new Error('refused');
  return value;
}

describe('descriptors that hardly vary', () => {
  const spread = cultures(3, 30, 1);
  const withLast = (value: (k: number) => number): StyleTable => ({
    ...spread,
    items: spread.items.map((item, k) => ({
      ...item,
      values: [...Array.from(item.values).slice(0, 2), value(k)],
    })),
  });
  const found = (value: (k: number) => number) => {
    const { descriptors, hardlyVary } = compareCultures(withLast(value), quick);
    return [descriptors.map(({ descriptor }) => descriptor).sort(), hardlyVary];
  };

  test('are named, and neither ranked nor tested', () => {
    // One value for 27 of 30 works of each culture, and a few far away in one of them.
    expect(found((k) => (k % 2 === 1 && k < 8 ? 9 : 0))).toEqual([['first', 'second'], ['third']]);
    expect(found(() => 4)).toEqual([['first', 'second'], ['third']]);
  });

  test('are not those that are one value for one culture and another for another', () => {
    const all = ['first', 'second', 'third'];
    expect(found((k) => (k % 2 === 1 ? 9 : 0))).toEqual([all, []]);
    expect(found((k) => (k % 4 < 2 ? 9 : 0))).toEqual([all, []]);
  });

  test('do not count among the descriptors that p-values are adjusted for', () => {
    const alone = compareCultures(
      {
        descriptors: ['first', 'second'],
        items: spread.items.map((item) => ({
          ...item,
          values: Array.from(item.values).slice(0, 2),
        })),
      },
      quick,
    );
    const beside = compareCultures(
      withLast(() => 4),
      quick,
    );
    const tests = ({ descriptors }: typeof alone) => descriptors.map((one) => one.test);
    expect(tests(beside)).toEqual(tests(alone));
  });
});

describe('variation', () => {
  const [a, b, c] = oracles.permanova.groups as [number[], number[], number[]];
  const options = { ...quick, scale: plain, minimumUnits: 2 };
  const found = compareCultures(table({ a, b, c }), options);

  test('in one dimension is the analysis of variance', () => {
    const variation = measured(found.variation);
    expect(variation.pseudoF).toBeCloseTo(oracles.permanova.F, 10);
    expect(variation.rSquared).toBeCloseTo(oracles.permanova.R2, 10);
    expect(variation.degrees).toEqual([2, 15]);
    // (SSA - 2 MSW) / (SST + MSW) with SSA 84, SSW 68.
    const mean = 68 / 15;
    expect(variation.omegaSquared.value).toBeCloseTo((84 - 2 * mean) / (152 + mean), 10);
  });

  test('of a descriptor is the same in one dimension', () => {
    const [descriptor] = found.descriptors;
    const variation = measured(found.variation);
    expect(descriptor!.etaSquared).toBeCloseTo(variation.rSquared, 10);
    expect(descriptor!.omegaSquared.value).toBeCloseTo(variation.omegaSquared.value, 10);
  });

  test('does not change with the order of items, the names of cultures or the scale', () => {
    const values = fc.array(fc.integer({ min: -9, max: 9 }), { minLength: 5, maxLength: 8 });
    fc.assert(
      fc.property(values, values, fc.integer({ min: 2, max: 5 }), (one, two, times) => {
        fc.pre(new Set(one).size > 1);
        const first = compareCultures(table({ one, two }), options);
        const scaled = table({ x: two.map((v) => v * times), y: one.map((v) => v * times) });
        const second = compareCultures({ ...scaled, items: [...scaled.items].reverse() }, options);
        const [p, q] = [measured(first.variation), measured(second.variation)];
        expect(q.rSquared).toBeCloseTo(p.rSquared, 9);
        expect(q.omegaSquared.value).toBeCloseTo(p.omegaSquared.value, 9);
      }),
      { seed: 1, numRuns: 10 },
    );
  });
});

describe('pairs', () => {
  test('of few items are tested exactly: 2 of 20 splits', () => {
    const options = { ...quick, scale: plain, minimumUnits: 3 };
    const found = compareCultures(table({ a: [0, 1, 2], b: [10, 11, 12] }), options);
    expect(found.pairs[0]!.test).toEqual({
      kind: 'tested',
      p: oracles.energy['exact_permutation_p_[0,1,2]vs[10,11,12]'],
      adjusted: 0.1,
      permutations: 20,
      exact: true,
    });
    expect(found.pairs[0]!.distance).toEqual({
      kind: 'refused',
      reason: 'too few',
      message: '"a" has 3 independent works; an interval needs 5.',
    });
  });

  test('have the unbiased energy distance and its share', () => {
    const data = table({ a: [0, 1, 2, 4, 8], b: [1, 3, 5, 5, 9, 2] });
    const { distance, share } = compareCultures(data, { ...quick, scale: plain }).pairs[0]!;
    if (!('value' in distance) || !('value' in share)) throw new Error('refused');
    const rows = (culture: string) =>
      data.items.filter((item) => item.culture === culture).map((item) => item.values);
    const expected = energyDistance(rows('a'), rows('b'), { unbiased: true });
    expect(distance.value).toBeCloseTo(expected, 10);
    const between = rows('a').flatMap((x) => rows('b').map((y) => Math.abs(x[0]! - y[0]!)));
    expect(share.value).toBeCloseTo((expected * 30) / (2 * between.reduce((s, v) => s + v, 0)), 10);
  });

  test('of three cultures are corrected by Holm', () => {
    const groups = { a: [0, 1, 2, 3, 4, 5], b: [0, 1, 2, 3, 4, 6], c: [20, 21, 22, 23, 24, 25] };
    const found = compareCultures(table(groups), { ...quick, minimumUnits: 5 });
    const tests = found.pairs.map((pair) => {
      if (pair.test.kind === 'refused') throw new Error('refused');
      return pair.test;
    });
    expect(tests.every((item) => item.adjusted >= item.p)).toBe(true);
    expect(tests[1]!.adjusted).toBeCloseTo(tests[1]!.p * 3, 10);
    expect(found.map.places.map((place) => place.culture)).toEqual(['a', 'b', 'c']);
    expect(found.map.shown).toBeGreaterThan(0.9);
  });
});

describe('compareCultures', () => {
  test('finds the descriptor that differs, its shift with an interval, and no other', () => {
    const found = compareCultures(cultures(1, 60, 1.5), { seed: 5 });
    const [first, ...others] = found.descriptors;
    expect(first!.descriptor).toBe('first');
    const shift = first!.shifts.find((item) => item.culture === 'b')!.shift;
    expect(shift.interval.low).toBeLessThan(1.5);
    expect(shift.interval.high).toBeGreaterThan(1.5);
    expect(shift.interval.low).toBeGreaterThan(0.5);
    if (first!.test.kind === 'refused') throw new Error('refused');
    expect(first!.test.adjusted).toBeLessThan(0.01);
    for (const other of others) {
      if (other.test.kind === 'refused') throw new Error('refused');
      expect(other.test.adjusted).toBeGreaterThan(0.05);
    }
  });

  test('repeats itself from its seed', () => {
    const data = cultures(2, 25, 0.5);
    expect(compareCultures(data, quick)).toEqual(compareCultures(data, quick));
    expect(compareCultures(data, { ...quick, seed: 1 })).not.toEqual(compareCultures(data, quick));
  });

  test('shows small cultures and does not test them', () => {
    const data = table({ a: [0, 1, 2, 3, 4, 5], b: [2, 3, 4, 5, 6, 7] });
    const found = compareCultures(data, quick);
    expect(found.cultures).toEqual([
      { culture: 'a', items: 6, weight: 6, units: 6, tested: false },
      { culture: 'b', items: 6, weight: 6, units: 6, tested: false },
    ]);
    expect(found.variation).toEqual({
      kind: 'refused',
      reason: 'too few',
      message:
        'A test needs two cultures of 20 independent works: "a" has 6, "b" has 6. Add works, or look at the distances only.',
    });
    expect(found.pairs[0]!.test).toEqual(found.variation);
    expect(found.pairs[0]!.distance).toHaveProperty('value');
  });

  test('gives no p-value where strata and cultures do not overlap', () => {
    const { descriptors, items } = cultures(3, 30, 2);
    const apart = items.map((item) => ({ ...item, stratum: item.culture === 'a' ? 'x' : 'y' }));
    const found = compareCultures({ descriptors, items: apart }, { ...quick, stratified: true });
    expect(found.variation).toMatchObject({ kind: 'refused', reason: 'not identifiable' });
    expect(found.pairs[0]!.test).toMatchObject({ kind: 'refused', reason: 'not identifiable' });
    expect(found.pairs[0]!.distance).toMatchObject({ kind: 'refused', reason: 'too few' });
    expect(found.descriptors).toEqual([]);
  });

  test('counts clusters, not items', () => {
    const { descriptors, items } = cultures(4, 30, 2);
    const albums = items.map((item, k) => ({
      ...item,
      cluster: `${item.culture} album ${Math.floor(k / 20)}`,
    }));
    const found = compareCultures({ descriptors, items: albums }, quick);
    expect(found.cultures.map((item) => item.units)).toEqual([3, 3]);
    expect(found.variation.kind).toBe('refused');
  });

  test('takes hybrids by weight', () => {
    const { descriptors, items } = cultures(5, 30, 2);
    const hybrid = [
      { id: 'a', weight: 0.5 },
      { id: 'b', weight: 0.5 },
    ];
    const some = items.map((item, k) => (k < 6 ? { ...item, culture: hybrid } : item));
    const found = compareCultures({ descriptors, items: some }, quick);
    expect(found.cultures.map((item) => item.items)).toEqual([33, 33]);
    expect(found.cultures.map((item) => item.weight)).toEqual([30, 30]);
    const pure = compareCultures({ descriptors, items: items.slice(6) }, quick);
    expect(measured(found.variation).rSquared).toBeLessThan(measured(pure.variation).rSquared);
  });
});

describe('bad input', () => {
  const good = cultures(1, 3, 0);
  const withItem = (change: object) => ({
    ...good,
    items: [{ ...good.items[0]!, ...change }, ...good.items.slice(1)],
  });
  const text = (bad: StyleTable, options = {}) => {
    try {
      compareCultures(bad, options);
    } catch (error) {
      return (error as Error).message;
    }
    return 'no error';
  };
  test.each([
    [withItem({ id: '1' }), 'compareCultures: item "1": expected an id of its own, got it twice.'],
    [withItem({ values: [1] }), 'compareCultures: item "0": expected 3 values, got 1.'],
    [
      withItem({ values: [1, Number.NaN, 2] }),
      'compareCultures: item "0": expected a finite second, got NaN.',
    ],
    [
      withItem({ culture: [] }),
      'compareCultures: item "0": expected a culture with a name and a weight above 0. Leave out what has none.',
    ],
    [
      withItem({
        culture: [
          { id: 'a', weight: 0.7 },
          { id: 'b', weight: 0.7 },
        ],
      }),
      'compareCultures: item "0": expected weights that sum to 1 at most, got 1.4.',
    ],
    [
      withItem({
        culture: [
          { id: 'a', weight: 0.5 },
          { id: 'a', weight: 0.5 },
        ],
      }),
      'compareCultures: item "0": expected every culture once, got one twice.',
    ],
    [
      { ...good, descriptors: ['first', 'first', 'third'] },
      'compareCultures: expected descriptors of different names, got one twice.',
    ],
    [{ descriptors: [], items: [] }, 'compareCultures: expected one descriptor or more, got none.'],
    [
      table({ a: [1, 2, 3] }),
      'compareCultures: expected two cultures or more, got 1. Label items of another.',
    ],
  ])('case %#', (bad, message) => {
    expect(text(bad)).toBe(message);
  });

  test('of options', () => {
    expect(text(good, { permutations: 5 })).toBe(
      'compareCultures: expected permutations to be a whole number of 19 or more, got 5.',
    );
    expect(text(good, { level: 1 })).toBe(
      'compareCultures: expected a level between 0 and 1, got 1.',
    );
  });
});

describe('restricted permutations', () => {
  test('of clusters keep clusters whole and strata apart', () => {
    const labels = [0, 0, 1, 1, 0, 1];
    const strata = ['s', 's', 's', 's', 't', 't'];
    const clusters = ['p', 'p', 'q', 'q', undefined, undefined];
    const seen = new Set<string>();
    const exchange = exchangeOf(labels, strata, clusters);
    const { exact, permutations } = permutationTest(
      exchange,
      (drawn) => {
        seen.add([...drawn].join(''));
        return [0];
      },
      { permutations: 99, seed: 1 },
    );
    expect([exact, permutations]).toEqual([true, 4]);
    expect([...seen].sort()).toEqual(['001101', '001110', '110001', '110010']);
  });

  test('of a cluster with several labels stay within it', () => {
    const exchange = exchangeOf([0, 1, 0, 1], undefined, ['p', 'p', undefined, undefined]);
    expect(exchange.blocks).toEqual([
      [0, 1],
      [2, 3],
    ]);
  });

  test('drawn at random keep the counts', () => {
    const labels = Array.from({ length: 40 }, (_, k) => k % 3);
    permutationTest(
      exchangeOf(labels),
      (drawn) => {
        expect([0, 1, 2].map((c) => drawn.filter((label) => label === c).length)).toEqual([
          14, 13, 13,
        ]);
        return [1];
      },
      { permutations: 50, seed: 2 },
    );
  });

  test('euclidean distances stand in rows', () => {
    expect([
      ...euclideanDistances([
        [0, 0],
        [3, 4],
        [0, 1],
      ]).values,
    ]).toEqual([5, 1, Math.sqrt(18)]);
  });
});

describe('works without variation', () => {
  const numbersIn = (value: unknown): number[] =>
    typeof value === 'number'
      ? [value]
      : value !== null && typeof value === 'object'
        ? Object.values(value).flatMap(numbersIn)
        : [];

  test('that are all one are refused in words', () => {
    const found = compareCultures(table({ a: Array(40).fill(3), b: Array(40).fill(3) }), quick);
    expect(found.variation).toMatchObject({ kind: 'refused', reason: 'no variation' });
    expect(found.pairs[0]!.test).toMatchObject({ p: 1 });
    expect(numbersIn(found).every(Number.isFinite)).toBe(true);
  });

  test('within cultures have no pseudo-F', () => {
    const found = compareCultures(table({ a: Array(40).fill(3), b: Array(40).fill(4) }), quick);
    expect(found.variation).not.toHaveProperty('pseudoF');
    expect(found.variation).toMatchObject({ rSquared: 1, test: { p: 0.01 } });
    expect(numbersIn(found).every(Number.isFinite)).toBe(true);
  });
});
