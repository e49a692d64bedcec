import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { designStudy } from '../design/design-study.js';
import { type SimulatedTruth, simulateRaters } from '../design/simulate-raters.js';
import { cemsComparisons } from './cems.test-data.js';
import { codeComparisons, type Outcome, type PairComparison } from './comparison.js';
import { groupPreference } from './group-preference.js';
import { baseColumns, gatherCells } from './pair-cells.js';
import { bradleyTerry } from './pair-outcomes.js';
import {
  type PreferenceEstimate,
  type PreferenceOptions,
  preferenceModel,
} from './preference-model.js';
import { thurstoneScale } from './thurstone-scale.js';

function estimated(
  rows: readonly PairComparison[],
  options?: PreferenceOptions,
): PreferenceEstimate {
  const result = preferenceModel(rows, options);
  if (result.kind !== 'estimated') throw new Error(result.message);
  return result;
}

function simulated(truth: SimulatedTruth, seed = 1, contents = 24, raters = 30): PairComparison[] {
  const study = designStudy({
    systems: ['a', 'b', 'c', 'd'],
    contents: Array.from({ length: contents }, (_, place) => `content ${place}`),
    groups: ['north', 'south'],
    ratersPerGroup: raters,
  });
  if (study.kind !== 'designed') throw new Error(study.message);
  return simulateRaters(study.sessions, truth, seed);
}

const outcomes: Outcome[] = ['left', 'none', 'right'];
// Every pair both ways round, so that abilities and side are finite.
const rowsArbitrary = fc
  .array(
    fc.record({
      left: fc.constantFrom('a', 'b', 'c'),
      right: fc.constantFrom('a', 'b', 'c'),
      outcome: fc.constantFrom(...outcomes),
      rater: fc.constantFrom('1', '2', '3', '4'),
    }),
    { minLength: 5, maxLength: 60 },
  )
  .map((rows) => [
    ...rows.filter(({ left, right }) => left !== right),
    ...['a', 'b', 'c'].flatMap((left) =>
      ['a', 'b', 'c'].flatMap((right) =>
        left === right
          ? []
          : outcomes.map((outcome, at) => ({ left, right, outcome, rater: `${at + 1}` })),
      ),
    ),
  ]);

