import { childSeed, randomSource } from '@ikat/random';
import { gaussianKernel, medianBandwidth } from '../compare/kernel-distance.js';
import type { Rows } from '../compare/two-samples.js';
import type { Interval } from '../statistics/interval.js';
import { wilsonInterval } from '../statistics/proportion-interval.js';
import type { AuditedCulture } from './audited-culture.js';
import { expectedCoverage, neighbourShares } from './neighbour-coverage.js';
import { vendiScore } from './vendi-score.js';

/** How varied a model's work is, at one number of pictures for all cultures. */
export interface CultureVariety {
  /** Pictures compared, real and generated; the same for all cultures, since shares depend on it. */
  readonly pictures: number;
  /** The share of generated pictures that lie among real ones; the interval is approximate. */
  readonly precision: { readonly value: number; readonly interval: Interval };
  /** The share of real pictures with a generated one near; the interval is approximate. */
  readonly coverage: {
    readonly value: number;
    readonly interval: Interval;
    /** What a faithful model would reach at this number. */
    readonly expected: number;
  };
  /** Different pictures in effect (Vendi score). */
  readonly realVariety: number;
  readonly generatedVariety: number;
}

const DRAWS = 20;
const MOST_PICTURES = 100;

/** Averages over random parts of the same size for all cultures. */
export function cultureVarieties(
  cultures: readonly AuditedCulture[],
  { neighbours, level, seed }: { neighbours: number; level: number; seed: number },
): CultureVariety[] {
  const sizes = cultures.flatMap(({ real, generated }) => [real.length, generated.length]);
  const pictures = Math.min(MOST_PICTURES, ...sizes);
  const k = Math.min(neighbours, pictures - 1);
  return cultures.map(({ culture, real, generated }) => {
    const kernel = gaussianKernel(medianBandwidth(real, real) || 1);
    const source = randomSource(childSeed(seed, `variety of ${culture}`));
    const part = (rows: Rows) => source.shuffle(rows).slice(0, pictures);
    const sums = { precision: 0, coverage: 0, real: 0, generated: 0 };
    for (let draw = 0; draw < DRAWS; draw++) {
      const [some, made] = [part(real), part(generated)];
      const shares = neighbourShares(some, made, k);
      sums.precision += shares.precision / DRAWS;
      sums.coverage += shares.coverage / DRAWS;
      sums.real += vendiScore(some, kernel) / DRAWS;
      sums.generated += vendiScore(made, kernel) / DRAWS;
    }
    const share = (value: number) => ({ value, interval: wilsonInterval(value, pictures, level) });
    return {
      pictures,
      precision: share(sums.precision),
      coverage: { ...share(sums.coverage), expected: expectedCoverage(pictures, pictures, k) },
      realVariety: sums.real,
      generatedVariety: sums.generated,
    };
  });
}
