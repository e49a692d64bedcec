import { randomSource } from '@ikat/random';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { groupAgreement } from './group-agreement.js';
import { intraclassCorrelation } from './intraclass-correlation.js';
import { differentialItemFunctioning, type ScaleRating } from './item-functioning.js';
import { krippendorffAlpha } from './krippendorff-alpha.js';
import { intervalScale, nominalScale, ordinalScale, ratioScale } from './rating-scale.js';
import type { Ratings } from './rating-table.js';
import { responseStyles, standardiseWithinRaters } from './response-styles.js';

const scales = [nominalScale, ordinalScale, intervalScale, ratioScale];
const ratingsArbitrary = fc.integer({ min: 2, max: 5 }).chain((raters) =>
  fc.array(
    fc.array(fc.option(fc.integer({ min: 1, max: 5 }), { nil: null }), {
      minLength: 8,
      maxLength: 8,
    }),
    { minLength: raters, maxLength: raters },
  ),
);

function value(ratings: Ratings, scale = intervalScale): number | string {
  const result = krippendorffAlpha(ratings, { scale, bootstrap: 0 });
  return result.kind === 'estimated' ? result.value : result.reason;
}

function expectSame(one: number | string, other: number | string): void {
  if (typeof one === 'number' && typeof other === 'number') expect(other).toBeCloseTo(one, 9);
  else expect(other).toBe(one);
}

describe('laws of alpha', () => {
  test.each(scales)('$name: raters and units may come in any order', (scale) => {
    fc.assert(
      fc.property(ratingsArbitrary, (ratings) => {
        const turned = [...ratings].reverse().map((row) => [...row].reverse());
        expectSame(value(ratings, scale), value(turned, scale));
      }),
      { numRuns: 40, seed: 1 },
    );
  });

  test('each scale is blind to what it should be', () => {
    fc.assert(
      fc.property(ratingsArbitrary, (ratings) => {
        const mapped = (map: (rating: number) => number) =>
          ratings.map((row) => row.map((rating) => (rating === null ? null : map(rating))));
        expectSame(
          value(ratings, nominalScale),
          value(
            mapped((x) => (x * 7) % 11),
            nominalScale,
          ),
        );
        expectSame(
          value(ratings, ordinalScale),
          value(
            mapped((x) => x ** 3),
            ordinalScale,
          ),
        );
        expectSame(
          value(ratings, intervalScale),
          value(
            mapped((x) => 3 - 2 * x),
            intervalScale,
          ),
        );
        expectSame(
          value(ratings, ratioScale),
          value(
            mapped((x) => 4 * x),
            ratioScale,
          ),
        );
      }),
      { numRuns: 40, seed: 2 },
    );
  });

  test('the interval holds the value, and copies of a rater do not make it certain', () => {
    const source = randomSource(1);
    const ratings = Array.from({ length: 8 }, () =>
      Array.from({ length: 30 }, (_, unit) => (unit % 5) + Math.round(source.normal())),
    );
    const result = krippendorffAlpha(ratings, { bootstrap: 199 });
    if (result.kind !== 'estimated') throw new Error(result.message);
    expect(result.interval!.low).toBeLessThan(result.value);
    expect(result.interval!.high).toBeGreaterThan(result.value);
    expect(result.interval!.high).toBeLessThan(1);
  });

  test('refusals and bad input', () => {
    expect(
      krippendorffAlpha([
        [1, 1],
        [1, 1],
      ]),
    ).toEqual({
      kind: 'refused',
      reason: 'no variation',
      message:
        'All ratings are one value: agreement by lot would be perfect too, so alpha is not defined.',
    });
    expect(
      krippendorffAlpha([
        [1, null],
        [null, 2],
      ]),
    ).toMatchObject({ reason: 'nothing rated twice' });
    expect(() => krippendorffAlpha([[1, 2]])).toThrow(
      'krippendorffAlpha: expected ratings of two raters or more, got 1 rows of 2 units.',
    );
    expect(() => krippendorffAlpha([[1, 2], [1]])).toThrow(
      'krippendorffAlpha: expected 2 units in each row, got 1 in row 1. Put null where a rater did not rate.',
    );
    expect(() =>
      krippendorffAlpha([
        [1, 2],
        [1, Number.NaN],
      ]),
    ).toThrow('krippendorffAlpha: expected a finite number or null, got NaN in row 1, unit 1.');
  });
});

