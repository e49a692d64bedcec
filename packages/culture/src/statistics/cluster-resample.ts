import { randomSource } from '@ikat/random';
import { sortedQuantile } from './describe-numbers.js';
import { placesBy } from './group-by.js';
import type { Interval } from './interval.js';

/**
 * How often each item occurs in resamples that draw whole units, with replacement, within layers.
 *
 * @param units the items of each unit: what was drawn together stays together
 * @param layers a name for each unit; as many units are drawn of each layer as it has
 * @yields one count an item; the array is reused
 */
export function* clusterResamples(
  units: readonly (readonly number[])[],
  layers: readonly string[],
  { repetitions, seed }: { readonly repetitions: number; readonly seed: number },
): Generator<Float64Array> {
  const byLayer = [...placesBy(units.length, (unit) => layers[unit]!).values()];
  const source = randomSource(seed);
  const counts = new Float64Array(units.reduce((sum, unit) => sum + unit.length, 0));
  for (let repetition = 0; repetition < repetitions; repetition++) {
    counts.fill(0);
    for (const layer of byLayer) {
      for (let draw = 0; draw < layer.length; draw++) {
        for (const item of units[layer[source.integer(layer.length)]!]!) counts[item]!++;
      }
    }
    yield counts;
  }
}

/** The percentile interval of what resamples gave; those that are not finite are left out. */
export function percentileInterval(draws: ArrayLike<number>, level = 0.95): Interval {
  const ascending = Float64Array.from(draws).filter(Number.isFinite).sort();
  const side = (1 - level) / 2;
  return {
    low: sortedQuantile(ascending, side),
    high: sortedQuantile(ascending, 1 - side),
    level,
  };
}
