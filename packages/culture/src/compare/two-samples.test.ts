import { randomSource } from '@ikat/random';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import oracles from '../../golden/culture-oracles.json';
import { energyDistance } from './energy-distance.js';
import { frechetDistance, frechetOfMoments } from './frechet-distance.js';
import { hodgesLehmann } from './hodges-lehmann.js';
import { cubicKernel, gaussianKernel, kernelDistance, medianBandwidth } from './kernel-distance.js';

const column = (values: readonly number[]) => values.map((value) => [value]);
const x = column(oracles.energy.X);
const y = column(oracles.energy.Y);
const sample = fc.array(
  fc.array(fc.double({ min: -50, max: 50, noNaN: true }), { minLength: 2, maxLength: 2 }),
  {
    minLength: 2,
    maxLength: 12,
  },
);
const normals = (seed: number, count: number, shift = 0, width = 1) => {
  const source = randomSource(seed);
  return Array.from({ length: count }, () =>
    Array.from({ length: width }, () => source.normal() + shift),
  );
};

describe('energyDistance', () => {
  test('is the published value', () => {
    expect(energyDistance(x, y)).toBeCloseTo(oracles.energy['2Exy-Exx-Eyy'], 12);
  });

  // Standard error 0.02 at 1500 items.
  test('comes near the distance of N(0, 1) and N(1, 1)', () => {
    const found = energyDistance(normals(1, 1500), normals(2, 1500, 1), { unbiased: true });
    expect(Math.abs(found - oracles.energy['population_N(0,1)_N(1,1)'])).toBeLessThan(0.06);
  });

  test('is symmetric, not negative, 0 to itself, and grows with the scale', () => {
    fc.assert(
      fc.property(sample, sample, fc.double({ min: 0.1, max: 10, noNaN: true }), (a, b, scale) => {
        const distance = energyDistance(a, b);
        expect(energyDistance(b, a)).toBeCloseTo(distance, 9);
        expect(distance).toBeGreaterThan(-1e-9);
        expect(energyDistance(a, [...a].reverse())).toBeCloseTo(0, 9);
        const scaled = (rows: number[][]) =>
          rows.map((row) => row.map((value) => value * scale + 3));
        expect(energyDistance(scaled(a), scaled(b))).toBeCloseTo(distance * scale, 6);
      }),
      { seed: 1, numRuns: 50 },
    );
  });

  test('says what it cannot take', () => {
    expect(() => energyDistance([], y)).toThrow(
      new RangeError('energyDistance: expected 1 items or more in the first sample, got 0.'),
    );
    expect(() => energyDistance(x, [[1, 2]])).toThrow(
      new RangeError(
        'energyDistance: expected rows of one length, got 2 in row 0 of the second sample and 1 before.',
      ),
    );
    expect(() => energyDistance(x, [[Number.NaN]])).toThrow(
      new RangeError(
        'energyDistance: expected finite numbers, got another in row 0 of the second sample.',
      ),
    );
  });
});

describe('kernelDistance', () => {
  const kernel = gaussianKernel(1);
  test('is the published value', () => {
    const { mmd } = oracles;
    expect(kernelDistance(x, y, { kernel })).toBeCloseTo(mmd.rbf_s1_unbiased, 12);
    expect(kernelDistance(x, y, { kernel, biased: true })).toBeCloseTo(mmd.rbf_s1_biased, 12);
    expect(kernelDistance(x, y, { kernel: cubicKernel })).toBeCloseTo(mmd.kid_cubic_unbiased_d1, 8);
  });

  // Standard errors 0.01 to 0.02 at 1500 items.
  test('comes near the closed forms of normal distributions', () => {
    const { mmd } = oracles;
    const zero = normals(3, 1500);
    const near = (found: number, expected: number) =>
      expect(Math.abs(found - expected)).toBeLessThan(0.03);
    near(kernelDistance(zero, normals(4, 1500, 1), { kernel }), mmd['N(0,1)_vs_N(1,1)_rbf_s1']);
    const wide = normals(5, 1500).map((row) => [2 * row[0]!]);
    near(kernelDistance(zero, wide, { kernel }), mmd['N(0,1)_vs_N(0,4)_rbf_s1']);
    near(
      kernelDistance(normals(6, 1000, 0, 3), normals(7, 1000, 1, 3), { kernel: gaussianKernel(2) }),
      mmd['3d_N(0,I)_vs_N(1,I)_rbf_s2'],
    );
  });

  test('takes the median distance for a bandwidth and refuses none', () => {
    expect(medianBandwidth([[0]], [[1], [3]])).toBe(2);
    expect(() => gaussianKernel(0)).toThrow(
      new RangeError('gaussianKernel: expected a bandwidth above 0, got 0.'),
    );
  });

  test('is symmetric', () => {
    fc.assert(
      fc.property(sample, sample, (a, b) => {
        expect(kernelDistance(a, b, { kernel })).toBeCloseTo(kernelDistance(b, a, { kernel }), 10);
      }),
      { seed: 2, numRuns: 30 },
    );
  });
});

describe('frechetDistance', () => {
  const { m1, C1, m2, C2, value, diag_case } = oracles.frechet;
  test('of moments is the closed form', () => {
    const found = frechetOfMoments({ mean: m1, covariance: C1 }, { mean: m2, covariance: C2 });
    expect(found).toBeCloseTo(value, 10);
    const diagonal = (k: 0 | 1) => ({
      mean: diag_case.m[k]!,
      covariance: diag_case.var[k]!.map((v, i) => [0, 1, 2].map((j) => (i === j ? v : 0))),
    });
    expect(frechetOfMoments(diagonal(0), diagonal(1))).toBeCloseTo(diag_case.value, 10);
  });

  test('is refused for few items', () => {
    const few = frechetDistance(normals(1, 59, 0, 6), normals(2, 80, 0, 6));
    expect(few).toEqual({
      kind: 'refused',
      reason: 'too few',
      message:
        'A Fréchet distance of 6 numbers needs 60 items in each sample, and one has 59. Use the energy distance, or fewer descriptors.',
    });
  });

  test('stands beside the distance of halves', () => {
    const same = frechetDistance(normals(1, 200, 0, 2), normals(2, 200, 0, 2));
    const apart = frechetDistance(normals(1, 200, 0, 2), normals(2, 200, 1, 2));
    if (same.kind === 'refused' || apart.kind === 'refused') throw new Error('refused');
    expect(same.value).toBeLessThan(3 * same.baseline + 0.05);
    expect(apart.value).toBeGreaterThan(20 * apart.baseline);
    expect(apart.baselineItems).toBe(100);
  });
});

describe('hodgesLehmann', () => {
  test('is the median of all differences', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: -20, max: 20 }), { minLength: 1, maxLength: 9 }),
        fc.array(fc.integer({ min: -20, max: 20 }), { minLength: 1, maxLength: 9 }),
        (a, b) => {
          const all = a.flatMap((first) => b.map((second) => second - first)).sort((p, q) => p - q);
          const middle =
            (all[Math.ceil(all.length / 2) - 1]! + all[Math.floor(all.length / 2)]!) / 2;
          expect(hodgesLehmann(a, b)).toBeCloseTo(middle, 6);
        },
      ),
      { seed: 3, numRuns: 200 },
    );
  });

  test('refuses nothing to compare', () => {
    expect(() => hodgesLehmann([], [1])).toThrow(
      new RangeError('hodgesLehmann: expected one number or more in each sample, got 0 and 1.'),
    );
  });
});
