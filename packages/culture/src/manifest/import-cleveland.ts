import type { Chunks } from './chunks.js';
import { compact } from './compact.js';
import {
  attributionsOf,
  dateFault,
  type ImportedRecord,
  type ImportOptions,
  makersGroup,
} from './import-record.js';
import { type JsonRecord, listField, textField, wholeField } from './json-records.js';
import { withoutDates } from './label-text.js';
import { tableOrJson } from './table-or-json.js';
import type { Attribution, ImageRights, Maker, ManifestItem } from './types.js';

const columns = [
  'id',
  'title',
  'series',
  'creation_date',
  'creation_date_earliest',
  'creation_date_latest',
  'creators',
  'culture',
  'technique',
  'department',
  'collection',
  'type',
  'copyright',
  'creditline',
  'url',
  'share_license_status',
  'updated_at',
];

/**
 * The artworks of the Cleveland Museum of Art, from `data.json`, `data.csv`, pages of its API, or
 * JSON lines.
 *
 * `culture` is free text with dates and doubt ("Spain or Northern Italy, mid 16th century"): it is
 * kept as it is; dates are left out of the tradition's name, doubt becomes the certainty, and each
 * alternative gets its share of the weight. Makers' nationality stands beside it as a proxy. Works
 * are `cc0` where the museum says so.
 *
 * @throws Error if the text is neither JSON nor a table with `id`, or no UTF-8.
 *
 * @example
 * ```ts
 * import { cultureBook, importCleveland } from '@ikat/culture';
 *
 * const text = ['[{"id":1,"share_license_status":"CC0","culture":["Spain or Northern Italy, mid 16th century"]}]'];
 * for await (const record of importCleveland(text, { cultures: cultureBook() }))
 *   if (record.kind === 'item')
 *     console.log(record.item.culture.map(({ id, certainty, weight }) => `${id} ${certainty} ${weight}`).join(', ')); // spain possible 0.5, northern-italy possible 0.5
 * ```
 */
export async function* importCleveland(
  chunks: Chunks,
  options: ImportOptions,
): AsyncGenerator<ImportedRecord> {
  let count = 0;
  for await (const { line, source } of tableOrJson(chunks, { name: 'importCleveland', columns })) {
    const place = { record: ++count, ...(line === undefined ? {} : { line }) };
    const message = recordFault(source);
    if (message) yield { kind: 'skipped', ...place, message };
    else yield { kind: 'item', ...place, item: itemOf(source, options) };
  }
}

function recordFault(source: JsonRecord): string | undefined {
  if (textField(source, 'id') === '') return 'expected an id, got nothing.';
  if (hasNoImages(source.images)) return 'expected images, got nothing: there is no picture.';
  return dateFault(
    wholeField(source, 'creation_date_earliest'),
    wholeField(source, 'creation_date_latest'),
  );
}

/** Works under copyright have an empty record of images; a query may leave the field out. */
const hasNoImages = (images: unknown) =>
  images === null || (typeof images === 'object' && Object.keys(images).length === 0);

function itemOf(source: JsonRecord, options: ImportOptions): ManifestItem {
  const text = (name: string) => textField(source, name);
  const recordId = text('id');
  const makers = makersOf(source);
  const series = text('series');
  return compact<ManifestItem>({
    id: `cma:${recordId}`,
    image: { path: options.imagePath?.(recordId) ?? `images/${recordId}.jpg` },
    title: text('title'),
    makers: makers.length > 0 ? makers : undefined,
    date: compact({
      display: text('creation_date'),
      begin: wholeField(source, 'creation_date_earliest'),
      end: wholeField(source, 'creation_date_latest'),
    }),
    medium: text('technique'),
    objectType: text('type'),
    classification: text('collection'),
    culture: labelsOf(source, makers, options),
    rights: compact({
      image: rightsOf(text('share_license_status')),
      statement: text('copyright'),
      credit: text('creditline'),
    }),
    source: compact({
      institution: 'The Cleveland Museum of Art',
      recordId,
      url: text('url'),
      recordDate: text('updated_at'),
      department: text('department'),
    }),
    leakageGroup: makersGroup(makers) ?? (series === '' ? undefined : `series ${series}`),
  });
}

const rightsOf = (status: string): ImageRights =>
  status === 'CC0' ? 'cc0' : status === 'Copyrighted' ? 'in-copyright' : 'unknown';

/** `Albrecht Dürer (German, 1471-1528), artist`, in JSON with the role in a field of its own. */
function makersOf(source: JsonRecord): Maker[] {
  const { creators } = source;
  const list = Array.isArray(creators)
    ? (creators as JsonRecord[]).map((maker) => ({
        text: textField(maker, 'description'),
        role: textField(maker, 'role'),
      }))
    : textField(source, 'creators')
        .split(';')
        .map((text) => ({ text: text.trim(), role: '' }));
  return list.flatMap(({ text, role }) => {
    const [, name, nationalityRaw] = /^(.*?)\s*\(([^,()\d]+),[^()]*\)/.exec(text) ?? [];
    const whole = name ?? text;
    return whole === '' ? [] : [compact({ name: whole, role, nationalityRaw })];
  });
}

function labelsOf(
  source: JsonRecord,
  makers: readonly Maker[],
  { cultures }: ImportOptions,
): Attribution[] {
  const listed = listField(source, 'culture');
  const texts = listed.length > 0 ? listed : textField(source, 'culture').split(';');
  const labels = texts
    .map((raw) => raw.trim())
    .flatMap((raw) => {
      const label = {
        raw,
        field: 'culture',
        basis: 'culture-field',
        name: withoutDates(raw),
      } as const;
      return attributionsOf(label, { cultures, weighted: true });
    });
  const sum = labels.reduce((total, { weight }) => total + weight!, 0);
  for (const label of labels) label.weight = label.weight! / sum;
  const nations = new Set(makers.map(({ nationalityRaw }) => nationalityRaw ?? ''));
  for (const raw of nations)
    labels.push(
      ...attributionsOf(
        { raw, field: 'creators', basis: 'nationality-proxy', by: 'dataset-author' },
        { cultures, weighted: false },
      ),
    );
  return labels;
}
