import type { Chunks } from './chunks.js';
import { compact } from './compact.js';
import {
  attributionsOf,
  dateFault,
  type ImportedRecord,
  type ImportOptions,
  makersGroup,
} from './import-record.js';
import { type JsonRecord, jsonRecords, listField, textField, wholeField } from './json-records.js';
import type { Attribution, ImageRights, Maker, ManifestItem } from './types.js';

/**
 * The artworks of the Art Institute of Chicago, from pages of its API, from its data dump (files one
 * after another), or from JSON lines.
 *
 * The museum has no culture field. Labels come from `style_titles` (without those that name a
 * century); beside them stand `place_of_origin` and, flagged as a proxy, the nationality in
 * `artist_display`. Images of works in the public domain are `cc0`. Records without an image are
 * skipped.
 *
 * @throws Error if the text is no JSON or no UTF-8.
 *
 * @example
 * ```ts
 * import { cultureBook, importArtInstitute } from '@ikat/culture';
 *
 * const page = ['{"data":[{"id":20,"title":"It Rocks but Is Not Sunk","image_id":"67f1","is_public_domain":true,"place_of_origin":"France"}]}'];
 * for await (const record of importArtInstitute(page, { cultures: cultureBook() }))
 *   if (record.kind === 'item') console.log(record.item.id, record.item.culture[0]?.basis); // aic:20 made-in
 * ```
 */
export async function* importArtInstitute(
  chunks: Chunks,
  options: ImportOptions,
): AsyncGenerator<ImportedRecord> {
  let count = 0;
  for await (const source of jsonRecords(chunks, 'importArtInstitute')) {
    const record = ++count;
    const message = recordFault(source);
    if (message) yield { kind: 'skipped', record, message };
    else yield { kind: 'item', record, item: itemOf(source, options) };
  }
}

function recordFault(source: JsonRecord): string | undefined {
  if (textField(source, 'id') === '') return 'expected an id, got nothing.';
  if (source.image_id === null) return 'expected an image_id, got nothing: there is no picture.';
  return dateFault(wholeField(source, 'date_start'), wholeField(source, 'date_end'));
}

function itemOf(source: JsonRecord, options: ImportOptions): ManifestItem {
  const text = (name: string) => textField(source, name);
  const recordId = text('id');
  const makers = makersOf(source);
  const place = text('place_of_origin');
  return compact<ManifestItem>({
    id: `aic:${recordId}`,
    image: { path: options.imagePath?.(recordId) ?? `images/${recordId}.jpg` },
    title: text('title'),
    makers: makers.length > 0 ? makers : undefined,
    date: compact({
      display: text('date_display'),
      begin: wholeField(source, 'date_start'),
      end: wholeField(source, 'date_end'),
    }),
    medium: text('medium_display'),
    objectType: text('artwork_type_title'),
    classification: listField(source, 'classification_titles')[0],
    place: place === '' ? undefined : { place_of_origin: place },
    culture: labelsOf(source, makers, options),
    rights: compact({
      image: rightsOf(source),
      statement: text('copyright_notice'),
      credit: text('credit_line'),
    }),
    source: compact({
      institution: 'Art Institute of Chicago',
      recordId,
      url: `https://www.artic.edu/artworks/${recordId}`,
      recordDate: text('updated_at'),
      department: text('department_title'),
    }),
    leakageGroup: makersGroup(makers),
  });
}

function rightsOf(source: JsonRecord): ImageRights {
  if (source.is_public_domain === true) return 'cc0';
  return textField(source, 'copyright_notice') === '' ? 'unknown' : 'in-copyright';
}

/** `artist_display` has a maker a block: a name, then a line such as `Italian, 1615-1673`. */
function makersOf(source: JsonRecord): Maker[] {
  const display = textField(source, 'artist_display');
  const blocks = display
    .split(/\n\s*\n/)
    .map((block) => block.split('\n').map((line) => line.trim()));
  const [first] = blocks[0] ?? [];
  const titles = listField(source, 'artist_titles');
  const names = titles.length > 0 ? titles : first ? [first] : [];
  return names.map((name, index) => {
    const block = blocks.find(([line]) => line?.startsWith(name)) ?? blocks[index];
    const nationalityRaw = nationalityOf(block ?? []);
    return compact({ name, nationalityRaw });
  });
}

/** A nationality stands before the years of a life: in the second line, or in brackets. */
function nationalityOf([first = '', second = '']: readonly string[]): string | undefined {
  const match = /^([^,\d]+),.*\d/.exec(second) ?? /\(([^,()\d]+),[^()]*\d[^()]*\)/.exec(first);
  return match?.[1]?.trim();
}

const century = /^\d+(?:st|nd|rd|th) century/i;

function labelsOf(
  source: JsonRecord,
  makers: readonly Maker[],
  { cultures }: ImportOptions,
): Attribution[] {
  const styles = listField(source, 'style_titles').filter((style) => !century.test(style));
  const labels = styles.flatMap((raw) =>
    attributionsOf(
      { raw, field: 'style_titles', basis: 'style-tradition' },
      { cultures, weighted: true },
    ),
  );
  // Several styles share the work: it is as much of one as of another.
  for (const label of labels) label.weight = label.weight! / styles.length;
  const place = {
    raw: textField(source, 'place_of_origin'),
    field: 'place_of_origin',
    basis: 'made-in',
  } as const;
  const nations = new Set(makers.map(({ nationalityRaw }) => nationalityRaw ?? ''));
  return [
    ...labels,
    ...attributionsOf(place, { cultures, weighted: false }),
    ...[...nations].flatMap((raw) =>
      attributionsOf(
        { raw, field: 'artist_display', basis: 'nationality-proxy', by: 'dataset-author' },
        { cultures, weighted: false },
      ),
    ),
  ];
}
