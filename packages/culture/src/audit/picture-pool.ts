import { squaredDistance } from '../statistics/distance-matrix.js';
import { placesBy } from '../statistics/group-by.js';
import type { AuditedCulture } from './audited-culture.js';

/** Places of one kind of pictures of one culture in the pool. */
export interface Block {
  readonly from: number;
  readonly to: number;
}

/** All pictures of an audit in one list, with what is resampled together. */
export interface PicturePool {
  readonly rows: readonly ArrayLike<number>[];
  readonly blocks: readonly {
    readonly culture: string;
    readonly real: Block;
    readonly generated: Block;
    readonly content?: Block | undefined;
  }[];
  readonly units: readonly (readonly number[])[];
  readonly layers: readonly string[];
  distance(i: number, j: number): number;
}

/** Gathers pictures; distances are computed once, when first asked for. */
export function picturePool(cultures: readonly AuditedCulture[]): PicturePool {
  const rows: ArrayLike<number>[] = [];
  const keys: string[] = [];
  const add = (more: readonly ArrayLike<number>[], key: (at: number) => string): Block => {
    const from = rows.length;
    for (const [at, row] of more.entries()) {
      rows.push(row);
      keys.push(key(at));
    }
    return { from, to: rows.length };
  };
  const blocks = cultures.map((culture) => {
    const { realClusters, contentNames } = culture;
    const source = (at: number) =>
      contentNames ? `content ${contentNames[at]}` : `content of ${culture.culture} ${at}`;
    return {
      culture: culture.culture,
      real: add(
        culture.real,
        (at) => `real of ${culture.culture} ${realClusters?.[at] ?? `#${at}`}`,
      ),
      generated: add(culture.generated, source),
      content: culture.content && add(culture.content, source),
    };
  });
  const units = [...placesBy(rows.length, (row) => keys[row]!).values()];
  const layers = units.map((unit) => layerOf(unit, blocks));
  const size = rows.length;
  const distances = new Float64Array(size * size).fill(-1);
  const distance = (i: number, j: number) => {
    const at = i * size + j;
    if (distances[at]! < 0) {
      distances[at] = Math.sqrt(squaredDistance(rows[i]!, rows[j]!));
      distances[j * size + i] = distances[at]!;
    }
    return distances[at]!;
  };
  return { rows, blocks, units, layers, distance };
}

// Units are drawn among those that lie in the same blocks.
function layerOf(unit: readonly number[], blocks: PicturePool['blocks']): string {
  const inside = blocks.flatMap(({ culture, real, generated }) => [
    ...(unit.some((place) => place >= real.from && place < real.to) ? [`real ${culture}`] : []),
    ...(unit.some((place) => place >= generated.from && place < generated.to)
      ? [`generated ${culture}`]
      : []),
  ]);
  return inside.join('\n');
}

/** The mean distance of two blocks, with weights. */
export function meanBetween(
  pool: PicturePool,
  [first, second]: readonly [Block, Block],
  weights: ArrayLike<number>,
): number {
  let [sum, total] = [0, 0];
  for (let i = first.from; i < first.to; i++) {
    if (weights[i] === 0) continue;
    for (let j = second.from; j < second.to; j++) {
      const weight = weights[i]! * weights[j]!;
      if (weight === 0) continue;
      sum += weight * pool.distance(i, j);
      total += weight;
    }
  }
  return sum / total;
}

/** The mean distance within a block; copies of one picture do not count as a pair. */
export function meanWithin(pool: PicturePool, block: Block, weights: ArrayLike<number>): number {
  let [sum, total] = [0, 0];
  for (let i = block.from; i < block.to; i++) {
    if (weights[i] === 0) continue;
    for (let j = block.from; j < i; j++) {
      const weight = weights[i]! * weights[j]!;
      if (weight === 0) continue;
      sum += weight * pool.distance(i, j);
      total += weight;
    }
  }
  return sum / total;
}

/** The unbiased energy distance of two blocks, with weights. */
export function pooledEnergy(
  pool: PicturePool,
  pair: readonly [Block, Block],
  weights: ArrayLike<number>,
): number {
  const [first, second] = pair;
  return (
    2 * meanBetween(pool, pair, weights) -
    meanWithin(pool, first, weights) -
    meanWithin(pool, second, weights)
  );
}
