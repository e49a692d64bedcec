import { childSeed } from '@ikat/random';
import { clusterResamples, percentileInterval } from '../statistics/cluster-resample.js';
import { type Estimate, type Refusal, refuse } from '../statistics/interval.js';
import { type ChoiceModel, choiceModel } from './choice-model.js';
import { type HitShare, hitShare } from './hit-share.js';
import {
  type OwnAdvantage,
  type OwnAdvantageRefusal,
  ownAdvantage,
  type RaterHits,
} from './own-advantage.js';
import { checkAnswers, type RecognitionAnswer } from './recognition-answer.js';

/** Options of {@link recognition}. */
export interface RecognitionOptions {
  /** The group that a tradition belongs to. */
  readonly owners?: Readonly<Record<string, string>> | undefined;
  readonly permutations?: number | undefined;
  /** Resamples of the raters for the ceiling; 1000 by default. */
  readonly bootstrap?: number | undefined;
  readonly level?: number | undefined;
  readonly seed?: number | undefined;
}

/** Who took what for what. */
export interface Confusion {
  readonly group: string;
  readonly picture: 'real' | 'generated';
  readonly traditions: readonly string[];
  /** At [i][j] how often j was answered to i; the last column is none or unsure. */
  readonly counts: readonly (readonly number[])[];
  readonly recognised: HitShare;
  readonly byTradition: readonly { readonly tradition: string; readonly share: HitShare }[];
  readonly choice: ChoiceModel;
}

/** How recognition of generated pictures compares with that of real ones. */
export interface RecognitionCeiling extends Estimate {
  readonly kind: 'estimated';
  readonly real: number;
  readonly generated: number;
}

/** What {@link recognition} returns. */
export interface RecognitionResult {
  /** Generated less real; below 0: something is lost. */
  readonly ceiling: RecognitionCeiling | Refusal<'no real works' | 'no generated pictures'>;
  readonly confusions: readonly Confusion[];
  readonly advantage: {
    readonly real: OwnAdvantage | OwnAdvantageRefusal;
    readonly generated: OwnAdvantage | OwnAdvantageRefusal;
  };
  readonly note: string;
}

/**
 * Asks whether a tradition is recognised, and by whom: real works (the ceiling) beside generated ones.
 *
 * @param answers one for each picture that a rater judged
 *
 * @example
 * ```ts
 * import { recognition } from '@ikat/culture';
 *
 * const { ceiling } = recognition([
 *   { rater: 'a', group: 'n', picture: 'real', shown: 'ink', answer: 'ink' },
 *   { rater: 'b', group: 's', picture: 'real', shown: 'ink', answer: 'ink' },
 *   { rater: 'a', group: 'n', picture: 'generated', shown: 'ink', answer: 'oil' },
 *   { rater: 'b', group: 's', picture: 'generated', shown: 'ink' },
 * ]);
 * if (ceiling.kind === 'estimated') console.log(ceiling.value); // -1
 * ```
 */
export function recognition(
  answers: readonly RecognitionAnswer[],
  options: RecognitionOptions = {},
): RecognitionResult {
  checkAnswers('recognition', answers);
  const { owners = {}, permutations = 999, bootstrap = 1000, level = 0.95, seed = 0 } = options;
  const traditions = [
    ...new Set(
      answers.flatMap(({ shown, answer }) => (answer === undefined ? shown : [shown, answer])),
    ),
  ].sort();
  const groups = [...new Set(answers.map(({ group }) => group))].sort();
  const of = (picture: RecognitionAnswer['picture']) =>
    answers.filter((answer) => answer.picture === picture);
  const advantage = (picture: RecognitionAnswer['picture']) =>
    ownAdvantage(raterHits(of(picture), traditions), owners, {
      permutations,
      level,
      seed,
    });
  return {
    ceiling: ceilingOf(answers, { bootstrap, level, seed }),
    confusions: (['real', 'generated'] as const).flatMap((picture) =>
      groups.flatMap((group) => {
        const own = of(picture).filter((answer) => answer.group === group);
        return own.length > 0 ? [confusionOf(own, { group, picture, traditions, level })] : [];
      }),
    ),
    advantage: { real: advantage('real'), generated: advantage('generated') },
    note:
      'Recognised is not representative: people inside and outside of a tradition may recognise a ' +
      'stereotype that either rejects. Ask both, and say whether a stereotype counts.',
  };
}

