import { describe, expect, test } from 'vitest';
import { childSeed, hashUniforms } from './index.js';

const LENGTH = 40_000;
/** The mean of (a - 1/2) (b - 1/2). */
function product(a: Float32Array, b: Float32Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += (a[i]! - 0.5) * (b[i]! - 0.5);
  return sum / a.length;
}

/** The correlation of uniforms in [0, 1), whose variance is 1/12; standard error n^-1/2. */
const correlation = (a: Float32Array, b: Float32Array) => product(a, b) * 12;

// Seeds as they come: counted, hashed, negative.
const seeds = [0, 1, 2, 3, 1000, childSeed(1, 'step 1'), childSeed(1, 'step 2'), -1, 2 ** 31];
const streams = [0, 1, 2, childSeed(0, 'mask 0'), childSeed(0, 'mask 1')];
const pairs = seeds.flatMap((seed) => streams.map((stream) => [seed, stream] as const));
const all = () => pairs.map(([seed, stream]) => hashUniforms(LENGTH, seed, stream));

/** sum (count - n / 256)^2 / (n / 256): 255 in the mean, standard deviation 22.6. */
function chiSquare(bytes: ArrayLike<number>): number {
  const counts = new Float64Array(256);
  for (let i = 0; i < bytes.length; i++) counts[bytes[i]!]! += 1;
  const wanted = bytes.length / 256;
  return counts.reduce((sum, count) => sum + (count - wanted) ** 2 / wanted, 0);
}

describe('hashUniforms', () => {
  test('is its formula, in other arithmetic', () => {
    const word = (value: bigint) => BigInt.asUintN(32, value);
    const stir = (h: bigint, shift: bigint) => h ^ (h >> shift);
    const half = (h: bigint) => word(stir(h, 16n) * 0x85ebca6bn);
    const rest = (h: bigint) => stir(word(stir(h, 13n) * 0xc2b2ae35n), 16n);
    const mixed = (h: bigint) => rest(half(word(h)));
    const element = (i: number, seed: number, stream: number) => {
      const first = mixed(BigInt(seed) + mixed(BigInt(stream)));
      const second = mixed(first ^ word(BigInt(seed)));
      const hash = rest(word(half(word(first + BigInt(i) * 0x9e3779b9n)) + second));
      return Number(hash >> 8n) / 2 ** 24;
    };
    for (const [seed, stream] of pairs) {
      const wanted = [0, 1, 2, 999].map((i) => element(i, seed, stream));
      const got = hashUniforms(1000, seed, stream);
      expect([0, 1, 2, 999].map((i) => got[i])).toEqual(wanted);
    }
  });

  test('keeps its values: a change here would change what every seed draws', () => {
    expect([...hashUniforms(3, 1, 2)].map((u) => u * 2 ** 24)).toMatchInlineSnapshot(`
      [
        13349159,
        10312061,
        5521690,
      ]
    `);
  });

  // Standard errors: of the mean 0.00144, of the variance 0.00037; 45 draws, so 4 of them.
  test('has mean 1/2 and variance 1/12', () => {
    for (const draws of all()) {
      const mean = draws.reduce((sum, u) => sum + u, 0) / LENGTH;
      expect(Math.abs(mean - 1 / 2)).toBeLessThan(0.0058);
      expect(Math.abs(product(draws, draws) - 1 / 12)).toBeLessThan(0.0015);
      expect(Math.min(...draws.subarray(0, 1000))).toBeGreaterThanOrEqual(0);
      expect(draws.every((u) => u < 1)).toBe(true);
    }
  });

  // Standard error 0.005; 45 x 8 correlations, so 4.5 of them.
  test('has no serial correlation', () => {
    for (const draws of all()) {
      for (const distance of [1, 2, 3, 4, 64, 128, 1024, 4096]) {
        const [a, b] = [draws.subarray(distance), draws.subarray(0, LENGTH - distance)];
        expect(Math.abs(correlation(a, b)), `distance ${distance}`).toBeLessThan(0.0225);
      }
    }
  });

  // 990 pairs, so 5 standard errors.
  test('has streams and seeds that do not know of each other', () => {
    const draws = all();
    for (const [i, a] of draws.entries()) {
      for (const b of draws.slice(i + 1)) {
        expect(Math.abs(correlation(a, b))).toBeLessThan(0.025);
      }
    }
  });

  test('has uniform bytes, each of the three, and uniform pairs of bits', () => {
    for (const draws of all()) {
      for (const shift of [0, 8, 16]) {
        const bytes = Uint8Array.from(draws, (u) => (u * 2 ** 24) >>> shift);
        expect(Math.abs(chiSquare(bytes) - 255), `shift ${shift}`).toBeLessThan(4.5 * 22.6);
      }
      // the four highest bits of a number beside those of the next one
      const neighbours = Uint8Array.from(
        { length: LENGTH / 2 },
        (_, i) => ((draws[2 * i]! * 16) << 4) | (draws[2 * i + 1]! * 16),
      );
      expect(Math.abs(chiSquare(neighbours) - 255)).toBeLessThan(4.5 * 22.6);
    }
  });

  test('gives the first numbers of consecutive seeds no pattern', () => {
    const firsts = Float32Array.from({ length: LENGTH }, (_, seed) => hashUniforms(1, seed, 5)[0]!);
    const next = firsts.subarray(1);
    expect(Math.abs(correlation(next, firsts.subarray(0, LENGTH - 1)))).toBeLessThan(0.0225);
    const bytes = Uint8Array.from(firsts, (u) => u * 256);
    expect(Math.abs(chiSquare(bytes) - 255)).toBeLessThan(4.5 * 22.6);
  });

  test('is a prefix of any longer one', () => {
    expect(hashUniforms(5, 3, 4)).toEqual(hashUniforms(9, 3, 4).subarray(0, 5));
    expect(hashUniforms(0, 3, 4)).toHaveLength(0);
  });
});
