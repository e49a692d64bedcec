import { describe, expect, test } from 'vitest';
import { childSeed, randomSource } from './index.js';

describe('childSeed', () => {
  test('is a function of the seed and the name', () => {
    expect(childSeed(1, 'stem')).toBe(childSeed(1, 'stem'));
    expect(childSeed(1, 'stem')).not.toBe(childSeed(2, 'stem'));
    expect(childSeed(1, 'stem')).not.toBe(childSeed(1, 'tail'));
  });

  test('gives ten thousand neighbours hardly any collision', () => {
    const seeds = new Set<number>();
    for (let index = 0; index < 10_000; index++) seeds.add(childSeed(index % 100, `step ${index}`));
    expect(seeds.size).toBeGreaterThan(9_998);
  });
});

describe('randomSource', () => {
  test('repeats itself from the same seed', () => {
    expect(randomSource(3).uniforms(5)).toEqual(randomSource(3).uniforms(5));
    expect(randomSource(3).uniforms(5)).not.toEqual(randomSource(4).uniforms(5));
  });

  // Standard errors at n = 20000: mean 0.007, variance 0.01.
  test('draws normals of mean 0 and variance 1', () => {
    const draws = randomSource(11).normals(20_000);
    const mean = draws.reduce((sum, x) => sum + x, 0) / draws.length;
    const variance = draws.reduce((sum, x) => sum + (x - mean) ** 2, 0) / draws.length;
    expect(Math.abs(mean)).toBeLessThan(0.03);
    expect(Math.abs(variance - 1)).toBeLessThan(0.04);
  });

  test('draws uniforms in their range and shuffles without loss', () => {
    const draws = randomSource(5).uniforms(1_000, -2, 3);
    expect(Math.min(...draws)).toBeGreaterThanOrEqual(-2);
    expect(Math.max(...draws)).toBeLessThan(3);
    const shuffled = randomSource(5).shuffle([...Array(20).keys()]);
    expect(shuffled).not.toEqual([...Array(20).keys()]);
    expect([...shuffled].sort((a, b) => a - b)).toEqual([...Array(20).keys()]);
  });
});
