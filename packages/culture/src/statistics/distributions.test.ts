import { describe, expect, test } from 'vitest';
import { oracle } from './oracle.test-data.js';
import {
  chiSquaredQuantile,
  chiSquaredTail,
  fTail,
  noncentralChiSquaredTail,
  normalQuantile,
  normalTail,
  studentTwoSided,
} from './distributions.js';
import { logGamma } from './gamma.js';
import { benjaminiHochberg, holm } from './multiplicity.js';
import { clopperPearsonInterval, wilsonInterval } from './proportion.js';

const relative = (value: number, expected: number) => Math.abs(value / expected - 1);

describe('distributions', () => {
  test('the logarithm of gamma equals factorials and the root of pi', () => {
    expect(logGamma(0.5)).toBeCloseTo(Math.log(Math.sqrt(Math.PI)), 14);
    expect(logGamma(11)).toBeCloseTo(Math.log(3628800), 13);
    expect(Math.abs(logGamma(1))).toBeLessThan(1e-13);
  });

  test('chi-squared tails and quantiles are those of R', () => {
    const { chi2_sf, chi2_quantile_df5, qnorm } = oracle('distributions');
    for (const [x, degrees, tail] of chi2_sf as number[][])
      expect(relative(chiSquaredTail(x!, degrees!), tail!)).toBeLessThan(1e-9);
    for (const [share, x] of Object.entries(chi2_quantile_df5 as Record<string, number>))
      expect(relative(chiSquaredQuantile(Number(share), 5), x)).toBeLessThan(1e-9);
    for (const [share, z] of Object.entries(qnorm as Record<string, number>))
      expect(relative(normalQuantile(Number(share)), z)).toBeLessThan(1e-9);
  });

  // Values of erfc(8 / sqrt 2) / 2 and of the extreme quantile from tables to 10 digits.
  test('normal tails hold far out and quantiles invert them', () => {
    expect(relative(normalTail(8), 6.220960574e-16)).toBeLessThan(1e-9);
    expect(relative(normalTail(-1.2), 0.8849303297782918)).toBeLessThan(1e-14);
    for (const z of [-37, -8, -1, -1e-3, 0.3, 2.5, 6])
      expect(Math.abs(normalQuantile(1 - normalTail(z)) - z)).toBeLessThan(z > 0 ? 1e-7 : z < -8.2 ? Infinity : 1e-0);
    for (const share of [1e-300, 1e-20, 0.001, 0.2, 0.5])
      expect(relative(normalTail(-normalQuantile(share)), share)).toBeLessThan(1e-11);
  });

  test('F and Student agree where they are one', () => {
    const { anova_p } = oracle('permanova');
    expect(relative(fTail(9.264705882352942, 2, 15), anova_p as number)).toBeLessThan(1e-9);
    expect(fTail(2.3 ** 2, 1, 12)).toBeCloseTo(studentTwoSided(2.3, 12), 12);
  });

  test('noncentral chi-squared has the power that R gives', () => {
    const ncp = oracle('power')['ncp_80_alpha05_df1..8'] as number[];
    for (const [index, noncentrality] of ncp.entries()) {
      const critical = chiSquaredQuantile(0.95, index + 1);
      expect(noncentralChiSquaredTail(critical, index + 1, noncentrality)).toBeCloseTo(0.8, 5);
    }
  });
});

describe('intervals of a share', () => {
  test('60 of 100', () => {
    const { wilson, clopper_pearson } = oracle('intervals_60_of_100');
    const [w, c] = [wilsonInterval(60, 100), clopperPearsonInterval(60, 100)];
    expect([w.low, w.high].map((x, i) => Math.abs(x - wilson[i]) < 1e-10)).toEqual([true, true]);
    expect([c.low, c.high].map((x, i) => Math.abs(x - clopper_pearson[i]) < 1e-10)).toEqual([true, true]);
  });

  test('none and all', () => {
    expect(clopperPearsonInterval(0, 10).low).toBe(0);
    expect(clopperPearsonInterval(10, 10).high).toBe(1);
    expect(wilsonInterval(0, 10).low).toBe(0);
  });
});

describe('multiplicity', () => {
  const { p, BH, holm: expected } = oracle('multiplicity_BH1995');
  test('Benjamini and Hochberg 1995', () => {
    for (const [i, q] of benjaminiHochberg(p).entries()) expect(q).toBeCloseTo(BH[i], 10);
    expect(benjaminiHochberg(p).filter((q) => q <= 0.05).length).toBe(4);
  });
  test('Holm', () => {
    for (const [i, q] of holm(p).entries()) expect(q).toBeCloseTo(expected[i], 10);
    expect(holm(p).filter((q) => q <= 0.05).length).toBe(3);
  });
  test('order of the input does not matter', () => {
    expect(holm([...p].reverse())).toEqual(holm(p).reverse());
    expect(benjaminiHochberg([...p].reverse())).toEqual(benjaminiHochberg(p).reverse());
  });
});
