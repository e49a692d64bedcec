import { childSeed, type RandomSource, randomSource } from '@ikat/random';
import type { PairComparison } from '../preference/comparison.js';
import type { StudySession } from './design-study.js';

/** The truth from which {@link simulateRaters} draws. */
export interface SimulatedTruth {
  /** Log-odds of each system; 0 where not given. */
  readonly abilities?: Readonly<Record<string, number>> | undefined;
  /** The group that a system belongs to. */
  readonly owners?: Readonly<Record<string, string>> | undefined;
  /** How much raters prefer what is of their own group, in log-odds; 0 by default. */
  readonly inGroup?: number | undefined;
  /** The standard deviation of a rater's own taste for each system; 1.15 by default. */
  readonly raterSpread?: number | undefined;
  /** The standard deviation of how well each system suits each content; 0 by default. */
  readonly contentSpread?: number | undefined;
  /** The advantage of the left side in log-odds; 0 by default. */
  readonly side?: number | undefined;
  /** nu of Davidson's law: how often there is no preference; 0 by default. */
  readonly tie?: number | undefined;
}

/**
 * Answers the sessions of a study as raters would of whom the truth is known.
 *
 * `logit P(left) = l_left - l_right + u_r,left - u_r,right + v_c,left - v_c,right + theta [own] + delta`,
 * with tastes `u ~ N(0, raterSpread^2)` and contents `v ~ N(0, contentSpread^2)`. Repeats and catches are
 * not answered.
 *
 * @example
 * ```ts
 * import { designStudy, preferenceModel, simulateRaters } from '@ikat/culture';
 *
 * const study = designStudy({
 *   systems: ['a', 'b', 'c'],
 *   contents: ['boat', 'face'],
 *   groups: ['all'],
 *   ratersPerGroup: 20,
 * });
 * if (study.kind === 'designed') {
 *   const result = preferenceModel(simulateRaters(study.sessions, { abilities: { a: 1 } }, 7));
 *   console.log(result.kind); // estimated
 * }
 * ```
 */
export function simulateRaters(
  sessions: readonly StudySession[],
  truth: SimulatedTruth,
  seed = 0,
): PairComparison[] {
  const { abilities = {}, owners = {}, inGroup = 0, side = 0, tie = 0 } = truth;
  const { raterSpread = 1.15, contentSpread = 0 } = truth;
  const source = randomSource(childSeed(seed, 'raters'));
  const suits = remembered(source, contentSpread);
  return sessions.flatMap(({ id, group, trials }) => {
    const tastes = remembered(source, raterSpread);
    const liking = (system: string, content: string) =>
      (Object.hasOwn(abilities, system) ? abilities[system]! : 0) +
      tastes(system) +
      suits(`${content}\n${system}`) +
      (Object.hasOwn(owners, system) && owners[system] === group ? inGroup : 0);
    return trials
      .filter(({ kind }) => kind === 'pair')
      .map(({ content, left, right }) => {
        const difference = liking(left, content) - liking(right, content) + side;
        const outcome = drawOutcome(source, difference, tie);
        return { rater: id, group, content, left, right, outcome };
      });
  });
}

function remembered(source: RandomSource, spread: number): (key: string) => number {
  const values = new Map<string, number>();
  return (key) => {
    if (spread === 0) return 0;
    if (!values.has(key)) values.set(key, spread * source.normal());
    return values.get(key)!;
  };
}

function drawOutcome(
  source: RandomSource,
  difference: number,
  tie: number,
): PairComparison['outcome'] {
  const [left, right] = [Math.exp(difference / 2), Math.exp(-difference / 2)];
  const point = source.uniform() * (left + right + tie);
  if (point < left) return 'left';
  return point < left + right ? 'right' : 'none';
}
