import { percentileInterval } from '../statistics/cluster-resample.js';
import { type Estimate, type Refusal, refuse } from '../statistics/interval.js';
import { pairsOfCultures } from './audit-numbers.js';
import { simultaneousIntervals } from './simultaneous-intervals.js';

/** How evenly a model serves cultures; larger numbers are worse. */
export interface GroupSummary {
  /** The culture with the largest number, and how often resamples say so too; ties are shared. */
  readonly worst: Estimate & { readonly culture: string; readonly certainty: number };
  /** Whether no culture is worse off: all numbers are one, or half the resamples have several largest. */
  readonly tied: boolean;
  /**
   * The largest less the smallest number: of these two cultures, named by the numbers, with an interval
   * that holds for all pairs at once, since they were chosen among all.
   */
  readonly gap: Estimate & { readonly cultures: readonly [worst: string, best: string] };
  /** The same two, one over the other. */
  readonly ratio: ({ readonly kind: 'estimated' } & Estimate) | Refusal<'not identifiable'>;
  /** Each culture counts the same. */
  readonly macroMean: Estimate;
  /** Each picture counts the same: large cultures hide small ones. */
  readonly weightedMean: Estimate;
}

/**
 * Summarises numbers of cultures with intervals from resamples.
 *
 * @param draws for each resample the numbers of all cultures
 * @param sizes how many pictures each culture has
 */
export function groupSummary(
  cultures: readonly string[],
  values: readonly number[],
  {
    draws,
    sizes,
    level,
  }: { draws: readonly (readonly number[])[]; sizes: readonly number[]; level: number },
): GroupSummary {
  const over = (measure: (numbers: readonly number[]) => number): Estimate => ({
    value: measure(values),
    interval: percentileInterval(draws.map(measure), level),
  });
  const total = sizes.reduce((sum, size) => sum + size, 0);
  const place = values.indexOf(Math.max(...values));
  const least = values.indexOf(Math.min(...values));
  const positive = [values, ...draws].every((numbers) => Math.min(...numbers) > 0);
  const gap = pairDifference(values, draws, { place, least, level });
  return {
    worst: {
      value: values[place]!,
      interval: simultaneousIntervals(values, draws, level)[place]!,
      culture: cultures[place]!,
      certainty:
        draws.reduce((sum, numbers) => sum + shareOfWorst(numbers, place), 0) / draws.length,
    },
    tied:
      worstOf(values).length === values.length ||
      draws.filter((numbers) => worstOf(numbers).length > 1).length >= draws.length / 2,
    gap: { ...gap, cultures: [cultures[place]!, cultures[least]!] },
    ratio: positive
      ? { kind: 'estimated', ...pairRatio(values, draws, { place, least, level }) }
      : refuse(
          'not identifiable',
          'The smallest number cannot be told from 0, so nothing is a multiple of it.',
        ),
    macroMean: over((numbers) => numbers.reduce((sum, value) => sum + value, 0) / numbers.length),
    weightedMean: over((numbers) =>
      numbers.reduce((sum, value, at) => sum + (value * sizes[at]!) / total, 0),
    ),
  };
}

// Numbers that rounding alone sets apart are one.
const ROUNDING = 1e-9;

/** The places of the largest number. */
function worstOf(numbers: readonly number[]): number[] {
  const largest = Math.max(...numbers);
  const reach = largest - ROUNDING * Math.max(...numbers.map(Math.abs));
  return [...numbers.keys()].filter((at) => numbers[at]! >= reach);
}

function shareOfWorst(numbers: readonly number[], place: number): number {
  const worst = worstOf(numbers);
  return worst.includes(place) ? 1 / worst.length : 0;
}

interface ChosenPair {
  readonly place: number;
  readonly least: number;
  readonly level: number;
}

/**
 * The difference of two places that were chosen by their numbers.
 *
 * The largest less the smallest of every resample would lie above 0 also where all are alike: so it is the
 * same two in every resample, and the interval is wide enough for whichever pair had been chosen.
 */
function pairDifference(
  values: readonly number[],
  draws: readonly (readonly number[])[],
  { place, least, level }: ChosenPair,
): Estimate {
  const pairs = pairsOfCultures(values.length);
  const differences = (numbers: readonly number[]) =>
    pairs.map(([a, b]) => numbers[a]! - numbers[b]!);
  const all = simultaneousIntervals(differences(values), draws.map(differences), level);
  const at = pairs.findIndex(([a, b]) => [a, b].includes(place) && [a, b].includes(least));
  const value = values[place]! - values[least]!;
  const half = at < 0 ? 0 : (all[at]!.high - all[at]!.low) / 2;
  return { value, interval: { low: value - half, high: value + half, level } };
}

function pairRatio(
  values: readonly number[],
  draws: readonly (readonly number[])[],
  pair: ChosenPair,
): Estimate {
  const logs = (numbers: readonly number[]) => numbers.map(Math.log);
  const { value, interval } = pairDifference(logs(values), draws.map(logs), pair);
  const { low, high, level } = interval;
  return { value: Math.exp(value), interval: { low: Math.exp(low), high: Math.exp(high), level } };
}
