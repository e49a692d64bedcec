import { uniformFloat64 } from 'pure-rand/distribution/uniformFloat64';
import { uniformInt } from 'pure-rand/distribution/uniformInt';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';

/** A stream of random numbers that its seed alone determines. */
export interface RandomSource {
  /** The next number, uniform in [0, 1). */
  uniform(): number;
  /** The next number of the standard normal distribution N(0, 1). */
  normal(): number;
  /** The next integer, uniform in [0, below). */
  integer(below: number): number;
  /** A shuffled copy of the items (Fisher and Yates). */
  shuffle<T>(items: readonly T[]): T[];
  /** `length` draws of N(0, 1), as tensors take them. */
  normals(length: number): Float32Array;
  /** `length` draws uniform in [low, high). */
  uniforms(length: number, low?: number, high?: number): Float32Array;
}

/**
 * Starts a stream of random numbers (xoroshiro128+) at a seed.
 *
 * @param seed a 32-bit integer; make one with {@link childSeed} for each thing that draws
 *
 * @example
 * ```ts
 * import { randomSource } from '@ikat/random';
 *
 * const source = randomSource(7);
 * console.log(source.shuffle(['a', 'b', 'c']).length); // 3
 * console.log(source.integer(10) < 10); // true
 * ```
 */
export function randomSource(seed: number): RandomSource {
  const generator = xoroshiro128plus(seed | 0);
  const uniform = () => uniformFloat64(generator);
  // Box and Muller; 1 - u keeps the logarithm finite.
  const normal = () => Math.sqrt(-2 * Math.log(1 - uniform())) * Math.cos(2 * Math.PI * uniform());
  const integer = (below: number) => uniformInt(generator, 0, below - 1);
  return {
    uniform,
    normal,
    integer,
    shuffle(items) {
      const shuffled = [...items];
      for (let last = shuffled.length - 1; last > 0; last--) {
        const other = integer(last + 1);
        [shuffled[last], shuffled[other]] = [shuffled[other]!, shuffled[last]!];
      }
      return shuffled;
    },
    normals: (length) => Float32Array.from({ length }, normal),
    uniforms: (length, low = 0, high = 1) =>
      Float32Array.from({ length }, () => low + (high - low) * uniform()),
  };
}
