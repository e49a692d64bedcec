import { randomSource } from '@ikat/random';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { compareCultures } from '../compare/compare-cultures.js';
import type { Estimate } from '../statistics/interval.js';
import { fitRobustScale } from '../statistics/robust-scale.js';
import { type ConfoundOptions, confoundAudit } from './confound-audit.js';
import type { ConfoundItem, ConfoundTable } from './confound-result.js';
import { cramersV } from './cramers-v.js';

const quick: ConfoundOptions = { permutations: 199, resamples: 49, seed: 1 };

interface Mixture {
  readonly count: number;
  /** The share of culture a in museum x; of culture b in museum y. */
  readonly share: number;
  readonly museumShift: number;
  readonly cultureShift: number;
}

/** Two cultures whose works hang in two museums. */
function works(seed: number, mixture: Mixture): ConfoundTable {
  const source = randomSource(seed);
  const items = Array.from({ length: mixture.count }, (_, k): ConfoundItem => {
    const culture = k % 2 === 0 ? 'a' : 'b';
    const home = culture === 'a' ? 'x' : 'y';
    const away = culture === 'a' ? 'y' : 'x';
    const museum = source.uniform() < mixture.share ? home : away;
    const shift =
      (museum === 'y' ? mixture.museumShift : 0) + (culture === 'b' ? mixture.cultureShift : 0);
    return {
      id: `${k}`,
      culture,
      values: [source.normal() + shift, source.normal() + shift, source.normal()],
      factors: { institution: museum, medium: k % 4 < 2 ? 'ink' : 'oil' },
    };
  });
  return { descriptors: ['first', 'second', 'third'], items };
}

const only = { factors: ['institution'] };

describe('confoundAudit', () => {
  test('does not take the museum for the culture', () => {
    const table = works(1, { count: 120, share: 0.8, museumShift: 1.5, cultureShift: 0 });
    const audit = confoundAudit(table, quick);
    expect(audit.overall).toMatchObject({ kind: 'measured', test: { p: 0.005 } });
    expect(audit.verdict).toBe('not supported after stratification');
    const [institution, medium] = audit.factors;
    expect(institution!.verdict).toBe('not supported after stratification');
    expect(institution!.informativeShare).toBe(1);
    expect(medium!.verdict).toBe('supported');
    expect(audit.sentence).toMatchInlineSnapshot(
      `"Labels explain 13.2 % of the variation of style (95 % interval 8.8 % to 19.7 %), p = 0.0050. Among works of one institution, no difference is detected."`,
    );
    expect(institution!.sentence).toMatchInlineSnapshot(
      `"100 % of the works share their institution with works of another culture; among works of one institution, labels explain 0 % of the variation of style (95 % interval 0 % to 1.2 %): not supported after stratification, p = 0.83."`,
    );
  });

  test('supports a difference that remains', () => {
    const table = works(2, { count: 120, share: 0.7, museumShift: 1, cultureShift: 1 });
    const audit = confoundAudit(table, quick);
    expect(audit.verdict).toBe('supported');
    expect(audit.jointly).toMatchObject({ factor: 'institution and medium', verdict: 'supported' });
    expect(audit.sentence).toMatchInlineSnapshot(
      `"Labels explain 23.1 % of the variation of style (95 % interval 15.6 % to 29.8 %), p = 0.0050. The difference remains among works of one institution, and of one medium."`,
    );
  });

  test('gives no p-value where no museum has both', () => {
    const table = works(3, { count: 120, share: 1, museumShift: 1, cultureShift: 1 });
    const audit = confoundAudit(table, { ...quick, ...only });
    expect(audit.verdict).toBe('not identifiable');
    const [institution] = audit.factors;
    expect(institution!.association).toEqual({ kind: 'measured', cramersV: 1 });
    expect(institution!.informativeShare).toBe(0);
    expect(institution!.within).not.toHaveProperty('test');
    expect(audit.sentence).toMatchInlineSnapshot(
      `"Labels explain 32.5 % of the variation of style (95 % interval 27.9 % to 38.5 %), p = 0.0050. It cannot be told whether this is culture or institution: no work of another culture shares it."`,
    );
    expect(institution!.without.map(({ distance }) => distance.kind)).toEqual([
      'refused',
      'refused',
    ]);
    expect(institution!.without[0]!.distance).toHaveProperty(
      'message',
      'Without "x", "a" has 0 independent works.',
    );
  });

  test('says where there is no difference, and how large one could be', () => {
    const table = works(4, { count: 100, share: 0.5, museumShift: 0, cultureShift: 0 });
    const audit = confoundAudit(table, { ...quick, ...only });
    expect(audit.verdict).toBe('no difference detected');
    expect(audit.sentence).toMatchInlineSnapshot(
      `"Labels explain 0.2 % of the variation of style (95 % interval 0 % to 4.2 %), p = 0.32. No difference was detected; the interval says how large one could still be."`,
    );
  });

  test('knows factors that split the works alike from those that only resemble each other', () => {
    const table = works(2, { count: 120, share: 0.7, museumShift: 1, cultureShift: 1 });
    const partitions = (factors: (item: ConfoundItem, k: number) => ConfoundItem['factors']) => {
      const items = table.items.map((item, k) => ({ ...item, factors: factors(item, k) }));
      return confoundAudit({ ...table, items }, quick).partitions;
    };
    const camera = ({ factors: { institution } }: ConfoundItem) => `camera of ${institution}`;
    expect(partitions((item) => ({ ...item.factors, capture: camera(item) }))).toEqual([
      ['institution', 'capture'],
      ['medium'],
    ]);
    // One work that was photographed elsewhere.
    expect(
      partitions((item, k) => ({ ...item.factors, capture: k === 0 ? 'other' : camera(item) })),
    ).toEqual([['institution'], ['medium'], ['capture']]);
  });

  test('has nothing to hold against one museum', () => {
    const table = works(5, { count: 80, share: 0.5, museumShift: 0, cultureShift: 1 });
    const items = table.items.map((item) => ({ ...item, factors: { institution: 'x' } }));
    const audit = confoundAudit({ ...table, items }, quick);
    expect(audit.verdict).toBe('supported');
    expect(audit.jointly).toBeUndefined();
    expect(audit.factors[0]!.association).toEqual({
      kind: 'refused',
      reason: 'one level',
      message: 'All items have one institution, which cannot go with culture.',
    });
  });

  test('refuses few works', () => {
    const table = works(6, { count: 30, share: 0.5, museumShift: 0, cultureShift: 1 });
    const audit = confoundAudit(table, { ...quick, ...only });
    expect(audit.verdict).toBe('too few');
    expect(audit.sentence).toBe(
      'A test needs two cultures of 20 independent works: "a" has 15, "b" has 15. Add works, or look at the distances only.',
    );
  });

  test('measures distances with each museum left out', () => {
    const table = works(7, { count: 300, share: 0.8, museumShift: 3, cultureShift: 0 });
    const { without } = confoundAudit(table, { ...quick, ...only }).factors[0]!;
    expect(without.map(({ level }) => level)).toEqual(['x', 'y']);
    for (const { distance } of without) {
      if (distance.kind === 'refused') throw new Error('refused');
      // With both museums they lie 1.2 apart.
      expect(Math.abs(distance.value)).toBeLessThan(0.15);
    }
  });

  test('gives distances without a museum as shares, as of the works that are left', () => {
    const table = works(7, { count: 300, share: 0.8, museumShift: 3, cultureShift: 1 });
    const scale = fitRobustScale(table.items.map(({ values }) => values));
    const audit = confoundAudit(table, { ...quick, ...only, scale });
    const { distance } = audit.factors[0]!.without.find(({ level }) => level === 'x')!;
    const items = table.items.filter(({ factors }) => factors.institution !== 'x');
    const [pair] = compareCultures({ ...table, items }, { ...quick, scale }).pairs;
    const { share } = pair as { share: Estimate };
    expect(distance).toMatchObject({ share: expect.closeTo(share.value, 12) });
  });

  test.each([
    [{}, { factors: [] }, 'confoundAudit: expected one factor or more, got none.'],
    [
      {},
      { factors: ['century'] },
      'confoundAudit: item "0": expected a century, got none. Name what is not known "unknown".',
    ],
    [
      {
        items: works(1, { count: 3, share: 1, museumShift: 0, cultureShift: 0 }).items.slice(0, 1),
      },
      {},
      'confoundAudit: expected two cultures or more, got 1. Label items of another.',
    ],
  ])('bad input %#', (change, options, message) => {
    const table = works(1, { count: 40, share: 1, museumShift: 0, cultureShift: 0 });
    expect(() => confoundAudit({ ...table, ...change }, options)).toThrow(new RangeError(message));
  });
});

