import { type RandomSource, randomSource } from '@ikat/random';
import { arrangementCount, type Exchange, informativeBlocks } from './exchange.js';

/** What a permutation test found. */
export interface PermutationResult {
  /** The share of labellings whose statistic is at least the observed one, one a statistic. */
  readonly pValues: readonly number[];
  readonly observed: readonly number[];
  /** How many labellings were looked at, without the observed one if they were drawn. */
  readonly permutations: number;
  /** Whether these were all there are. */
  readonly exact: boolean;
}

/** Options of {@link permutationTest}. */
export interface PermutationOptions {
  /** Random labellings; fewer if there are no more. */
  readonly permutations: number;
  readonly seed: number;
}

/**
 * Tests statistics of labelled items by giving the labels away anew.
 *
 * `p = (1 + #{T* >= T}) / (B + 1)` for B random labellings; if all labellings number B or fewer, all
 * are visited and `p = #{T* >= T} / number`. Equal up to rounding counts as equal. A statistic that is
 * not a number is no evidence: observed, its p is 1; of a labelling, it counts against the observed one.
 *
 * @param exchange which labels may change places
 * @param statistics of one label an item; large is evidence. The array it is given is reused
 */
export function permutationTest(
  exchange: Exchange,
  statistics: (labels: Int32Array) => ArrayLike<number>,
  { permutations, seed }: PermutationOptions,
): PermutationResult {
  const labels = new Int32Array(exchange.items);
  spread(exchange, exchange.labels, labels);
  const observed = Array.from(statistics(labels));
  const reaches = observed.map((value) =>
    Number.isFinite(value) ? value - 1e-9 * Math.abs(value) : value,
  );
  const counts = observed.map(() => 0);
  const exact = arrangementCount(exchange) <= permutations;
  const visits = exact ? arrangements(exchange) : draws(exchange, permutations, seed);
  let visited = 0;
  for (const unitLabels of visits) {
    spread(exchange, unitLabels, labels);
    const values = statistics(labels);
    for (let k = 0; k < counts.length; k++) if (!(values[k]! < reaches[k]!)) counts[k]!++;
    visited++;
  }
  const extra = exact ? 0 : 1;
  return {
    pValues: counts.map((count) => (count + extra) / (visited + extra)),
    observed,
    permutations: visited,
    exact,
  };
}

function spread(exchange: Exchange, unitLabels: ArrayLike<number>, labels: Int32Array): void {
  for (const [unit, items] of exchange.units.entries()) {
    for (const item of items) labels[item] = unitLabels[unit]!;
  }
}

/** Random labellings of the units; the array is reused. */
function* draws(exchange: Exchange, count: number, seed: number): Generator<Int32Array> {
  const source = randomSource(seed);
  const labels = Int32Array.from(exchange.labels);
  const blocks = informativeBlocks(exchange);
  for (let draw = 0; draw < count; draw++) {
    for (const block of blocks) shuffleWithin(labels, block, source);
    yield labels;
  }
}

function shuffleWithin(labels: Int32Array, block: readonly number[], source: RandomSource): void {
  for (let last = block.length - 1; last > 0; last--) {
    const [here, there] = [block[last]!, block[source.integer(last + 1)]!];
    const label = labels[here]!;
    labels[here] = labels[there]!;
    labels[there] = label;
  }
}

/** Every different labelling of the units, once; the array is reused. */
function* arrangements(exchange: Exchange): Generator<Int32Array> {
  const labels = Int32Array.from(exchange.labels);
  const blocks = informativeBlocks(exchange);
  const left = blocks.map((block) => {
    const counts = new Map<number, number>();
    for (const unit of block) {
      counts.set(exchange.labels[unit]!, (counts.get(exchange.labels[unit]!) ?? 0) + 1);
    }
    return counts;
  });
  yield* fill(0, 0);

  function* fill(block: number, place: number): Generator<Int32Array> {
    if (block === blocks.length) {
      yield labels;
      return;
    }
    if (place === blocks[block]!.length) {
      yield* fill(block + 1, 0);
      return;
    }
    const counts = left[block]!;
    for (const [label, count] of counts) {
      if (count === 0) continue;
      counts.set(label, count - 1);
      labels[blocks[block]![place]!] = label;
      yield* fill(block, place + 1);
      counts.set(label, count);
    }
  }
}