describe('laws of preferenceModel', () => {
  const close = (x: PreferenceEstimate, y: PreferenceEstimate) => {
    for (const { item, value, standardError } of x.items) {
      const other = y.items.find((ability) => ability.item === item)!;
      expect(other.value).toBeCloseTo(value, 7);
      expect(other.standardError).toBeCloseTo(standardError, 7);
    }
  };

  test('neither the order of rows nor the names of raters matter', () => {
    fc.assert(
      fc.property(rowsArbitrary, fc.nat(), (rows, turn) => {
        const options = { reference: 'a' };
        const cut = turn % rows.length;
        const turned = [...rows.slice(cut), ...rows.slice(0, cut)].map((row) => ({
          ...row,
          rater: `rater ${row.rater}`,
        }));
        close(estimated(rows, options), estimated(turned, options));
      }),
      { numRuns: 25, seed: 1 },
    );
  });

  test('swapping the sides changes the sign of the side and nothing else', () => {
    fc.assert(
      fc.property(rowsArbitrary, (rows) => {
        const swapped = rows.map(
          ({ left, right, outcome, rater }): PairComparison => ({
            left: right,
            right: left,
            rater,
            outcome: outcome === 'none' ? 'none' : outcome === 'left' ? 'right' : 'left',
          }),
        );
        const [one, other] = [
          estimated(rows, { reference: 'a' }),
          estimated(swapped, { reference: 'a' }),
        ];
        close(one, other);
        expect(other.side!.value).toBeCloseTo(-one.side!.value, 7);
        expect(other.logTie!.value).toBeCloseTo(one.logTie!.value, 7);
      }),
      { numRuns: 25, seed: 2 },
    );
  });

  test('another reference shifts all abilities alike', () => {
    fc.assert(
      fc.property(rowsArbitrary, (rows) => {
        const by = (reference: string) =>
          Object.fromEntries(
            estimated(rows, { reference }).items.map(({ item, value }) => [item, value]),
          );
        const [a, b] = [by('a'), by('b')];
        for (const item of ['a', 'b', 'c']) expect(b[item]).toBeCloseTo(a[item]! - a.b!, 7);
      }),
      { numRuns: 25, seed: 3 },
    );
  });

  test('a count is so many rows', () => {
    const row: PairComparison = { left: 'a', right: 'b', outcome: 'left' };
    const other: PairComparison = { left: 'a', right: 'b', outcome: 'right' };
    const options = { side: false };
    close(
      estimated(
        [
          { ...row, count: 3 },
          { ...other, count: 2 },
        ],
        options,
      ),
      estimated([row, row, row, other, other], options),
    );
  });

  test('the truth of simulated raters lies in the intervals', () => {
    const rows = simulated(
      { abilities: { a: 1, b: 0.5 }, raterSpread: 0, side: 0.4, tie: 0.5 },
      3,
      24,
      60,
    );
    const result = estimated(rows, { reference: 'd' });
    const truth: Record<string, number> = { a: 1, b: 0.5, c: 0, d: 0 };
    for (const { item, interval } of result.items) {
      expect(interval.low).toBeLessThanOrEqual(truth[item]!);
      expect(interval.high).toBeGreaterThanOrEqual(truth[item]!);
    }
    expect(result.side!.interval.low).toBeLessThan(0.4);
    expect(result.side!.interval.high).toBeGreaterThan(0.4);
    expect(result.logTie!.value).toBeCloseTo(Math.log(0.5), 0);
    expect(result.errors).toBe('raters and contents');
    expect(result.scope).toEqual({ kind: 'new pictures', contents: 24 });
  });

  test('resampled raters give intervals like the sandwich', () => {
    const rows = simulated({ abilities: { a: 1 } }, 5, 6);
    const result = estimated(rows, { reference: 'd', bootstrap: 199, seed: 2 });
    const a = result.items.find(({ item }) => item === 'a')!;
    const width = a.interval.high - a.interval.low;
    const other = a.bootstrapInterval!.high - a.bootstrapInterval!.low;
    expect(other / width).toBeGreaterThan(0.75);
    expect(other / width).toBeLessThan(1.35);
    expect(result.scope.kind).toBe('these pictures only');
  });
});

