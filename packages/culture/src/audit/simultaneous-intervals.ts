import { sortedQuantile } from '../statistics/describe-numbers.js';
import type { Interval } from '../statistics/interval.js';

/**
 * Intervals that hold for all numbers at once: `value -+ q se`, q the quantile of
 * `max |value* - mean*| / se` over resamples.
 *
 * @param draws for each resample all numbers
 */
export function simultaneousIntervals(
  values: readonly number[],
  draws: readonly (readonly number[])[],
  level: number,
): Interval[] {
  const centres = values.map(
    (_, at) => draws.reduce((sum, draw) => sum + draw[at]!, 0) / draws.length,
  );
  const errors = values.map((_, at) => {
    const squares = draws.reduce((sum, draw) => sum + (draw[at]! - centres[at]!) ** 2, 0);
    return Math.sqrt(squares / (draws.length - 1));
  });
  const largest = draws.map((draw) =>
    Math.max(
      0,
      ...draw.map((value, at) =>
        errors[at]! > 0 ? Math.abs(value - centres[at]!) / errors[at]! : 0,
      ),
    ),
  );
  const factor = sortedQuantile(Float64Array.from(largest).sort(), level);
  return values.map((value, at) => ({
    low: value - factor * errors[at]!,
    high: value + factor * errors[at]!,
    level,
  }));
}
