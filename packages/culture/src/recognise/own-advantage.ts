import { childSeed } from '@ikat/random';
import { exchangeOf } from '../statistics/exchange.js';
import { placesBy } from '../statistics/group-by.js';
import { type Estimate, type Refusal, refuse } from '../statistics/interval.js';
import { permutationTest } from '../statistics/permutation-test.js';
import { studentReach } from '../statistics/student.js';

/** Fewer raters than this on one side carry no interval. */
const LEAST_RATERS = 5;

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
 * The interval is Student's, with the degrees of freedom of the smallest side: raters are few.
 *
 * @param owners the group that a tradition belongs to
 */
export function ownAdvantage(
  data: RaterHits,
  owners: Readonly<Record<string, string>>,
  options: { permutations: number; level: number; seed: number },
): OwnAdvantage | OwnAdvantageRefusal {
  const groups = [...new Set(data.groupOf)].sort();
  const label = Int32Array.from(data.groupOf, (group) => groups.indexOf(group));
  const owner = data.traditions.map((tradition) =>
    groups.indexOf(Object.hasOwn(owners, tradition) ? owners[tradition]! : '\n'),
  );
  const observed = advantageOf(data, { label, owner });
  if (observed.traditions.length === 0) {
    return refuse(
      'not identifiable',
      'No tradition was judged both by raters of its own group and by others.',
    );
  }
  if (data.raters.length < 10) {
    return refuse('too few raters', `${data.raters.length} raters answered; ten are the least.`);
  }
  const fewest = fewestOfGroups(data, { label, owner });
  if (fewest < LEAST_RATERS) {
    return refuse(
      'too few raters',
      `One side has ${fewest} raters; ${LEAST_RATERS} of its own and ${LEAST_RATERS} others are the least.`,
    );
  }
  const permuted = permutationTest(
    exchangeOf(label),
    (labels) => {
      const { own, other } = advantageOf(data, { label: labels, owner });
      return [Math.abs(own - other)];
    },
    { permutations: options.permutations, seed: childSeed(options.seed, 'permutations') },
  );
  const standardError = errorOf(data, { label, owner });
  if (standardError === 0) {
    return refuse(
      'not identifiable',
      'All raters of each side answered alike, so how sure their difference is cannot be told.',
    );
  }
  const value = observed.own - observed.other;
  const half = studentReach(options.level, fewest - 1) * standardError;
  return {
    kind: 'estimated',
    value,
    interval: {
      low: Math.max(-1, value - half),
      high: Math.min(1, value + half),
      level: options.level,
    },
    ownShare: observed.own,
    otherShare: observed.other,
    permutationPValue: permuted.pValues[0]!,
    permutations: permuted.permutations,
    traditions: observed.traditions,
  };
}

function advantageOf(
  { traditions, hits, answers }: RaterHits,
  { label, owner }: Grouping,
): { own: number; other: number; traditions: string[] } {
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
      side[0] += right[place]!;
      side[1] += answers[rater]![place]!;
    }
    if (inside[1] === 0 || outside[1] === 0) continue;
    seen.push(tradition);
    own += inside[0] / inside[1];
    other += outside[0] / outside[1];
  }
  return { own: own / seen.length, other: other / seen.length, traditions: seen };
}

interface Grouping {
  readonly label: ArrayLike<number>;
  readonly owner: readonly number[];
}

/** The raters of the smallest side, own or other, of any tradition that both sides judged. */
function fewestOfGroups({ traditions, answers }: RaterHits, { label, owner }: Grouping): number {
  const sides = traditions.flatMap((_, place) => {
    if (owner[place]! < 0) return [];
    const judged = [...answers.keys()].filter((rater) => answers[rater]![place]! > 0);
    const own = judged.filter((rater) => label[rater] === owner[place]).length;
    return own > 0 && own < judged.length ? [own, judged.length - own] : [];
  });
  return Math.min(...sides);
}

/**
 * The standard error of the advantage: `sqrt(sum_g n_g / (n_g - 1) sum_{r in g} (phi_r - mean)^2)` for
 * what each rater adds to the linearised difference, `phi_r = +-(hits_r - p answers_r) / answers`.
 */
function errorOf(data: RaterHits, { label, owner }: Grouping): number {
  const added = influences(data, { label, owner });
  let variance = 0;
  for (const members of placesBy(added.length, (rater) => label[rater]!).values()) {
    const mean = members.reduce((sum, rater) => sum + added[rater]!, 0) / members.length;
    const squares = members.reduce((sum, rater) => sum + (added[rater]! - mean) ** 2, 0);
    variance += members.length > 1 ? (squares * members.length) / (members.length - 1) : squares;
  }
  return Math.sqrt(variance);
}

function influences({ traditions, hits, answers }: RaterHits, { label, owner }: Grouping) {
  const added = new Float64Array(hits.length);
  let seen = 0;
  for (const place of traditions.keys()) {
    const sides = placesBy(hits.length, (rater) => label[rater] === owner[place]);
    const sum = (of: readonly Float64Array[], raters: readonly number[] = []) =>
      raters.reduce((total, rater) => total + of[rater]![place]!, 0);
    const totals = [true, false].map((side) => sum(answers, sides.get(side)));
    if (owner[place]! < 0 || totals.includes(0)) continue;
    seen++;
    for (const [side, raters] of sides) {
      const total = totals[side ? 0 : 1]!;
      const share = sum(hits, raters) / total;
      for (const rater of raters) {
        const rest = (hits[rater]![place]! - share * answers[rater]![place]!) / total;
        added[rater]! += side ? rest : -rest;
      }
    }
  }
  return added.map((value) => value / seen);
}