describe('refusals and warnings of preferenceModel', () => {
  const row = (left: string, right: string, outcome: Outcome, rater: string): PairComparison => ({
    left,
    right,
    outcome,
    rater,
  });

  test('a disconnected graph names the items', () => {
    const result = preferenceModel([row('a', 'b', 'left', '1'), row('c', 'd', 'left', '2')]);
    expect(result).toEqual({
      kind: 'refused',
      reason: 'disconnected',
      message:
        'No chain of comparisons connects {a, b} and {c, d}, so their abilities have no common scale. ' +
        'Compare items across these sets.',
      components: [
        ['a', 'b'],
        ['c', 'd'],
      ],
    });
  });

  test('all ties', () => {
    expect(preferenceModel([row('a', 'b', 'none', '1'), row('b', 'a', 'none', '2')])).toEqual({
      kind: 'refused',
      reason: 'all ties',
      message: 'All 2 comparisons are without preference, so nothing orders the items.',
    });
  });

  test('one rater', () => {
    expect(preferenceModel([row('a', 'b', 'left', 'Ada'), row('a', 'b', 'right', 'Ada')])).toEqual({
      kind: 'refused',
      reason: 'too few raters',
      message:
        "All comparisons are of one rater, 'Ada': they say what this person prefers, not what people " +
        'do. Ask more raters.',
    });
  });

  test('one content: for these pictures only', () => {
    const rows = simulated({}, 1, 24).map((comparison) => ({ ...comparison, content: 'one' }));
    expect(estimated(rows).scope).toEqual({
      kind: 'these pictures only',
      contents: 1,
      message:
        'For these pictures only: one content was shown, and errors for new pictures need 12 or more, ' +
        'better 24.',
    });
  });

  test('perfect separation: Firth and a warning', () => {
    const rows = Array.from({ length: 30 }, (_, place) => [
      row('a', 'b', 'left', `${place}`),
      row('b', 'a', 'right', `${place}`),
      row('b', 'c', place % 2 ? 'left' : 'right', `${place}`),
      row('c', 'b', place % 2 ? 'left' : 'right', `${place}`),
    ]).flat();
    const result = estimated(rows, { reference: 'b' });
    expect(result.method).toBe('Firth penalty');
    expect(result.items[0]!.value).toBeGreaterThan(2);
    expect(result.items[0]!.value).toBeLessThan(10);
    expect(result.warnings).toContain(
      'Some items always won or always lost: maximum likelihood has no finite answer, and a penalty ' +
        '(Firth 1993) keeps the abilities finite. Read their order, not their distances.',
    );
  });

  test('everyone chose the left side', () => {
    const rows = ['1', '2', '3'].flatMap((rater) => [
      row('a', 'b', 'left', rater),
      row('b', 'a', 'left', rater),
    ]);
    const result = estimated(rows);
    expect(result.method).toBe('Firth penalty');
    expect(Number.isFinite(result.side!.value)).toBe(true);
  });

  test('a side that cannot be told from the items is left out', () => {
    const rows = ['1', '2', '3'].flatMap((rater) => [
      row('a', 'b', 'left', rater),
      row('a', 'b', 'right', rater),
    ]);
    const result = estimated(rows);
    expect(result.side).toBeUndefined();
    expect(result.warnings[0]).toMatch(/^The side could not be told from the items/);
  });

  test('bad input', () => {
    expect(() => preferenceModel([])).toThrow(
      'preferenceModel: expected one comparison or more, got none.',
    );
    expect(() => preferenceModel([row('a', 'b', 'L' as Outcome, '1')])).toThrow(
      "preferenceModel: expected the outcome 'left', 'right' or 'none' in comparison 0, got \"L\". " +
        'Translate the codes of your file first.',
    );
    expect(() => preferenceModel([row('a', 'a', 'left', '1')])).toThrow(
      "preferenceModel: expected two different items in comparison 0, got 'a' twice. Leave out trials " +
        'that show one picture against itself.',
    );
    expect(() => preferenceModel([{ ...row('a', 'b', 'left', '1'), count: 0 }])).toThrow(
      'preferenceModel: expected a count above 0 in comparison 0, got 0.',
    );
    expect(() =>
      preferenceModel([row('a', 'b', 'left', '1'), { left: 'a', right: 'b', outcome: 'left' }]),
    ).toThrow(
      'preferenceModel: expected a rater in every comparison or in none, got none in comparison 1.',
    );
    expect(() => preferenceModel([row('a', 'b', 'left', '1')], { reference: 'z' })).toThrow(
      "preferenceModel: expected a reference among a, b, got 'z'.",
    );
    expect(() =>
      groupPreference([
        { ...row('a', 'b', 'left', '1'), group: 'n' },
        { ...row('a', 'b', 'left', '1'), group: 's' },
      ]),
    ).toThrow(
      'groupPreference: expected one background for rater \'1\', got ["n"] and ["s"] in comparison 1.',
    );
    expect(() =>
      thurstoneScale([
        [0.5, 1],
        [0, 0.5],
      ]),
    ).toThrow(
      'thurstoneScale: expected shares between 0 and 1, got 1 at [0][1]. Where an item always wins, use preferenceModel.',
    );
  });
});

