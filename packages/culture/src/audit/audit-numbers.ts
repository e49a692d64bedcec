import { randomSource } from '@ikat/random';
import { sortedQuantile } from '../statistics/describe-numbers.js';
import { caricatureIndices } from './caricature.js';
import { type Block, type PicturePool, pooledEnergy } from './picture-pool.js';

/** All that is computed anew for each resample: one number a culture, or a pair of cultures. */
export interface Numbers {
  readonly distance: number[];
  readonly base: number[];
  readonly caricature: number[];
  readonly noiseShare: number[];
  readonly realPairs: number[];
  readonly generatedPairs: number[];
}

/** All pairs of places. */
export function pairsOfCultures(size: number): [number, number][] {
  const places = Array.from({ length: size }, (_, place) => place);
  return places.flatMap((first) =>
    places.slice(first + 1).map((second): [number, number] => [first, second]),
  );
}

/** The numbers of weighted pictures. */
export function numbersOf(pool: PicturePool, weights: ArrayLike<number>): Numbers {
  const { blocks } = pool;
  const energy = (first: Block, second: Block) => pooledEnergy(pool, [first, second], weights);
  const caricatures = caricatureIndices(pool, weights);
  const pairs = pairsOfCultures(blocks.length);
  return {
    distance: blocks.map(({ real, generated }) => energy(generated, real)),
    base: blocks.map(({ real, content }) => (content ? energy(content, real) : Number.NaN)),
    caricature: caricatures.map(({ index }) => index),
    noiseShare: caricatures.map(({ noiseShare }) => noiseShare),
    realPairs: pairs.map(([a, b]) => energy(blocks[a]!.real, blocks[b]!.real)),
    generatedPairs: pairs.map(([a, b]) => energy(blocks[a]!.generated, blocks[b]!.generated)),
  };
}

/** The distance that 95 of 100 random halvings of the same works do not exceed: what chance gives. */
export function halvesQuantile(pool: PicturePool, block: Block, seed: number): number {
  const source = randomSource(seed);
  const places = Array.from({ length: block.to - block.from }, (_, at) => block.from + at);
  const half = Math.floor(places.length / 2);
  if (half < 2) return Number.POSITIVE_INFINITY;
  const distances = Array.from({ length: 100 }, () => {
    const shuffled = source.shuffle(places);
    const [first, second] = [shuffled.slice(0, half), shuffled.slice(half)];
    const mean = (a: readonly number[], b: readonly number[]) => {
      let [sum, pairs] = [0, 0];
      for (const i of a) {
        for (const j of b) {
          if (i === j) continue;
          sum += pool.distance(i, j);
          pairs++;
        }
      }
      return sum / pairs;
    };
    return 2 * mean(first, second) - mean(first, first) - mean(second, second);
  });
  return sortedQuantile(Float64Array.from(distances).sort(), 0.95);
}
