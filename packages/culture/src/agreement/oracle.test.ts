import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { fitProportionalOdds } from '../statistics/proportional-odds.js';
import { intraclassCorrelation } from './intraclass-correlation.js';
import { krippendorffAlpha } from './krippendorff-alpha.js';
import { intervalScale, nominalScale, ordinalScale, ratioScale } from './rating-scale.js';

const oracles = JSON.parse(
  readFileSync(new URL('../../golden/culture-oracles.json', import.meta.url), 'utf8'),
);
const scales = [nominalScale, ordinalScale, intervalScale, ratioScale];

function fraction(text: string): number {
  const [over, under] = text.split('/').map(Number) as [number, number];
  return over / under;
}

describe('O6: Krippendorff', () => {
  test.each(scales)('$name, exact fractions', (scale) => {
    for (const { raters, alpha_exact } of [oracles.krippendorff, oracles.krippendorff.wiki]) {
      const result = krippendorffAlpha(raters, { scale, bootstrap: 0 });
      if (result.kind !== 'estimated') throw new Error(result.message);
      expect(result.value).toBeCloseTo(fraction(alpha_exact[scale.name]), 13);
    }
  });
});

describe('O7: Shrout and Fleiss', () => {
  test('six coefficients', () => {
    const { data, ICC1, ICC2, ICC3, ICC1k, ICC2k, ICC3k } = oracles.icc_shrout_fleiss;
    const found = intraclassCorrelation(data);
    if (found.kind === 'refused') throw new Error(found.message);
    const { oneWay, agreement, consistency } = found;
    expect(oneWay.single).toBeCloseTo(ICC1, 9);
    expect(agreement.single).toBeCloseTo(ICC2, 9);
    expect(consistency.single).toBeCloseTo(ICC3, 9);
    expect(oneWay.average).toBeCloseTo(ICC1k, 9);
    expect(agreement.average).toBeCloseTo(ICC2k, 9);
    expect(consistency.average).toBeCloseTo(ICC3k, 9);
  });
});

describe('O19: housing (Madsen 1976)', () => {
  const { rows, coef, thresholds, deviance, ...ratios } = oracles.proportional_odds_housing;
  type Row = [string, string, string, number, number, number];
  const fitted = (columns: (row: Row) => number[]) => {
    const flat = (rows as Row[]).flatMap((row) =>
      row
        .slice(3)
        .map((count, category) => ({ x: Float64Array.from(columns(row)), category, count })),
    );
    return fitProportionalOdds({
      category: flat.map(({ category }) => category),
      categories: 3,
      rows: flat.map(({ x }) => x),
      weights: flat.map(({ count }) => Number(count)),
    });
  };
  const is = (value: string, names: string[]) => names.map((name) => Number(value === name));
  const trait = ([influence, type]: Row) => [
    ...is(influence, ['Medium', 'High']),
    ...is(type, ['Apartment', 'Atrium', 'Terrace']),
  ];
  const contact = ([, , contact]: Row) => Number(contact === 'High');
  const [first, second, third] = [
    fitted(trait),
    fitted((row) => [...trait(row), contact(row)]),
    fitted((row) => [...trait(row), contact(row), ...trait(row).map((x) => x * contact(row))]),
  ];

  test('slopes, thresholds, deviance', () => {
    Object.values(coef).forEach((value, place) => {
      expect(second.slopes[place]).toBeCloseTo(value as number, 5);
    });
    thresholds.forEach((value: number, place: number) => {
      expect(second.thresholds[place]).toBeCloseTo(value, 5);
    });
    expect(-2 * second.logLikelihood).toBeCloseTo(deviance, 4);
  });

  test('the ladder', () => {
    const ratio = (small: typeof first, large: typeof first) =>
      2 * (large.logLikelihood - small.logLikelihood);
    expect(ratio(first, second)).toBeCloseTo(ratios.LRT_uniform_Cont_df1, 6);
    expect(ratio(second, third)).toBeCloseTo(ratios['LRT_nonuniform_(Infl+Type)xCont_df5'], 6);
  });
});
