const FNV_OFFSET = 0x811c9dc5;
const FNV_PRIME = 0x01000193;

/**
 * Derives the seed of one named thing from the seed of the whole.
 *
 * FNV-1a over the parent seed's four bytes and the UTF-16 code units of the name, then the
 * finaliser of MurmurHash3, so that neighbouring names and seeds give unrelated children.
 *
 * @param seed the parent seed, a 32-bit integer (larger numbers are wrapped)
 * @param name what the child is for, for example `generator/stem` or `epoch 3`
 * @returns an integer in [0, 2^32)
 *
 * @example
 * ```ts
 * import { childSeed } from '@ikat/random';
 *
 * console.log(childSeed(1, 'generator') === childSeed(1, 'generator')); // true
 * console.log(childSeed(1, 'generator') === childSeed(1, 'discriminator')); // false
 * ```
 */
export function childSeed(seed: number, name: string): number {
  let hash = FNV_OFFSET;
  for (let shift = 0; shift < 32; shift += 8) {
    hash = Math.imul(hash ^ ((seed >>> shift) & 0xff), FNV_PRIME);
  }
  for (let index = 0; index < name.length; index++) {
    hash = Math.imul(hash ^ name.charCodeAt(index), FNV_PRIME);
  }
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}
