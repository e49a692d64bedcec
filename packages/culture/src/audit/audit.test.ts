import { readFileSync } from 'node:fs';
import { randomSource } from '@ikat/random';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { energyDistance } from '../compare/energy-distance.js';
import { gaussianKernel } from '../compare/kernel-distance.js';
import { auditCultures } from './audit-cultures.js';
import { auditScores } from './audit-scores.js';
import type { AuditedCulture } from './audited-culture.js';
import { expectedCoverage, neighbourShares } from './neighbour-coverage.js';
import { vendiOfSimilarities, vendiScore } from './vendi-score.js';

const oracles = JSON.parse(
  readFileSync(new URL('../../golden/culture-oracles.json', import.meta.url), 'utf8'),
);

function around(centre: readonly number[], count: number, seed: number): number[][] {
  const source = randomSource(seed);
  return Array.from({ length: count }, () => centre.map((value) => value + source.normal()));
}

const fast = { bootstrap: 99, scaled: true };

describe('O14: Vendi', () => {
  test('of similarities and of samples', () => {
    const { K, value, samples, value2 } = oracles.vendi;
    expect(vendiOfSimilarities(K)).toBeCloseTo(value, 12);
    expect(
      vendiOfSimilarities([
        [1, 0.5],
        [0.5, 1],
      ]),
    ).toBeCloseTo(oracles.vendi['pair_rho_.5'], 12);
    const laplace = (x: ArrayLike<number>, y: ArrayLike<number>) =>
      Math.exp(-Math.abs(x[0]! - y[0]!));
    expect(
      vendiScore(
        samples.map((x: number) => [x]),
        laplace,
      ),
    ).toBeCloseTo(value2, 8);
  });

  test('lies between 1 and n, and order does not matter', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.double({ min: -5, max: 5, noNaN: true })), {
          minLength: 1,
          maxLength: 12,
        }),
        (items) => {
          const score = vendiScore(items, gaussianKernel(1));
          expect(score).toBeGreaterThan(1 - 1e-9);
          expect(score).toBeLessThan(items.length + 1e-9);
          expect(vendiScore([...items].reverse(), gaussianKernel(1))).toBeCloseTo(score, 9);
        },
      ),
      { numRuns: 50, seed: 1 },
    );
  });

  test('bad input', () => {
    expect(() => vendiScore([], gaussianKernel(1))).toThrow(
      'vendiScore: expected one item or more, got none.',
    );
    expect(() => vendiOfSimilarities([[2]])).toThrow(
      'vendiScore: expected a similarity of 1 of an item with itself, got 2 of item 0.',
    );
  });
});

describe('O15: coverage', () => {
  test('the expectation', () => {
    expect(expectedCoverage(100, 100, 5)).toBeCloseTo(oracles.prdc['N=M=100,k=5'], 12);
  });

  test('is what samples of one law reach, and is 1 and 1 for the real works themselves', () => {
    const shares = Array.from({ length: 60 }, (_, run) =>
      neighbourShares(around([0, 0], 60, 2 * run), around([0, 0], 60, 2 * run + 1), 3),
    );
    const mean = shares.reduce((sum, { coverage }) => sum + coverage / 60, 0);
    // The standard error of the mean is 0.006.
    expect(Math.abs(mean - expectedCoverage(60, 60, 3))).toBeLessThan(0.02);
    const real = around([0, 0], 30, 1);
    expect(neighbourShares(real, real)).toEqual({ precision: 1, coverage: 1 });
    expect(() => neighbourShares([[1], [2]], [[1]], 5)).toThrow(
      'neighbourShares: expected from 1 to 1 neighbours of 2 real items, got 5.',
    );
  });
});

