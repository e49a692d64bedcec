import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { betaLowerTail } from './beta.js';
import { chiSquareQuantile, chiSquareUpperTail, noncentralityForPower } from './chi-square.js';
import { logGamma } from './gamma.js';
import { benjaminiHochberg, holm } from './multiplicity.js';
import { normalQuantile, normalUpperTail } from './normal.js';
import { exactHalfTest, exactInterval, wilsonInterval } from './proportion-interval.js';
import { studentReach, studentTwoSided } from './student.js';

const oracles = JSON.parse(
  readFileSync(new URL('../../golden/culture-oracles.json', import.meta.url), 'utf8'),
);

describe('distributions (R)', () => {
  test('log gamma has its factorials', () => {
    expect(logGamma(11)).toBeCloseTo(Math.log(3_628_800), 12);
    expect(logGamma(0.5)).toBeCloseTo(Math.log(Math.sqrt(Math.PI)), 13);
  });

  test.each<[number, number, number]>(oracles.distributions.chi2_sf)(
    'the upper tail of chi-square at %f on %i is %f',
    (x, degreesOfFreedom, expected) => {
      expect(chiSquareUpperTail(x, degreesOfFreedom) / expected).toBeCloseTo(1, 8);
    },
  );

  test('quantiles', () => {
    expect(chiSquareQuantile(0.95, 5)).toBeCloseTo(11.07049769, 7);
    expect(chiSquareQuantile(0.99, 5)).toBeCloseTo(15.08627247, 7);
    expect(normalQuantile(0.6)).toBeCloseTo(0.2533471031, 9);
    expect(normalQuantile(0.75)).toBeCloseTo(0.6744897502, 9);
    expect(normalQuantile(0.975)).toBeCloseTo(1.9599639845, 9);
    expect(normalQuantile(0.025)).toBeCloseTo(-1.9599639845, 9);
    expect(() => normalQuantile(1)).toThrow(
      'normalQuantile: expected a probability between 0 and 1, got 1.',
    );
  });

  test('the normal tail is exact where 1 - cdf is not', () => {
    expect(normalUpperTail(8) / 6.220960574271785e-16).toBeCloseTo(1, 10);
  });

  test('Student’s t', () => {
    // Tables: 12.7062 on 1, 2.2010 on 11, 1.9600 on many.
    expect(studentReach(0.95, 1)).toBeCloseTo(12.7062047, 6);
    expect(studentReach(0.95, 11)).toBeCloseTo(2.2009852, 6);
    expect(studentReach(0.95, 1e7)).toBeCloseTo(1.959964, 5);
    expect(studentTwoSided(1, 1)).toBeCloseTo(0.5, 12);
  });

  test('the beta distribution of integers is a binomial sum', () => {
    expect(betaLowerTail(0.5, 2, 3)).toBeCloseTo(11 / 16, 13);
  });

  test('O9: noncentralities for power 0.8 and 0.9', () => {
    for (const [power, key] of [
      [0.8, 'ncp_80_alpha05_df1..8'],
      [0.9, 'ncp_90'],
    ] as const) {
      oracles.power[key].forEach((expected: number, index: number) => {
        expect(noncentralityForPower(power, index + 1, 0.05)).toBeCloseTo(expected, 4);
      });
    }
  });
});

describe('shares (O9)', () => {
  test('60 of 100', () => {
    const wilson = wilsonInterval(0.6, 100);
    const exact = exactInterval(60, 100);
    expect(wilson.low).toBeCloseTo(0.5020025868, 9);
    expect(wilson.high).toBeCloseTo(0.6905987136, 9);
    expect(exact.low).toBeCloseTo(0.4972091504, 9);
    expect(exact.high).toBeCloseTo(0.6967052313, 9);
    expect(exactHalfTest(60, 100)).toBeCloseTo(0.05688793, 8);
  });

  test('none and all', () => {
    expect(exactInterval(0, 10).low).toBe(0);
    expect(exactInterval(10, 10).high).toBe(1);
    expect(exactHalfTest(5, 10)).toBe(1);
    expect(wilsonInterval(0, 10).low).toBeCloseTo(0, 15);
  });
});

describe('multiplicity (O8)', () => {
  const { p, BH, holm: holmExpected } = oracles.multiplicity_BH1995;

  test('the example of Benjamini and Hochberg', () => {
    benjaminiHochberg(p).forEach((value, index) => {
      expect(value).toBeCloseTo(BH[index], 10);
    });
    holm(p).forEach((value, index) => {
      expect(value).toBeCloseTo(holmExpected[index], 10);
    });
  });

  test('keeps the order it was given', () => {
    expect(holm([0.04, 0.01])).toEqual([0.04, 0.02]);
    expect(benjaminiHochberg([0.04, 0.01])).toEqual([0.04, 0.02]);
    expect(holm([])).toEqual([]);
  });
});
