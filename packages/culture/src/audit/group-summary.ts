import { percentileInterval } from '../statistics/cluster-resample.js';
import { type Estimate, type Refusal, refuse } from '../statistics/interval.js';

/** How evenly a model serves cultures; larger numbers are worse. */
export interface GroupSummary {
  /** The culture with the largest number, and how often resamples say so too. */
  readonly worst: Estimate & { readonly culture: string; readonly certainty: number };
  /** The largest less the smallest. */
  readonly gap: Estimate;
  /** The largest over the smallest. */
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
  const worstAt = (numbers: readonly number[]) => numbers.indexOf(Math.max(...numbers));
  const total = sizes.reduce((sum, size) => sum + size, 0);
  const place = worstAt(values);
  const ratio = over((numbers) => Math.max(...numbers) / Math.min(...numbers));
  return {
    worst: {
      ...over((numbers) => numbers[place]!),
      culture: cultures[place]!,
      certainty: draws.filter((numbers) => worstAt(numbers) === place).length / draws.length,
    },
    gap: over((numbers) => Math.max(...numbers) - Math.min(...numbers)),
    ratio: draws.every((numbers) => Math.min(...numbers) > 0)
      ? { kind: 'estimated', ...ratio }
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