describe('auditCultures', () => {
  const real = [around([0, 0], 60, 1), around([4, 0], 60, 2)] as const;
  const mean = (rows: readonly (readonly number[])[]) =>
    rows[0]!.map((_, k) => rows.reduce((sum, row) => sum + row[k]! / rows.length, 0));

  test('the caricature index is a where the mean went a times along the difference', () => {
    fc.assert(
      fc.property(fc.double({ min: -1, max: 2, noNaN: true }), (a) => {
        const [own, other] = [mean(real[0]), mean(real[1])];
        const generated = real[0].map((row) =>
          row.map((value, k) => value + a * (own[k]! - other[k]!)),
        );
        const { cultures } = auditCultures(
          [
            { culture: 'ink', real: real[0], generated },
            { culture: 'oil', real: real[1], generated: real[1] },
          ],
          { ...fast, bootstrap: 9 },
        );
        const [ink, oil] = cultures.map(({ caricature }) => caricature);
        if (ink!.kind !== 'estimated' || oil!.kind !== 'estimated') throw new Error('refused');
        expect(ink!.value).toBeCloseTo(a, 9);
        expect(oil!.value).toBeCloseTo(0, 9);
      }),
      { numRuns: 4, seed: 1 },
    );
  });

  test('a faithful model separates as real works do, and leaves nothing of the content', () => {
    const contents = around([2, 6], 60, 7);
    const audit = auditCultures(
      [
        { culture: 'ink', real: real[0], generated: around([0, 0], 60, 3), content: contents },
        { culture: 'oil', real: real[1], generated: around([4, 0], 60, 4), content: contents },
      ],
      fast,
    );
    const { ratio } = audit.separations[0]!;
    if (ratio.kind !== 'estimated') throw new Error('refused');
    expect(ratio.interval.low).toBeLessThan(1);
    expect(ratio.interval.high).toBeGreaterThan(1);
    for (const { excess, distance, variety, floor } of audit.cultures) {
      if (excess.kind !== 'estimated' || distance.kind !== 'estimated') throw new Error('refused');
      if (variety.kind === 'refused') throw new Error(variety.message);
      expect(Math.abs(excess.value)).toBeLessThan(0.05);
      expect(floor.high).toBeGreaterThan(0);
      for (const share of [variety.precision, variety.coverage, variety.variety]) {
        expect(share.interval.low).toBeLessThan(share.heldOut.value);
        expect(share.interval.high).toBeGreaterThan(share.heldOut.value);
      }
    }
    expect(audit.summary).toMatchObject({ kind: 'estimated', of: 'excess' });
  });

  test('the distance is the unbiased energy distance', () => {
    const generated = around([1, 1], 25, 3);
    const { cultures } = auditCultures(
      [
        { culture: 'ink', real: real[0], generated },
        { culture: 'oil', real: real[1], generated },
      ],
      { ...fast, bootstrap: 9 },
    );
    const { distance } = cultures[0]!;
    if (distance.kind !== 'estimated') throw new Error('refused');
    expect(distance.value).toBeCloseTo(energyDistance(generated, real[0], { unbiased: true }), 10);
  });

  test('one output for all cultures is homogenised', () => {
    const audit = auditCultures(
      [
        { culture: 'ink', real: real[0], generated: around([2, 0], 40, 5) },
        { culture: 'oil', real: real[1], generated: around([2, 0], 40, 6) },
      ],
      fast,
    );
    const { ratio } = audit.separations[0]!;
    if (ratio.kind !== 'estimated') throw new Error('refused');
    expect(ratio.interval.high).toBeLessThan(0.5);
    for (const { caricature } of audit.cultures) {
      if (caricature.kind !== 'estimated') throw new Error('refused');
      expect(caricature.interval.high).toBeLessThan(0);
    }
  });

  test('names the culture that is served worst', () => {
    const audit = auditCultures(
      [
        { culture: 'ink', real: real[0], generated: around([0, 0], 40, 5) },
        { culture: 'oil', real: real[1], generated: around([4, 3], 40, 6) },
      ],
      fast,
    );
    if (audit.summary.kind !== 'estimated') throw new Error('refused');
    expect(audit.summary.of).toBe('distance');
    expect(audit.summary.worst.culture).toBe('oil');
    expect(audit.summary.worst.certainty).toBeGreaterThan(0.99);
    expect(audit.summary.gap.interval.low).toBeGreaterThan(0);
    expect(audit.cultures[0]!.excess).toMatchObject({ kind: 'refused', reason: 'no base' });
  });

  test('the unit of a descriptor does not matter', () => {
    const cultures = (unit: number): AuditedCulture[] => {
      const scaled = (rows: readonly number[][]) => rows.map(([x, y]) => [x! * unit, y! + unit]);
      return [
        { culture: 'ink', real: scaled(real[0]), generated: scaled(around([1, 0], 30, 5)) },
        { culture: 'oil', real: scaled(real[1]), generated: scaled(around([4, 1], 30, 6)) },
      ];
    };
    const [one, other] = [1, 40].map((unit) => auditCultures(cultures(unit), { bootstrap: 19 }));
    one!.cultures.forEach(({ distance }, at) => {
      const again = other!.cultures[at]!.distance;
      if (distance.kind !== 'estimated' || again.kind !== 'estimated') throw new Error('refused');
      expect(again.value).toBeCloseTo(distance.value, 8);
    });
  });

  test('few pictures are shown, not tested', () => {
    const audit = auditCultures(
      [
        { culture: 'ink', real: real[0].slice(0, 12), generated: real[0].slice(20, 50) },
        { culture: 'oil', real: real[1], generated: real[1] },
      ],
      fast,
    );
    expect(audit.cultures[0]!.distance).toMatchObject({
      kind: 'shown',
      message:
        "'ink' has 12 real and 30 generated pictures; with fewer than 20 the number is shown without an " +
        'interval and takes no part in comparisons.',
    });
    expect(audit.separations[0]!.ratio.kind).toBe('shown');
    expect(audit.summary).toMatchObject({ kind: 'refused', reason: 'too few' });
  });

  test('a culture with few pictures does not leave few for the variety of the others', () => {
    const [ink, oil] = real;
    const small = around([8, 0], 6, 9);
    const large = [
      { culture: 'ink', real: ink, generated: ink },
      { culture: 'oil', real: oil, generated: oil },
    ];
    const few = { culture: 'tile', real: small, generated: small };
    const audit = auditCultures([...large, few], { ...fast, bootstrap: 9 });
    expect(audit.cultures.map(({ variety }) => 'pictures' in variety && variety.pictures)).toEqual([
      30,
      30,
      false,
    ]);
    expect(audit.cultures[2]!.variety).toEqual({
      kind: 'refused',
      reason: 'too few',
      message: "'tile' has 6 real and 6 generated pictures; variety needs 20 of each.",
    });
    const one = auditCultures([large[0]!, few], { ...fast, bootstrap: 9 });
    expect(one.cultures[0]!.variety).toMatchObject({
      message: 'Fewer than two cultures have 20 real and generated pictures.',
    });
  });

  test('cultures that cannot be told apart have no ratio and no direction', () => {
    const audit = auditCultures(
      [
        { culture: 'ink', real: around([0, 0], 40, 1), generated: around([1, 0], 40, 5) },
        { culture: 'oil', real: around([0, 0], 40, 2), generated: around([0, 1], 40, 6) },
      ],
      fast,
    );
    expect(audit.separations[0]!.ratio).toMatchObject({
      kind: 'refused',
      reason: 'not identifiable',
      message: "Real works of 'ink' and 'oil' cannot be told apart.",
    });
    expect(audit.cultures[0]!.caricature).toMatchObject({ reason: 'not identifiable' });
  });

  test('bad input', () => {
    const one: AuditedCulture = { culture: 'ink', real: [[1], [2]], generated: [[1], [2]] };
    expect(() => auditCultures([one])).toThrow(
      'auditCultures: expected two cultures or more, got 1.',
    );
    expect(() => auditCultures([one, one])).toThrow(
      "auditCultures: expected each culture once, got 'ink' twice.",
    );
    const other = { ...one, culture: 'oil' };
    expect(() => auditCultures([one, { ...other, real: [[1]] }])).toThrow(
      "auditCultures: expected 2 or more real pictures of 'oil', got 1.",
    );
    expect(() => auditCultures([one, { ...other, real: [[1], [2, 3]] }])).toThrow(
      "auditCultures: expected 1 descriptors in row 1 of the real pictures of 'oil', got 2.",
    );
    expect(() => auditCultures([one, { ...other, generated: [[1], [Number.NaN]] }])).toThrow(
      "auditCultures: expected finite descriptors in row 1 of the generated pictures of 'oil'. Leave out " +
        'pictures that could not be read.',
    );
    expect(() => auditCultures([one, { ...other, content: [[1], [2], [3]] }])).toThrow(
      "auditCultures: expected 2 entries in content of 'oil', got 3.",
    );
  });
});

