import { childSeed } from '@ikat/random';
import { clusterResamples, percentileInterval } from '../statistics/cluster-resample.js';
import { type Refusal, refuse } from '../statistics/interval.js';
import { halvesQuantile, type Numbers, numbersOf, pairsOfCultures } from './audit-numbers.js';
import {
  type AuditedCulture,
  isTested,
  LEAST_PICTURES,
  type Measured,
  scaledCultures,
} from './audited-culture.js';
import { type CultureVariety, cultureVarieties } from './culture-variety.js';
import { type GroupSummary, groupSummary } from './group-summary.js';
import { picturePool } from './picture-pool.js';
import { simultaneousIntervals } from './simultaneous-intervals.js';

/** Options of {@link auditCultures}. */
export interface CultureAuditOptions {
  /** Whether descriptors are scaled already; by default robust z-scores of the real works are taken. */
  readonly scaled?: boolean | undefined;
  /** k of precision and coverage; 5 by default. */
  readonly neighbours?: number | undefined;
  /** Resamples; 500 by default. */
  readonly bootstrap?: number | undefined;
  readonly level?: number | undefined;
  readonly seed?: number | undefined;
}

/** What a model does for one culture. */
export interface CultureAudit {
  readonly culture: string;
  readonly realPictures: number;
  readonly generatedPictures: number;
  /** The unbiased energy distance of generated to real works; intervals hold for all cultures at once. */
  readonly distance: Measured;
  /** What equal samples give: 0 on average, and in 95 of 100 halvings of the real works at most this. */
  readonly floor: { readonly value: 0; readonly high: number };
  /** The distance of the untransferred content to the real works. */
  readonly base: Measured;
  /** The share of that distance which is left: 0 as real works, 1 as if nothing had been done. */
  readonly excess: Measured;
  /** 0 faithful, above 0 exaggerated, below 0 assimilated to the others. */
  readonly caricature: Measured;
  /** Refused of cultures with too few pictures, and of all where fewer than two have enough. */
  readonly variety: CultureVariety | Refusal<'too few'>;
}

/** Whether two cultures are as far apart in generated as in real works. */
export interface Separation {
  readonly cultures: readonly [string, string];
  /** Generated over real distance; below 1: homogenised. */
  readonly ratio: Measured;
}

/** What {@link auditCultures} finds; effects are this package's own measures, not published standards. */
export interface CulturesAudit {
  readonly cultures: readonly CultureAudit[];
  readonly separations: readonly Separation[];
  /** Over cultures with enough pictures: of the excess where all have a base, else of the distance. */
  readonly summary:
    | ({ readonly kind: 'estimated'; readonly of: 'excess' | 'distance' } & GroupSummary)
    | Refusal<'too few'>;
  readonly notes: readonly string[];
}

/**
 * Asks whom a model serves worst, and whether it flattens or exaggerates cultures.
 *
 * Quality is the unbiased energy distance to real works (Székely and Rizzo); `excess` divides it by the
 * distance that the content had before. The separation ratio is
 * `E(generated_c, generated_d) / E(real_c, real_d)`; the caricature index is
 * `<m_gen - m_c, m_c - m_o> / |m_c - m_o|^2`. Intervals resample works and contents. Cultures with fewer
 * than 20 real or generated pictures are shown, not tested.
 *
 * @example
 * ```ts
 * import { auditCultures } from '@ikat/culture';
 *
 * const around = (x: number) => Array.from({ length: 20 }, (_, i) => [x + Math.sin(i), Math.cos(3 * i)]);
 * const audit = auditCultures(
 *   [
 *     { culture: 'ink', real: around(0), generated: around(-2) },
 *     { culture: 'oil', real: around(5), generated: around(5) },
 *   ],
 *   { bootstrap: 49, scaled: true },
 * );
 * const { caricature } = audit.cultures[0]!;
 * if (caricature.kind === 'estimated') console.log(caricature.value.toFixed(2)); // 0.40
 * ```
 */
export function auditCultures(
  cultures: readonly AuditedCulture[],
  options: CultureAuditOptions = {},
): CulturesAudit {
  const { neighbours = 5, bootstrap = 500, level = 0.95, seed = 0 } = options;
  const scaled = scaledCultures(cultures, options.scaled ?? false);
  const pool = picturePool(scaled);
  const observed = numbersOf(pool, new Float64Array(pool.rows.length).fill(1));
  const resampling = { repetitions: bootstrap, seed: childSeed(seed, 'pictures') };
  const draws = Array.from(clusterResamples(pool.units, pool.layers, resampling), (weights) =>
    numbersOf(pool, weights),
  );
  const floors = pool.blocks.map(({ real, culture }) =>
    halvesQuantile(pool, real, childSeed(seed, `halves of ${culture}`)),
  );
  const context: Context = { scaled, observed, draws, floors, level };
  const varieties = cultureVarieties(scaled, { neighbours, level, seed });
  return {
    cultures: cultureAudits(context, varieties),
    separations: separationsOf(context),
    summary: summaryOf(context),
    notes: [
      'Labels describe attributed traditions of objects, not people.',
      'Separation, excess and caricature are measures of this package, not published standards.',
    ],
  };
}