describe("Cramér's V", () => {
  test('of known tables', () => {
    expect(
      cramersV([
        [10, 0],
        [0, 10],
      ]),
    ).toBe(1);
    expect(
      cramersV([
        [5, 10],
        [10, 20],
      ]),
    ).toBeCloseTo(0, 12);
    // chi2 = 4 for [[30, 20], [20, 30]]: V = sqrt(4 / 100).
    expect(
      cramersV([
        [30, 20],
        [20, 30],
      ]),
    ).toBeCloseTo(0.2, 12);
    expect(
      cramersV([
        [3, 4],
        [0, 0],
      ]),
    ).toBeNaN();
  });

  test('does not know orders or scales', () => {
    const table = fc.array(
      fc.array(fc.integer({ min: 1, max: 30 }), { minLength: 3, maxLength: 3 }),
      {
        minLength: 2,
        maxLength: 4,
      },
    );
    fc.assert(
      fc.property(table, fc.integer({ min: 2, max: 9 }), (counts, times) => {
        const value = cramersV(counts);
        expect(value).toBeGreaterThanOrEqual(0);
        expect(value).toBeLessThanOrEqual(1);
        expect(cramersV([...counts].reverse())).toBeCloseTo(value, 10);
        expect(cramersV(counts.map((row) => row.map((n) => n * times)))).toBeCloseTo(value, 10);
        const turned = counts[0]!.map((_, c) => counts.map((row) => row[c]!));
        expect(cramersV(turned)).toBeCloseTo(value, 10);
      }),
      { seed: 1, numRuns: 100 },
    );
  });
});

test('a factor named constructor is missing where no work has it', () => {
  const table = works(1, { count: 40, share: 0.5, museumShift: 0, cultureShift: 0 });
  expect(() => confoundAudit(table, { ...quick, factors: ['constructor'] })).toThrow(
    'item "0": expected a constructor, got none.',
  );
});