describe('auditScores', () => {
  const scores = Array.from({ length: 30 }, (_, rater) => rater).flatMap((rater) =>
    ['ink', 'oil', 'tile'].map((culture, at) => ({
      culture,
      score: 4 - 0.5 * at + 0.3 * Math.sin(rater + at),
      unit: `${rater}`,
    })),
  );

  test('finds the culture whose work is rated worst', () => {
    const result = auditScores(scores, { bootstrap: 199 });
    if (result.kind !== 'audited') throw new Error(result.message);
    expect(result.summary.worst.culture).toBe('tile');
    expect(result.summary.worst.certainty).toBe(1);
    expect(result.cultures[0]!.value).toBeCloseTo(4, 1);
    expect(result.summary.worst.value).toBeCloseTo(1, 1);
  });

  test('refuses few units, throws at no number', () => {
    expect(auditScores(scores.slice(0, 12))).toEqual({
      kind: 'refused',
      reason: 'too few',
      message: "'ink' was scored by 4 units; 10 are the least.",
    });
    expect(() => auditScores([{ culture: 'a', score: Number.NaN, unit: 'x' }])).toThrow(
      'auditScores: expected finite scores, got NaN in score 0.',
    );
    expect(() => auditScores([{ culture: 'a', score: 1, unit: 'x' }])).toThrow(
      'auditScores: expected two cultures or more, got 1.',
    );
  });
});