describe('groupAgreement', () => {
  const raters = (shift: (group: string, unit: number) => number, seed: number) => {
    const source = randomSource(seed);
    const groups = Array.from({ length: 16 }, (_, rater) => (rater % 2 ? 'north' : 'south'));
    const ratings = groups.map((group) =>
      Array.from({ length: 20 }, (_, unit) => shift(group, unit) + Math.round(source.normal())),
    );
    return { groups, ratings };
  };

  test('finds groups that answer by rules of their own', () => {
    const { groups, ratings } = raters(
      (group, unit) => (group === 'north' ? unit % 5 : 4 - (unit % 5)),
      1,
    );
    const { gap, pooled } = groupAgreement(ratings, groups, { bootstrap: 99, permutations: 99 });
    if (gap.kind !== 'estimated' || pooled.kind !== 'estimated') throw new Error('refused');
    expect(gap.interval.low).toBeGreaterThan(0.3);
    expect(gap.permutationPValue).toBe(0.01);
    expect(pooled.value).toBeLessThan(gap.within);
  });

  test('can say that there is no gap', () => {
    const { groups, ratings } = raters((_, unit) => unit % 5, 2);
    const { gap, groups: each } = groupAgreement(ratings, groups, {
      bootstrap: 99,
      permutations: 99,
    });
    if (gap.kind !== 'estimated') throw new Error('refused');
    expect(Math.abs(gap.value)).toBeLessThan(0.1);
    expect(gap.permutationPValue).toBeGreaterThan(0.05);
    expect(each.map(({ group, raters: count }) => [group, count])).toEqual([
      ['north', 8],
      ['south', 8],
    ]);
  });

  test('refusals and bad input', () => {
    expect(
      groupAgreement(
        [
          [1, 2],
          [2, 1],
        ],
        ['a', 'b'],
      ).gap,
    ).toMatchObject({
      kind: 'refused',
      reason: 'too few raters',
      message: "'a' has one rater, who cannot agree within the group.",
    });
    expect(() =>
      groupAgreement(
        [
          [1, 2],
          [2, 1],
        ],
        ['a'],
      ),
    ).toThrow('groupAgreement: expected a group for each of 2 raters, got 1.');
    expect(() =>
      groupAgreement(
        [
          [1, 2],
          [2, 1],
        ],
        ['a', 'a'],
      ),
    ).toThrow('groupAgreement: expected two groups or more, got 1.');
  });
});

