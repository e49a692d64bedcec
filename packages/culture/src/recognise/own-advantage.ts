import { childSeed } from '@ikat/random';
import { clusterResamples, percentileInterval } from '../statistics/cluster-resample.js';
import { exchangeOf } from '../statistics/exchange.js';
import { type Estimate, type Refusal, refuse } from '../statistics/interval.js';
import { permutationTest } from '../statistics/permutation-test.js';

/** How much better raters recognise traditions of their own group. */
export interface OwnAdvantage extends Estimate {
  readonly kind: 'estimated';
  /** The shares recognised, averaged over traditions that both saw. */
  readonly ownShare: number;
  readonly otherShare: number;
  /** By giving the groups to the raters anew. */
  readonly permutationPValue: number;
  readonly permutations: number;
  readonly traditions: readonly string[];
}

/** Why there is no advantage to speak of. */
export type OwnAdvantageRefusal = Refusal<'not identifiable' | 'too few raters'>;

/** Right answers and all answers of each rater, by tradition. */
export interface RaterHits {
  readonly raters: readonly string[];
  readonly groupOf: readonly string[];
  readonly traditions: readonly string[];
  readonly hits: readonly Float64Array[];
  readonly answers: readonly Float64Array[];
}

/**
 * Own-minus-other advantage within traditions, so that easy ones do not count as one's own.
 *
 * @param owners the group that a tradition belongs to
 */
export function ownAdvantage(
  data: RaterHits,
  owners: Readonly<Record<string, string>>,
  options: { permutations: number; bootstrap: number; level: number; seed: number },
): OwnAdvantage | OwnAdvantageRefusal {
  const groups = [...new Set(data.groupOf)].sort();
  const label = Int32Array.from(data.groupOf, (group) => groups.indexOf(group));
  const owner = data.traditions.map((tradition) => groups.indexOf(owners[tradition] ?? '\n'));
  const ones = new Float64Array(data.raters.length).fill(1);
  const observed = advantageOf(data, { label, owner, weights: ones });
  if (observed.traditions.length === 0) {
    return refuse(
      'not identifiable',
      'No tradition was judged both by raters of its own group and by others.',
    );
  }
  if (data.raters.length < 10) {
    return refuse('too few raters', `${data.raters.length} raters answered; ten are the least.`);
  }
  const permuted = permutationTest(
    exchangeOf(label),
    (labels) => {
      const { own, other } = advantageOf(data, { label: labels, owner, weights: ones });
      return [Math.abs(own - other)];
    },
    { permutations: options.permutations, seed: childSeed(options.seed, 'permutations') },
  );
  const draws: number[] = [];
  const units = data.raters.map((_, rater) => [rater]);
  const resampling = { repetitions: options.bootstrap, seed: childSeed(options.seed, 'raters') };
  for (const weights of clusterResamples(units, data.groupOf, resampling)) {
    const { own, other } = advantageOf(data, { label, owner, weights });
    draws.push(own - other);
  }
  return {
    kind: 'estimated',
    value: observed.own - observed.other,
    interval: percentileInterval(draws, options.level),
    ownShare: observed.own,
    otherShare: observed.other,
    permutationPValue: permuted.pValues[0]!,
    permutations: permuted.permutations,
    traditions: observed.traditions,
  };
}

function advantageOf(
  { traditions, hits, answers }: RaterHits,
  grouping: {
    readonly label: ArrayLike<number>;
    readonly owner: readonly number[];
    readonly weights: ArrayLike<number>;
  },
): { own: number; other: number; traditions: string[] } {
  const { label, owner, weights } = grouping;
  const seen: string[] = [];
  let [own, other] = [0, 0];
  for (const [place, tradition] of traditions.entries()) {
    if (owner[place]! < 0) continue;
    const [inside, outside] = [
      [0, 0],
      [0, 0],
    ] as [[number, number], [number, number]];
    for (const [rater, right] of hits.entries()) {
      const side = label[rater] === owner[place] ? inside : outside;
      side[0] += weights[rater]! * right[place]!;
      side[1] += weights[rater]! * answers[rater]![place]!;
    }
    if (inside[1] === 0 || outside[1] === 0) continue;
    seen.push(tradition);
    own += inside[0] / inside[1];
    other += outside[0] / outside[1];
  }
  return { own: own / seen.length, other: other / seen.length, traditions: seen };
}