test('auditCultures gives no number where real works do not differ', () => {
  const same = Array.from({ length: 25 }, () => [1, 2, 3]);
  const few = same.slice(0, 6);
  const audit = auditCultures(
    ['a', 'b', 'c'].map((culture) => ({
      culture,
      real: culture === 'c' ? few : same,
      generated: same,
    })),
    { bootstrap: 19 },
  );
  const refused = { kind: 'refused', reason: 'not identifiable' };
  expect(audit.cultures.map(({ caricature }) => caricature)).toMatchObject([
    refused,
    refused,
    refused,
  ]);
  expect(audit.separations.map(({ ratio }) => ratio)).toMatchObject([refused, refused, refused]);
  expect(JSON.stringify(audit)).not.toContain('null');
});

test('the interval from best to worst holds its estimate, and 0 where all are served alike', () => {
  let missed = 0;
  for (let run = 0; run < 20; run++) {
    const source = randomSource(run);
    const rows = (centre: number) =>
      Array.from({ length: 20 }, () => [source.normal() + centre, source.normal()]);
    const audit = auditCultures(
      [0, 2, 4].map((centre) => ({
        culture: `${centre}`,
        real: rows(centre),
        generated: rows(centre),
      })),
      { bootstrap: 49, seed: run },
    );
    if (audit.summary.kind === 'refused') throw new Error(audit.summary.message);
    const { value, interval, cultures } = audit.summary.gap;
    expect(interval.low).toBeLessThanOrEqual(value);
    expect(interval.high).toBeGreaterThanOrEqual(value);
    expect(cultures[0]).toBe(audit.summary.worst.culture);
    if (interval.low > 0) missed++;
  }
  expect(missed).toBeLessThanOrEqual(2);
});