describe('differentialItemFunctioning', () => {
  const simulated = (effect: { uniform: number; slope: number }, seed: number): ScaleRating[] => {
    const source = randomSource(seed);
    return Array.from({ length: 60 }, (_, rater) => rater).flatMap((rater) => {
      const group = rater % 2 ? 'north' : 'south';
      const member = Number(group === 'south');
      const habit = 0.5 * source.normal();
      return Array.from({ length: 12 }, (_, unit) => {
        const trait = (unit - 5.5) / 3;
        const latent = habit + effect.uniform * member + (1 + effect.slope * member) * trait;
        const uniform = source.uniform();
        const noise = Math.log(uniform / (1 - uniform));
        const score =
          1 + [-2, -0.5, 0.5, 2].filter((threshold) => latent + noise > threshold).length;
        return { rater: `${rater}`, group, score, trait };
      });
    });
  };

  test('finds a shift and a slope, and neither where there is none', () => {
    const none = differentialItemFunctioning(simulated({ uniform: 0, slope: 0 }, 1));
    const shift = differentialItemFunctioning(simulated({ uniform: 1, slope: 0 }, 2));
    const slope = differentialItemFunctioning(simulated({ uniform: 0, slope: 1.5 }, 3));
    if (none.kind !== 'estimated' || shift.kind !== 'estimated' || slope.kind !== 'estimated') {
      throw new Error('refused');
    }
    expect(none.uniform.test.pValue).toBeGreaterThan(0.05);
    expect(none.nonUniform.test.pValue).toBeGreaterThan(0.05);
    expect(none.uniform.explained).toBeLessThan(0.035);
    expect(shift.uniform.test.pValue).toBeLessThan(0.001);
    expect(shift.uniform.effects[0]!.interval.low).toBeLessThan(1);
    expect(shift.uniform.effects[0]!.interval.high).toBeGreaterThan(1);
    expect(slope.nonUniform.test.pValue).toBeLessThan(0.001);
    expect(shift.baseline).toBe('north');
  });

  test('refusals and bad input', () => {
    const ratings = simulated({ uniform: 0, slope: 0 }, 1);
    const reason = (result: ReturnType<typeof differentialItemFunctioning>) =>
      result.kind === 'refused' ? `${result.reason}: ${result.message}` : result.kind;
    expect(
      reason(differentialItemFunctioning(ratings.filter(({ group }) => group === 'north'))),
    ).toBe('one group: All ratings are of one group.');
    expect(reason(differentialItemFunctioning(ratings.slice(0, 48)))).toBe(
      "too few raters: 'north' has 2 raters; a group needs 5.",
    );
    expect(reason(differentialItemFunctioning(ratings.map((row) => ({ ...row, score: 3 }))))).toBe(
      'no variation: All answers, or all traits, are one value.',
    );
    expect(() => differentialItemFunctioning([{ ...ratings[0]!, trait: Number.NaN }])).toThrow(
      /^differentialItemFunctioning: expected finite numbers, got score \d and trait NaN in rating 0\.$/,
    );
  });
});

describe('response styles', () => {
  const ratings = ['a', 'b'].flatMap((rater) =>
    [1, 3, 5, 5].map((score) => ({ rater, group: 'north', score: rater === 'a' ? score : 3 })),
  );

  test('ends and middle, by rater', () => {
    const [north] = responseStyles(ratings, { lowest: 1, highest: 5 });
    expect(north!.extremes.value).toBeCloseTo(0.375, 12);
    expect(north!.middle.value).toBeCloseTo(0.625, 12);
    expect(north!.mean.value).toBeCloseTo(3.25, 12);
    expect(() => responseStyles(ratings, { lowest: 1, highest: 4 })).toThrow(
      "responseStyles: expected scores from 1 to 4, got 5 of rater 'a'.",
    );
  });

  test('within raters the mean is 0 and the standard deviation 1', () => {
    const scores = standardiseWithinRaters(ratings).slice(0, 4);
    expect(scores.reduce((sum, score) => sum + score, 0)).toBeCloseTo(0, 12);
    expect(scores.reduce((sum, score) => sum + score * score, 0)).toBeCloseTo(3, 12);
    expect(standardiseWithinRaters(ratings).slice(4)).toEqual([0, 0, 0, 0]);
  });
});

test('intraclassCorrelation refuses targets that do not differ', () => {
  const refused = { kind: 'refused', reason: 'no variation' };
  expect(intraclassCorrelation(Array(4).fill([0.1, 0.1, 0.1]))).toMatchObject(refused);
  // The raters differ, the targets do not.
  expect(intraclassCorrelation(Array(4).fill([1, 2, 3]))).toMatchObject(refused);
});

test('intraclassCorrelation wants a full table', () => {
  expect(() => intraclassCorrelation([[1, 2], [1]])).toThrow(
    'intraclassCorrelation: expected a full table of two targets and two raters or more, got 2 rows of 2. ' +
      'For ratings that are missing use krippendorffAlpha.',
  );
});