interface Context {
  readonly scaled: readonly AuditedCulture[];
  readonly observed: Numbers;
  readonly draws: readonly Numbers[];
  readonly floors: readonly number[];
  readonly level: number;
}

function shown(value: number, { culture, real, generated }: AuditedCulture): Measured {
  return {
    kind: 'shown',
    value,
    message:
      `'${culture}' has ${real.length} real and ${generated.length} generated pictures; with fewer than ` +
      `${LEAST_PICTURES} the number is shown without an interval and takes no part in comparisons.`,
  };
}

function measured(
  context: Context,
  of: (numbers: Numbers) => number,
  cultures: readonly AuditedCulture[],
): Measured {
  const value = of(context.observed);
  const small = cultures.find((culture) => !isTested(culture));
  if (small) return shown(value, small);
  const interval = percentileInterval(context.draws.map(of), context.level);
  return { kind: 'estimated', value, interval };
}

function cultureAudits(
  context: Context,
  varieties: readonly CultureAudit['variety'][],
): CultureAudit[] {
  const { scaled, observed, draws, floors, level } = context;
  const all = draws.map(({ distance }) => distance);
  const intervals = simultaneousIntervals(observed.distance, all, level);
  return scaled.map((culture, at) => {
    const value = observed.distance[at]!;
    return {
      culture: culture.culture,
      realPictures: culture.real.length,
      generatedPictures: culture.generated.length,
      distance: isTested(culture)
        ? { kind: 'estimated', value, interval: intervals[at]! }
        : shown(value, culture),
      floor: { value: 0, high: floors[at]! },
      ...baseAndExcess(context, culture, at),
      caricature: !(observed.noiseShare[at]! <= 0.5)
        ? refuse(
            'not identifiable',
            `Real works of '${culture.culture}' cannot be told from the others in these descriptors.`,
          )
        : measured(context, ({ caricature }) => caricature[at]!, [culture]),
      variety: varieties[at]!,
    };
  });
}

function baseAndExcess(
  context: Context,
  culture: AuditedCulture,
  at: number,
): Pick<CultureAudit, 'base' | 'excess'> {
  if (!culture.content) {
    const missing = refuse('no base', `No content was given for '${culture.culture}'.`);
    return { base: missing, excess: missing };
  }
  const base = measured(context, (numbers) => numbers.base[at]!, [culture]);
  const like = !(context.observed.base[at]! > context.floors[at]!);
  return {
    base,
    excess: like
      ? refuse(
          'not identifiable',
          `The content of '${culture.culture}' is like its real works before any transfer.`,
        )
      : measured(context, (numbers) => numbers.distance[at]! / numbers.base[at]!, [culture]),
  };
}

function separationsOf(context: Context): Separation[] {
  const { scaled, draws, level } = context;
  return pairsOfCultures(scaled.length).map(([a, b], at) => {
    const pair = [scaled[a]!, scaled[b]!] as const;
    const ratio = measured(
      context,
      ({ generatedPairs, realPairs }) => generatedPairs[at]! / realPairs[at]!,
      pair,
    );
    const real = percentileInterval(
      draws.map(({ realPairs }) => realPairs[at]!),
      level,
    );
    const apart = real.low > 0 && context.observed.realPairs[at]! > 0;
    return {
      cultures: [pair[0].culture, pair[1].culture],
      ratio:
        ratio.kind !== 'refused' &&
        !(apart || (ratio.kind === 'shown' && Number.isFinite(ratio.value)))
          ? refuse(
              'not identifiable',
              `Real works of '${pair[0].culture}' and '${pair[1].culture}' cannot be told apart.`,
            )
          : ratio,
    };
  });
}

function summaryOf(context: Context): CulturesAudit['summary'] {
  const { scaled, observed, draws, floors, level } = context;
  const tested = [...scaled.keys()].filter((at) => isTested(scaled[at]!));
  if (tested.length < 2) {
    return refuse(
      'too few',
      `Fewer than two cultures have ${LEAST_PICTURES} real and generated pictures.`,
    );
  }
  const based = tested.every((at) => observed.base[at]! > floors[at]!);
  const numbers = ({ distance, base }: Numbers) =>
    tested.map((at) => (based ? distance[at]! / base[at]! : distance[at]!));
  const names = tested.map((at) => scaled[at]!.culture);
  const summary = groupSummary(names, numbers(observed), {
    draws: draws.map(numbers),
    sizes: tested.map((at) => scaled[at]!.real.length),
    level,
  });
  return { kind: 'estimated', of: based ? 'excess' : 'distance', ...summary };
}
