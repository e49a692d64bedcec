// The golden ratio of 2^32: multiples of it are spread evenly, and never meet in 2^32 steps.
const GOLDEN = 0x9e3779b9;
const FIRST_FACTOR = 0x85ebca6b;
const SECOND_FACTOR = 0xc2b2ae35;

/** The finaliser of MurmurHash3, a bijection of 32-bit integers. */
function mixed(value: number): number {
  let hash = Math.imul(value ^ (value >>> 16), FIRST_FACTOR);
  hash = Math.imul(hash ^ (hash >>> 13), SECOND_FACTOR);
  return hash ^ (hash >>> 16);
}

/**
 * The `length` first numbers of one stream of a seed, uniform in [0, 1): element i is a function of
 * i, the seed and the stream alone, so that any backend can compute it in any order.
 *
 * With 32-bit integers that wrap, `M(h)` the finaliser of MurmurHash3
 * (`h = (h ^ h >>> 16) 85ebca6b; h = (h ^ h >>> 13) c2b2ae35; h ^ h >>> 16`) and `>>>` filling in
 * zeros:
 *
 * 1. `first = M(seed + M(stream))`, `second = M(first ^ seed)`: no two pairs have both in common;
 * 2. `h = first + i 9e3779b9`;
 * 3. `h = (h ^ h >>> 16) 85ebca6b + second`;
 * 4. `h = (h ^ h >>> 13) c2b2ae35`;
 * 5. `u = ((h ^ h >>> 16) >>> 8) / 2^24`, exact in float32.
 *
 * @param seed a 32-bit integer (larger numbers are wrapped)
 * @param stream a 32-bit integer: what of all that the seed determines is drawn
 *
 * @example
 * ```ts
 * import { childSeed, hashUniforms } from '@ikat/random';
 *
 * const mask = hashUniforms(1000, 7, childSeed(0, 'mask 1'));
 * console.log(mask.filter((u) => u < 0.5).length); // 495
 * ```
 */
export function hashUniforms(length: number, seed: number, stream: number): Float32Array {
  const first = mixed((seed + mixed(stream)) | 0);
  const second = mixed(first ^ seed);
  const uniforms = new Float32Array(length);
  for (let i = 0, counter = first; i < length; i++, counter = (counter + GOLDEN) | 0) {
    let hash = (Math.imul(counter ^ (counter >>> 16), FIRST_FACTOR) + second) | 0;
    hash = Math.imul(hash ^ (hash >>> 13), SECOND_FACTOR);
    uniforms[i] = ((hash ^ (hash >>> 16)) >>> 8) / 2 ** 24;
  }
  return uniforms;
}
