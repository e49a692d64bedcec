import { childSeed, randomSource } from '@ikat/random';
import { gaussianKernel, medianBandwidth } from '../compare/kernel-distance.js';
import type { Rows } from '../compare/two-samples.js';
import { percentileInterval } from '../statistics/cluster-resample.js';
import { type Estimate, type Refusal, refuse } from '../statistics/interval.js';
import { type AuditedCulture, isTested, LEAST_PICTURES } from './audited-culture.js';
import { expectedCoverage, neighbourShares } from './neighbour-coverage.js';
import { vendiScore } from './vendi-score.js';

/** A measure of generated pictures, and the same of real works that were held out. */
export interface VarietyShare extends Estimate {
  /** What other real works reach at the same number: as good as it gets. */
  readonly heldOut: Estimate;
}

/** How varied a model's work is, at one number of pictures for all cultures. */
export interface CultureVariety {
  readonly kind: 'measured';
  /** Pictures in each comparison; the same for all cultures, since the measures depend on it. */
  readonly pictures: number;
  /** The share of generated pictures that lie among real ones. */
  readonly precision: VarietyShare;
  /** The share of real pictures with a generated one near. */
  readonly coverage: VarietyShare & {
    /** What pictures of the same law reach on average, by formula. */
    readonly expected: number;
  };
  /** How many different pictures there are in effect (Vendi score). */
  readonly variety: VarietyShare;
}

const DRAWS = 40;
const MOST_PICTURES = 60;

/**
 * Measures random halves, of the size that the smallest set allows, for all cultures with enough pictures.
 *
 * One number of pictures must serve all cultures, so a culture with few would leave few for each: in
 * halves of three pictures, the neighbours of one are all the others. Such cultures are left out, and
 * with no two left nothing is measured.
 *
 * Intervals are percentiles over halves: their spread is that of the whole sample (the delete-half
 * jackknife), and more for cultures with more pictures.
 */
export function cultureVarieties(
  cultures: readonly AuditedCulture[],
  options: VarietyOptions,
): (CultureVariety | Refusal<'too few'>)[] {
  const large = cultures.filter(isTested);
  const sizes = large.flatMap(({ real, generated }) => [real.length, generated.length]);
  const pictures = Math.min(MOST_PICTURES, Math.floor(Math.min(...sizes) / 2));
  return cultures.map((culture) => {
    if (!isTested(culture)) return tooFewPictures(culture);
    if (large.length < 2) return tooFewCultures();
    return varietyOf(culture, pictures, options);
  });
}

interface VarietyOptions {
  readonly neighbours: number;
  readonly level: number;
  readonly seed: number;
}

function tooFewPictures({ culture, real, generated }: AuditedCulture) {
  return refuse(
    'too few',
    `'${culture}' has ${real.length} real and ${generated.length} generated pictures; variety needs ${LEAST_PICTURES} of each.`,
  );
}

const tooFewCultures = () =>
  refuse('too few', `Fewer than two cultures have ${LEAST_PICTURES} real and generated pictures.`);

function varietyOf(
  { culture, real, generated }: AuditedCulture,
  pictures: number,
  { neighbours, level, seed }: VarietyOptions,
): CultureVariety {
  const k = Math.min(neighbours, pictures - 1);
  const kernel = gaussianKernel(medianBandwidth(real, real) || 1);
  const source = randomSource(childSeed(seed, `variety of ${culture}`));
  const draws = Array.from({ length: DRAWS }, () => {
    const shuffled = source.shuffle(real);
    const [some, others] = [shuffled.slice(0, pictures), shuffled.slice(pictures, 2 * pictures)];
    const made = source.shuffle(generated).slice(0, pictures);
    const measure = (rows: Rows) => ({
      ...neighbourShares(some, rows, k),
      variety: vendiScore(rows, kernel),
    });
    return { made: measure(made), heldOut: measure(others) };
  });
  const share = (name: 'precision' | 'coverage' | 'variety'): VarietyShare => ({
    ...summarised(
      draws.map(({ made }) => made[name]),
      level,
    ),
    heldOut: summarised(
      draws.map(({ heldOut }) => heldOut[name]),
      level,
    ),
  });
  return {
    kind: 'measured',
    pictures,
    precision: share('precision'),
    coverage: { ...share('coverage'), expected: expectedCoverage(pictures, pictures, k) },
    variety: share('variety'),
  };
}

function summarised(draws: readonly number[], level: number): Estimate {
  const value = draws.reduce((sum, draw) => sum + draw, 0) / draws.length;
  return { value, interval: percentileInterval(draws, level) };
}
