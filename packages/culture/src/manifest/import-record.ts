import type { CultureBook } from './culture-book.js';
import { readLabel } from './label-text.js';
import type { Attribution, LabelAuthor, LabelBasis, Maker, ManifestItem } from './types.js';

/** One record of a source: an item, or why it is none. */
export type ImportedRecord =
  | {
      readonly kind: 'item';
      readonly record: number;
      readonly line?: number | undefined;
      readonly item: ManifestItem;
    }
  | {
      readonly kind: 'skipped';
      readonly record: number;
      readonly line?: number | undefined;
      readonly message: string;
    };

/** What the importers share. */
export interface ImportOptions {
  /** Gives labels their cultures; see {@link cultureBook}. */
  cultures: CultureBook;
  /** The path of a record's image; `images/<record id>.jpg` by default. */
  imagePath?: ((recordId: string) => string) | undefined;
}

/** A museum's text for a culture, and what it rests on. */
export interface LabelSource {
  raw: string;
  field: string;
  basis: LabelBasis;
  by?: LabelAuthor | undefined;
  /** What of `raw` names the tradition; all of it by default. */
  name?: string | undefined;
}

/** The attributions in a text: one for each alternative, which share the weight of 1 or have none. */
export function attributionsOf(
  { raw, field, basis, by = 'institution', name = raw }: LabelSource,
  { cultures, weighted }: { cultures: CultureBook; weighted: boolean },
): Attribution[] {
  const readings = readLabel(name);
  const proxy = basis === 'nationality-proxy';
  return readings.map((reading) => ({
    id: cultures.idOf({ name: reading.name, basis, field }),
    raw,
    field,
    basis,
    certainty: proxy ? 'possible' : reading.certainty,
    ...(weighted ? { weight: 1 / readings.length } : {}),
    by,
  }));
}

/** A maker's works share a split: a model would know the hand. Nobody's works do not. */
export function makersGroup(makers: readonly Maker[]): string | undefined {
  const name = makers[0]?.name.trim();
  if (!name || /^(?:unknown|unidentified|anonymous|unrecorded)\b/i.test(name)) return undefined;
  return `maker ${name}`;
}

/** Dates in order; what the source gives the wrong way round is told and not guessed. */
export function dateFault(begin: number | undefined, end: number | undefined): string | undefined {
  if (begin === undefined || end === undefined || begin <= end) return undefined;
  return `expected dates in order, got ${begin} to ${end}.`;
}
