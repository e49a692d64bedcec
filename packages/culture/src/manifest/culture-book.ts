import type { Culture, LabelBasis } from './types.js';
import { PROVISIONAL } from './warnings.js';

/** Which labels of a source mean which tradition. */
export interface CultureMapping {
  readonly cultures: readonly Culture[];
  /** The first rule that fits a label decides; a label that none fits stays `unmapped`. */
  readonly rules: readonly MappingRule[];
}

/** Fits a label if all that it names fits. */
export interface MappingRule {
  /** The id of a culture. */
  readonly id: string;
  /** The label without words of doubt; capitals do not matter. */
  readonly label?: string | undefined;
  /** A regular expression that is found in the label; capitals do not matter. */
  readonly pattern?: string | undefined;
  readonly basis?: LabelBasis | undefined;
  /** The column or property of the source. */
  readonly field?: string | undefined;
}

/** A label of a source, to be given a culture. */
export interface FoundLabel {
  name: string;
  basis: LabelBasis;
  field: string;
}

/** Gives labels their cultures while a source is read, and knows all of them afterwards. */
export interface CultureBook {
  idOf(label: FoundLabel): string;
  cultures(): Culture[];
}

/**
 * A book of cultures for the importers.
 *
 * With a mapping, labels get the traditions that you defined. Without one, each label becomes a
 * provisional culture of its own, marked as such: a label of a museum is not a tradition yet, and
 * {@link validateManifest} warns of it.
 *
 * @throws RangeError for rules that name no culture or fit everything, and patterns that are none.
 *
 * @example
 * ```ts
 * import { cultureBook } from '@ikat/culture';
 *
 * const book = cultureBook({
 *   cultures: [{ id: 'pahari', label: { en: 'Pahari painting' }, definition: 'Court painting of the Punjab hills, c. 1650-1850.' }],
 *   rules: [{ id: 'pahari', pattern: 'basohli|kangra|guler' }],
 * });
 * console.log(book.idOf({ name: 'India (Basohli, Jammu)', basis: 'culture-field', field: 'Culture' })); // pahari
 * ```
 */
export function cultureBook(mapping?: CultureMapping): CultureBook {
  return mapping === undefined ? provisionalBook() : mappedBook(mapping);
}

function mappedBook({ cultures, rules }: CultureMapping): CultureBook {
  const ids = new Set(cultures.map(({ id }) => id));
  const tests = rules.map((rule, index) => ruleTest(rule, { index, ids }));
  const known = new Map<string, string>();
  return {
    idOf(label) {
      const key = `${label.basis}\n${label.field}\n${label.name}`;
      let id = known.get(key);
      if (id === undefined) {
        id = rules[tests.findIndex((fits) => fits(label))]?.id ?? 'unmapped';
        known.set(key, id);
      }
      return id;
    },
    cultures: () => [...cultures],
  };
}

function ruleTest(
  { id, label, pattern, basis, field }: MappingRule,
  { index, ids }: { index: number; ids: ReadonlySet<string> },
): (found: FoundLabel) => boolean {
  const place = `cultureBook: rules[${index}]`;
  if (!ids.has(id))
    throw new RangeError(
      `${place}: expected the id of a culture, got "${id}". Define it in "cultures".`,
    );
  if (label === undefined && pattern === undefined && basis === undefined && field === undefined)
    throw new RangeError(
      `${place}: expected a label, pattern, basis or field, got none. It would fit everything.`,
    );
  const expression = pattern === undefined ? undefined : compiled(pattern, place);
  const wanted = label?.toLowerCase();
  return (found) =>
    (wanted === undefined || found.name.toLowerCase() === wanted) &&
    (expression === undefined || expression.test(found.name)) &&
    (basis === undefined || found.basis === basis) &&
    (field === undefined || found.field === field);
}

function compiled(pattern: string, place: string): RegExp {
  try {
    return new RegExp(pattern, 'iu');
  } catch (cause) {
    throw new RangeError(`${place}: expected a regular expression, got ${pattern}.`, { cause });
  }
}

function provisionalBook(): CultureBook {
  const found = new Map<string, { name: string; fields: Set<string>; count: number }>();
  const slugs = new Map<string, string>();
  return {
    idOf({ name, field }) {
      const id = slugs.get(name) ?? slugOf(name);
      slugs.set(name, id);
      const entry = found.get(id) ?? { name, fields: new Set(), count: 0 };
      entry.fields.add(field);
      entry.count++;
      found.set(id, entry);
      return id;
    },
    cultures: () =>
      [...found]
        .sort(([a], [b]) => (a < b ? -1 : 1))
        .map(([id, { name, fields, count }]) => ({
          id,
          label: { en: name },
          definition: `The label "${name}" as the source gives it ${count} times, in: ${[...fields].sort().join('; ')}.`,
          note: `${PROVISIONAL}: replace this label by a tradition with a time and a place.`,
        })),
  };
}

/** A label as an id: Latin letters without accents; other scripts by the numbers of their letters. */
export function slugOf(text: string): string {
  const plain = text
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(
      /[^\p{Script=Latin}\d\P{L}]/gu,
      (letter) => `-${letter.codePointAt(0)!.toString(16)}-`,
    );
  const slug = plain.replace(/[^a-z0-9]+/g, '-').replace(/^-+|-+$/g, '');
  return slug === '' ? 'unnamed' : slug;
}
