import { auditCultures, type CulturesAudit } from '../audit/audit-cultures.js';
import { ethicsNotes } from '../manifest/ethics-notes.js';
import { type Refusal, refuse } from '../statistics/interval.js';
import type { DescribedItem, DescribedSource, LeftOut } from './described-set.js';
import { type LabelBasisShare, labelBases } from './set-tables.js';

/** Pictures in numbers by culture: what a model made, what is real, and what it was made from. */
export interface AuditedSet {
  /** The name of the model, if it has one. */
  readonly name?: string | undefined;
  readonly pipeline: string;
  readonly source?: DescribedSource | undefined;
  readonly cultures: readonly {
    readonly culture: string;
    readonly real: readonly DescribedItem[];
    readonly generated: readonly DescribedItem[];
    /** In the order of `generated`. */
    readonly content?: readonly DescribedItem[] | undefined;
    /** Which content each generated picture shows. */
    readonly contentNames?: readonly string[] | undefined;
  }[];
  readonly leftOut: readonly LeftOut[];
  /** Works of a manifest that count for no tradition, or that the model has seen. */
  readonly setAside?: readonly LeftOut[] | undefined;
}

/** Options of {@link auditSet}. */
export interface AuditSetOptions {
  readonly neighbours?: number | undefined;
  readonly resamples?: number | undefined;
  readonly level?: number | undefined;
  readonly seed?: number | undefined;
}

/** All that a report on an audit is made from. */
export interface SetAudit {
  readonly kind: 'audited set';
  readonly format: 'culture-audit';
  readonly version: '1.0';
  readonly name: string | undefined;
  readonly pipeline: string;
  readonly source: DescribedSource | undefined;
  readonly audit: CulturesAudit;
  /** What the labels of the real works rest on; none without a manifest. */
  readonly bases: readonly LabelBasisShare[];
  readonly leftOut: readonly LeftOut[];
  readonly setAside: readonly LeftOut[];
  /** Pictures that were smaller than what descriptors are measured at. */
  readonly enlarged: { readonly real: number; readonly generated: number };
  readonly settings: {
    readonly neighbours: number;
    readonly resamples: number;
    readonly level: number;
    readonly seed: number;
  };
  readonly notes: readonly string[];
}

/** Cultures with fewer pictures than this are not shown at all. */
const FEWEST = 5;

/**
 * Audits a model by described pictures of several cultures.
 *
 * @returns the audit, or `refused` where fewer than two cultures have five real and generated pictures
 *
 * @example
 * ```ts
 * import { auditSet } from '@ikat/culture';
 *
 * const around = (x: number) =>
 *   Array.from({ length: 20 }, (_, i) => ({
 *     id: `${x} ${i}`,
 *     file: `${i}.png`,
 *     values: [x + Math.sin(i), Math.cos(3 * i)],
 *     tieShare: 0,
 *     enlarged: false,
 *   }));
 * const cultures = [
 *   { culture: 'ink', real: around(0), generated: around(1) },
 *   { culture: 'oil', real: around(5), generated: around(5) },
 * ];
 * const result = auditSet({ name: 'a model', pipeline: 'mine', cultures, leftOut: [] }, { resamples: 49 });
 * console.log(result.kind); // audited set
 * ```
 */
export function auditSet(
  set: AuditedSet,
  { neighbours = 5, resamples = 500, level = 0.95, seed = 0 }: AuditSetOptions = {},
): SetAudit | Refusal<'too few groups'> {
  const kept = set.cultures.filter(
    ({ real, generated }) => Math.min(real.length, generated.length) >= FEWEST,
  );
  if (kept.length < 2) {
    const got = set.cultures
      .map(
        ({ culture, real, generated }) =>
          `${culture} (${real.length} real, ${generated.length} generated)`,
      )
      .join(', ');
    return refuse(
      'too few groups',
      `Expected two cultures of ${FEWEST} real and ${FEWEST} generated pictures or more, got ${got || 'none'}.`,
    );
  }
  const rows = (items: readonly DescribedItem[]) => items.map(({ values }) => values);
  const audit = auditCultures(
    kept.map(({ culture, real, generated, content, contentNames }) => ({
      culture,
      real: rows(real),
      generated: rows(generated),
      content: content && rows(content),
      contentNames,
      realClusters: real.map(({ id, cluster }) => cluster ?? id),
    })),
    { neighbours, bootstrap: resamples, level, seed },
  );
  const enlarged = (of: 'real' | 'generated') =>
    kept.flatMap((culture) => culture[of]).filter((item) => item.enlarged).length;
  return {
    kind: 'audited set',
    format: 'culture-audit',
    version: '1.0',
    name: set.name,
    pipeline: set.pipeline,
    source: set.source,
    audit,
    bases: labelBases(kept.flatMap(({ real }) => real)),
    leftOut: set.leftOut,
    setAside: set.setAside ?? [],
    enlarged: { real: enlarged('real'), generated: enlarged('generated') },
    settings: { neighbours, resamples, level, seed },
    notes: ethicsNotes,
  };
}