function raterHits(
  answers: readonly RecognitionAnswer[],
  traditions: readonly string[],
): RaterHits {
  const raters = [...new Set(answers.map(({ rater }) => rater))];
  const placeOf = new Map(raters.map((rater, place) => [rater, place]));
  const hits = raters.map(() => new Float64Array(traditions.length));
  const counts = raters.map(() => new Float64Array(traditions.length));
  const groupOf = new Array<string>(raters.length).fill('');
  for (const { rater, group, shown, answer } of answers) {
    const [place, tradition] = [placeOf.get(rater)!, traditions.indexOf(shown)];
    groupOf[place] = group;
    counts[place]![tradition]!++;
    if (answer === shown) hits[place]![tradition]!++;
  }
  return { raters, groupOf, traditions, hits, answers: counts };
}

function confusionOf(
  answers: readonly RecognitionAnswer[],
  about: Pick<Confusion, 'group' | 'picture' | 'traditions'> & { readonly level: number },
): Confusion {
  const { group, picture, traditions, level } = about;
  const counts = traditions.map(() => new Array<number>(traditions.length + 1).fill(0));
  for (const { shown, answer } of answers) {
    const column = answer === undefined ? traditions.length : traditions.indexOf(answer);
    counts[traditions.indexOf(shown)]![column]!++;
  }
  const { hits, answers: totals } = raterHits(answers, traditions);
  const sum = (values: Float64Array) => values.reduce((total, value) => total + value, 0);
  return {
    group,
    picture,
    traditions,
    counts,
    recognised: hitShare(
      hits.map((right, rater) => [sum(right), sum(totals[rater]!)]),
      level,
    ),
    byTradition: traditions.flatMap((tradition, place) =>
      counts[place]!.some((count) => count > 0)
        ? [
            {
              tradition,
              share: hitShare(
                hits.map((right, rater) => [right[place]!, totals[rater]![place]!]),
                level,
              ),
            },
          ]
        : [],
    ),
    choice: choiceModel(
      traditions,
      counts.map((row) => row.slice(0, -1)),
    ),
  };
}

function ceilingOf(
  answers: readonly RecognitionAnswer[],
  { bootstrap, level, seed }: { bootstrap: number; level: number; seed: number },
): RecognitionResult['ceiling'] {
  const raters = [...new Set(answers.map(({ rater }) => rater))];
  const placeOf = new Map(raters.map((rater, place) => [rater, place]));
  const groupOf = new Array<string>(raters.length).fill('');
  // Right answers and answers, real then generated.
  const tallies = raters.map(() => [0, 0, 0, 0] as [number, number, number, number]);
  for (const { rater, group, picture, shown, answer } of answers) {
    const tally = tallies[placeOf.get(rater)!]!;
    groupOf[placeOf.get(rater)!] = group;
    const offset = picture === 'real' ? 0 : 2;
    tally[offset as 0 | 2] += Number(answer === shown);
    tally[(offset + 1) as 1 | 3] += 1;
  }
  const shares = (weights: ArrayLike<number>) => {
    const sums = [0, 0, 0, 0];
    for (const [rater, tally] of tallies.entries()) {
      for (let at = 0; at < 4; at++) sums[at]! += weights[rater]! * tally[at as 0]!;
    }
    return { real: sums[0]! / sums[1]!, generated: sums[2]! / sums[3]! };
  };
  const { real, generated } = shares(new Float64Array(raters.length).fill(1));
  if (Number.isNaN(real)) {
    return refuse(
      'no real works',
      'Without answers to real works of the traditions nobody knows how well they can be recognised.',
    );
  }
  if (Number.isNaN(generated)) {
    return refuse('no generated pictures', 'All answers are to real works.');
  }
  const draws: number[] = [];
  const resampling = { repetitions: bootstrap, seed: childSeed(seed, 'ceiling') };
  for (const weights of clusterResamples(
    raters.map((_, rater) => [rater]),
    groupOf,
    resampling,
  )) {
    const again = shares(weights);
    draws.push(again.generated - again.real);
  }
  const interval = percentileInterval(draws, level);
  return { kind: 'estimated', value: generated - real, interval, real, generated };
}