describe('groupPreference', () => {
  const owners = { a: 'north', b: 'south' };

  test('finds the preference for one’s own', () => {
    const result = groupPreference(
      simulated({ owners, inGroup: 1.2, raterSpread: 0.5 }, 2, 24, 40),
      {
        owners,
      },
    );
    if (result.kind !== 'estimated' || result.inGroup.kind !== 'estimated')
      throw new Error('refused');
    const { value, interval, choiceShare, test: tested } = result.inGroup;
    expect(interval.low).toBeLessThan(1.2);
    expect(interval.high).toBeGreaterThan(1.1);
    expect(choiceShare).toBeCloseTo(1 / (1 + Math.exp(-value)), 12);
    expect(tested.pValue).toBeLessThan(0.001);
    expect(tested.permutationPValue).toBe(0.001);
    expect(result.validation.improvement.value).toBeGreaterThan(0);
    expect(result.personalisation.recommended).toBe(true);
  });

  test('can say that there is none', () => {
    const result = groupPreference(simulated({}, 7, 24, 40), { owners, permutations: 199 });
    if (result.kind !== 'estimated' || result.inGroup.kind !== 'estimated')
      throw new Error('refused');
    expect(result.inGroup.interval.low).toBeLessThan(0);
    expect(result.inGroup.interval.high).toBeGreaterThan(0);
    expect(result.personalisation.recommended).toBe(false);
  });

  test('recommends no defaults of groups where what they gain may be nothing', () => {
    const truth = { owners, inGroup: 0.3, raterSpread: 0.5 };
    const result = groupPreference(simulated(truth, 9, 24, 40), {
      owners,
      permutations: 19,
    });
    if (result.kind !== 'estimated' || result.inGroup.kind !== 'estimated')
      throw new Error('refused');
    const { improvement } = result.validation;
    expect(improvement.value).toBeGreaterThan(0);
    expect(improvement.interval.low).toBeLessThan(0);
    expect(result.inGroup.interval.low).toBeGreaterThan(0);
    expect(result.personalisation).toEqual({
      recommended: false,
      reason:
        'Groups predict raters left out better on average, but the interval of what they gain includes 0.',
    });
  });

  test('the names of the groups and items do not matter', () => {
    const rows = simulated({ owners, inGroup: 0.6 }, 9, 6);
    const renamed = rows.map((row) => ({ ...row, group: row.group === 'north' ? 'z' : 'a' }));
    const options = { permutations: 19 };
    const [one, other] = [
      groupPreference(rows, { ...options, owners }),
      groupPreference(renamed, { ...options, owners: { a: 'z', b: 'a' }, reference: 'c' }),
    ];
    if (one.kind !== 'estimated' || other.kind !== 'estimated') throw new Error('refused');
    if (one.inGroup.kind !== 'estimated' || other.inGroup.kind !== 'estimated')
      throw new Error('refused');
    expect(other.omnibus.statistic).toBeCloseTo(one.omnibus.statistic, 7);
    expect(other.textbook.statistic).toBeCloseTo(one.textbook.statistic, 7);
    expect(other.inGroup.value).toBeCloseTo(one.inGroup.value, 7);
    expect(other.inGroup.test.statistic).toBeCloseTo(one.inGroup.test.statistic, 7);
  });

  test('strata hold labels in place', () => {
    const rows = simulated({}, 1, 6);
    const strata = Object.fromEntries(rows.map(({ rater, group }) => [rater!, String(group)]));
    const result = groupPreference(rows, { strata });
    if (result.kind !== 'estimated') throw new Error(result.message);
    // Where language and group are one, no relabelling is left: p is 1.
    expect(result.omnibus.permutationPValue).toBe(1);
  });

  test('several groups a rater', () => {
    const rows = simulated({}, 1, 6).map((row) => ({
      ...row,
      group: Number(row.rater!.split('-')[1]) % 3 === 0 ? ['north', 'south'] : row.group,
    }));
    const result = groupPreference(rows, { owners, permutations: 19 });
    if (result.kind !== 'estimated') throw new Error(result.message);
    expect(result.inGroup.kind).toBe('estimated');
    expect(result.differences).toMatchObject({ kind: 'refused', reason: 'overlapping groups' });
  });

  test('refusals', () => {
    const rows = simulated({}, 1, 6, 6);
    const reason = (result: ReturnType<typeof groupPreference>) =>
      result.kind === 'refused' ? `${result.reason}: ${result.message}` : result.kind;
    expect(reason(groupPreference([{ left: 'a', right: 'b', outcome: 'left' }]))).toBe(
      'no raters: The comparisons name no raters, and groups are groups of raters.',
    );
    expect(reason(groupPreference(rows.map((row) => ({ ...row, group: 'all' }))))).toBe(
      "one group: Groups are compared with each other, but all raters belong to 'all'.",
    );
    expect(reason(groupPreference(rows, { groups: ['north', 'west'] }))).toBe(
      "empty group: No rater belongs to 'west'.",
    );
    expect(reason(groupPreference(simulated({}, 1, 6, 4)))).toBe(
      "small group: 'north' has 4 of 8 raters; a group needs 5, for privacy as for statistics, and raters " +
        'outside of it.',
    );
    const apart = rows.filter(
      ({ group, left, right }) => group === 'south' || ![left, right].includes('d'),
    );
    expect(reason(groupPreference(apart))).toBe(
      "disconnected: No chain of comparisons by raters of 'north' connects {a, c, b} and {d}, so their " +
        'abilities have no common scale. Compare items across these sets.',
    );
    const without = groupPreference(rows, { permutations: 19 });
    if (without.kind !== 'estimated') throw new Error('refused');
    expect(without.inGroup).toMatchObject({ reason: 'not identifiable' });
    const nobody = groupPreference(rows, { owners: { a: 'west' }, permutations: 19 });
    if (nobody.kind !== 'estimated') throw new Error('refused');
    expect(nobody.inGroup).toMatchObject({ reason: 'not identifiable' });
  });

  test('fits cells of equal comparisons: more rows, no more cells', () => {
    const rows = cemsComparisons();
    const again = rows.map((row) => ({ ...row, rater: `${row.rater} again` }));
    const cellsOf = (all: readonly PairComparison[]) => {
      const coded = codeComparisons('test', all);
      const base = baseColumns(coded.items, 0, { side: false, ties: false });
      return gatherCells(coded, base, { law: bradleyTerry }).left.length;
    };
    expect(cellsOf(rows)).toBe(15); // 6 schools, each pair one way round
    expect(cellsOf([...rows, ...again])).toBe(15);
  });
});

