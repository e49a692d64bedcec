import type { Rows } from '../compare/two-samples.js';
import type { Estimate, Refusal } from '../statistics/interval.js';
import { fitRobustScale, robustScores } from '../statistics/robust-scale.js';

/** What is known of a model's work for one culture: descriptors in rows, as describeStyle gives them. */
export interface AuditedCulture {
  readonly culture: string;
  /** Works of the tradition that the model has not seen. */
  readonly real: Rows;
  /** What the model made after the tradition. */
  readonly generated: Rows;
  /** What it was made from, in the order of `generated`: the base that a transfer starts from. */
  readonly content?: Rows | undefined;
  /** What the works of `real` hang together by (an album, a maker); each on its own by default. */
  readonly realClusters?: readonly string[] | undefined;
  /** Which content each generated picture shows; the same name in several cultures is the same content. */
  readonly contentNames?: readonly string[] | undefined;
}

/** A number with an interval, a number that is only shown, or none. */
export type Measured =
  | ({ readonly kind: 'estimated' } & Estimate)
  | { readonly kind: 'shown'; readonly value: number; readonly message: string }
  | Refusal<'no base' | 'not identifiable'>;

/** The least number of real and of generated pictures that are tested and not only shown. */
export const LEAST_PICTURES = 20;

/** Whether a culture has pictures enough to be tested. */
export function isTested({ real, generated }: AuditedCulture): boolean {
  return Math.min(real.length, generated.length) >= LEAST_PICTURES;
}

/** Checks cultures and scales all descriptors by what is usual among the real works. */
export function scaledCultures(
  cultures: readonly AuditedCulture[],
  scaled: boolean,
): AuditedCulture[] {
  checkCultures(cultures);
  if (scaled) return [...cultures];
  const scale = fitRobustScale(cultures.flatMap(({ real }) => [...real]));
  return cultures.map((culture) => ({
    ...culture,
    real: robustScores(culture.real, scale),
    generated: robustScores(culture.generated, scale),
    content: culture.content && robustScores(culture.content, scale),
  }));
}

function checkCultures(cultures: readonly AuditedCulture[]): void {
  if (cultures.length < 2) {
    throw new RangeError(`auditCultures: expected two cultures or more, got ${cultures.length}.`);
  }
  const width = cultures[0]!.real[0]?.length ?? 0;
  const names = new Set<string>();
  for (const { culture, real, generated, content, realClusters, contentNames } of cultures) {
    if (names.has(culture)) {
      throw new RangeError(`auditCultures: expected each culture once, got '${culture}' twice.`);
    }
    names.add(culture);
    for (const [name, rows, least] of [
      ['real', real, 2],
      ['generated', generated, 2],
      ['content', content ?? generated, 2],
    ] as const) {
      checkRows(`${name} pictures of '${culture}'`, rows, { least, width });
    }
    for (const [name, list, expected] of [
      ['content', content, generated.length],
      ['realClusters', realClusters, real.length],
      ['contentNames', contentNames, generated.length],
    ] as const) {
      if (list !== undefined && list.length !== expected) {
        throw new RangeError(
          `auditCultures: expected ${expected} entries in ${name} of '${culture}', got ${list.length}.`,
        );
      }
    }
  }
}

function checkRows(
  what: string,
  rows: Rows,
  { least, width }: { readonly least: number; readonly width: number },
): void {
  if (rows.length < least) {
    throw new RangeError(`auditCultures: expected ${least} or more ${what}, got ${rows.length}.`);
  }
  for (const [place, row] of rows.entries()) {
    if (row.length !== width || width === 0) {
      throw new RangeError(
        `auditCultures: expected ${width} descriptors in row ${place} of the ${what}, got ${row.length}.`,
      );
    }
    if (!Array.prototype.every.call(row, Number.isFinite)) {
      throw new RangeError(
        `auditCultures: expected finite descriptors in row ${place} of the ${what}. ` +
          'Leave out pictures that could not be read.',
      );
    }
  }
}
