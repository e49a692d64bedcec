import { childSeed } from '@ikat/random';
import { clusterResamples } from '../statistics/cluster-resample.js';
import { placesBy } from '../statistics/group-by.js';
import { type Estimate, type Refusal, refuse } from '../statistics/interval.js';
import { type GroupSummary, groupSummary } from './group-summary.js';
import { simultaneousIntervals } from './simultaneous-intervals.js';

/** One score of a model's work for a culture: a rating, or how much of the content was kept. */
export interface AuditScore {
  readonly culture: string;
  readonly score: number;
  /** What scores hang together by: the rater, or the content. */
  readonly unit: string;
}

/** The mean scores of cultures. */
export interface ScoreAudit {
  readonly kind: 'audited';
  /** With intervals that hold for all cultures at once. */
  readonly cultures: readonly (Estimate & {
    readonly culture: string;
    readonly scores: number;
    readonly units: number;
  })[];
  /** Of what is missing to the best culture's mean: larger is worse. */
  readonly summary: GroupSummary;
}

/**
 * Asks whom a model serves worst by scores of its work, for example ratings by people of each culture.
 *
 * Units (raters, contents) are resampled whole; a unit may score several cultures.
 *
 * @returns means and a summary of what each misses to the best one, or a refusal: `too few` units (10)
 *
 * @example
 * ```ts
 * import { auditScores } from '@ikat/culture';
 *
 * const scores = Array.from({ length: 40 }, (_, place) => ({
 *   culture: place % 2 ? 'ink' : 'oil',
 *   score: place % 2 ? 3 + (place % 3) : 4 + (place % 3),
 *   unit: `rater ${place >> 1}`,
 * }));
 * const result = auditScores(scores, { bootstrap: 99 });
 * if (result.kind === 'audited') console.log(result.summary.worst.culture); // ink
 * ```
 */
export function auditScores(
  scores: readonly AuditScore[],
  options: {
    readonly bootstrap?: number | undefined;
    readonly level?: number | undefined;
    readonly seed?: number | undefined;
  } = {},
): ScoreAudit | Refusal<'too few'> {
  const { bootstrap = 1000, level = 0.95, seed = 0 } = options;
  const bad = scores.findIndex(({ score }) => !Number.isFinite(score));
  if (bad >= 0) {
    throw new TypeError(
      `auditScores: expected finite scores, got ${scores[bad]!.score} in score ${bad}.`,
    );
  }
  const cultures = [...new Set(scores.map(({ culture }) => culture))].sort();
  if (cultures.length < 2) {
    throw new RangeError(`auditScores: expected two cultures or more, got ${cultures.length}.`);
  }
  const groups = cultures.map((culture) => scores.filter((score) => score.culture === culture));
  const units = groups.map((group) => new Set(group.map(({ unit }) => unit)).size);
  const small = units.findIndex((count) => count < 10);
  if (small >= 0) {
    return refuse(
      'too few',
      `'${cultures[small]}' was scored by ${units[small]} units; 10 are the least.`,
    );
  }
  const meansOf = (weights: ArrayLike<number>) => {
    const sums = cultures.map(() => [0, 0] as [number, number]);
    for (const [place, { culture, score }] of scores.entries()) {
      const sum = sums[cultures.indexOf(culture)]!;
      sum[0] += weights[place]! * score;
      sum[1] += weights[place]!;
    }
    return sums.map(([sum, weight]) => sum / weight);
  };
  const places = [...placesBy(scores.length, (place) => scores[place]!.unit).values()];
  const layers = places.map((list) =>
    [...new Set(list.map((place) => scores[place]!.culture))].sort().join('\n'),
  );
  const resampling = { repetitions: bootstrap, seed: childSeed(seed, 'scores') };
  const draws = Array.from(clusterResamples(places, layers, resampling), meansOf);
  const means = meansOf(new Float64Array(scores.length).fill(1));
  const intervals = simultaneousIntervals(means, draws, level);
  const missing = (numbers: readonly number[]) =>
    numbers.map((value) => Math.max(...numbers) - value);
  return {
    kind: 'audited',
    cultures: cultures.map((culture, place) => ({
      culture,
      value: means[place]!,
      interval: intervals[place]!,
      scores: groups[place]!.length,
      units: units[place]!,
    })),
    summary: groupSummary(cultures, missing(means), {
      draws: draws.map(missing),
      sizes: groups.map((group) => group.length),
      level,
    }),
  };
}