test.each([
  [24, 0],
  [24, 3],
])(
  'a preference for one’s own of %i raters with %i other answers has no interval',
  (raters, other) => {
    const comparisons = Array.from({ length: raters * 4 }, (_, k): PairComparison => {
      const rater = k % raters;
      const flipped = (k + Math.floor(k / raters)) % 2 === 0;
      const own = (rater % 2 === 0) === k >= other;
      return {
        rater: `${rater}`,
        group: rater % 2 === 0 ? 'a' : 'b',
        content: `${Math.floor(k / raters)}`,
        left: flipped ? 's' : 't',
        right: flipped ? 't' : 's',
        outcome: own === flipped ? 'left' : 'right',
      };
    });
    const found = groupPreference(comparisons, { owners: { s: 'a', t: 'b' }, permutations: 19 });
    expect(found).toMatchObject({
      kind: 'estimated',
      inGroup: {
        kind: 'refused',
        reason: 'separated',
        message: expect.stringContaining(`${96 - other} times`),
      },
    });
  },
);

test('names such as constructor belong to nobody unless owners say so', () => {
  const comparisons = Array.from(
    { length: 120 },
    (_, k): PairComparison => ({
      rater: `${k % 20}`,
      group: k % 2 === 0 ? 'constructor' : '__proto__',
      left: k % 4 < 2 ? 'constructor' : 'toString',
      right: k % 4 < 2 ? 'toString' : 'constructor',
      outcome: k % 3 === 0 ? 'left' : 'right',
    }),
  );
  const strata = { '0': 'one' };
  const found = groupPreference(comparisons, { owners: {}, strata, permutations: 19 });
  expect(found).toMatchObject({ inGroup: { kind: 'refused', reason: 'not identifiable' } });
  const owned = groupPreference(comparisons, {
    owners: { constructor: 'constructor', toString: '__proto__' },
    permutations: 19,
  });
  expect(owned).toMatchObject({ inGroup: { kind: 'estimated' } });
});
