import type { Chunks } from './chunks.js';
import { compact } from './compact.js';
import {
  attributionsOf,
  type ImportedRecord,
  type ImportOptions,
  makersGroup,
} from './import-record.js';
import type { JsonRecord } from './json-records.js';
import { tableOrJson } from './table-or-json.js';
import type { Attribution, ImageRights, LabelBasis, Maker, ManifestItem } from './types.js';

const columns = [
  'item',
  'itemLabel',
  'image',
  'creatorLabel',
  'nationalityLabel',
  'cultureLabel',
  'movementLabel',
  'originLabel',
  'inception',
  'inceptionPrecision',
  'materialLabel',
  'typeLabel',
  'collectionLabel',
  'inventory',
  'copyrightLabel',
];

/** One row of a query result by variable. */
type Row = (variable: string) => string;

/**
 * Works in the rows of a Wikidata query: SPARQL results, the query service's JSON file, or its CSV.
 *
 * Variables by name, all but `item` optional: `item`, `itemLabel`, `image` (P18), `creatorLabel`
 * (P170), `nationalityLabel` (P27 of the creator: a proxy), `cultureLabel` (P2596), `movementLabel`
 * (P135), `originLabel` (P495), `inception` (P571) with `inceptionPrecision`, `materialLabel` (P186),
 * `typeLabel` (P31), `collectionLabel` (P195), `inventory` (P217), `copyrightLabel` (P6216). End the
 * query with `ORDER BY ?item`: rows of one work that follow each other are one record. Few paintings
 * have a movement, and most come from Western museums: say so where you use them.
 *
 * @throws Error if the text is neither JSON nor a table with `item`, or no UTF-8.
 *
 * @example
 * ```ts
 * import { cultureBook, importWikidata } from '@ikat/culture';
 *
 * const rows = ['item,itemLabel,movementLabel\n', 'http://www.wikidata.org/entity/Q1,A view,ukiyo-e\n', 'http://www.wikidata.org/entity/Q1,A view,shin-hanga\n'];
 * for await (const record of importWikidata(rows, { cultures: cultureBook() }))
 *   if (record.kind === 'item')
 *     console.log(record.item.id, record.item.culture.map(({ id, weight }) => `${id} ${weight}`).join(', ')); // wikidata:Q1 ukiyo-e 0.5, shin-hanga 0.5
 * ```
 */
export async function* importWikidata(
  chunks: Chunks,
  options: ImportOptions,
): AsyncGenerator<ImportedRecord> {
  let count = 0;
  for await (const { line, rows, id } of works(chunks)) {
    const place = { record: ++count, ...(line === undefined ? {} : { line }) };
    if (/^Q\d+$/.test(id)) yield { kind: 'item', ...place, item: itemOf(id, rows, options) };
    else
      yield { kind: 'skipped', ...place, message: `expected item to be an entity, got "${id}".` };
  }
}

/** Rows of one work that follow each other. */
async function* works(
  chunks: Chunks,
): AsyncGenerator<{ line?: number | undefined; id: string; rows: Row[] }> {
  let work: { line?: number | undefined; id: string; rows: Row[] } | undefined;
  for await (const { line, source } of tableOrJson(chunks, { name: 'importWikidata', columns })) {
    const row = rowOf(source);
    const id = row('item').split('/').at(-1)!;
    if (work?.id === id) work.rows.push(row);
    else {
      if (work) yield work;
      work = { line, id, rows: [row] };
    }
  }
  if (work) yield work;
}

/** A value is a text, or `{ type, value }` in SPARQL results. */
const rowOf =
  (source: JsonRecord): Row =>
  (variable) => {
    const field = source[variable];
    const value = typeof field === 'object' && field !== null ? (field as JsonRecord).value : field;
    return typeof value === 'string' || typeof value === 'number' ? String(value).trim() : '';
  };

const distinct = (rows: readonly Row[], variable: string) => [
  ...new Set(rows.map((row) => row(variable)).filter((value) => value !== '')),
];

function itemOf(id: string, rows: readonly Row[], options: ImportOptions): ManifestItem {
  const first = (variable: string) => distinct(rows, variable)[0] ?? '';
  const makers = distinct(rows, 'creatorLabel').map((name): Maker => ({ name }));
  const nations = distinct(rows, 'nationalityLabel');
  if (makers.length === 1 && nations.length > 0) makers[0]!.nationalityRaw = nations.join('; ');
  const origin = first('originLabel');
  return compact<ManifestItem>({
    id: `wikidata:${id}`,
    image: { path: options.imagePath?.(id) ?? `images/${id}${extensionOf(first('image'))}` },
    title: first('itemLabel'),
    makers: makers.length > 0 ? makers : undefined,
    date: dateOf(first('inception'), first('inceptionPrecision')),
    medium: distinct(rows, 'materialLabel').join(', '),
    objectType: first('typeLabel'),
    place: origin === '' ? undefined : { country_of_origin: origin },
    culture: labelsOf(rows, options),
    rights: rightsOf(first('copyrightLabel')),
    source: compact({
      institution: first('collectionLabel') || 'Wikidata',
      recordId: first('inventory') || id,
      url: first('image'),
      wikidata: `https://www.wikidata.org/wiki/${id}`,
    }),
    leakageGroup: makersGroup(makers),
  });
}

const extensionOf = (address: string) => /\.\w{3,4}$/.exec(address)?.[0].toLowerCase() ?? '.jpg';

function rightsOf(status: string): ManifestItem['rights'] {
  const image: ImageRights = /public domain/i.test(status)
    ? 'public-domain'
    : /^copyrighted/i.test(status)
      ? 'in-copyright'
      : 'unknown';
  if (status === '') return { image };
  return { image, statement: `Copyright status of the work, not of its photograph: ${status}` };
}

/** Years of a Wikidata time by its precision: 9 a year, 8 a decade, 7 a century. */
function dateOf(time: string, precision: string): ManifestItem['date'] {
  const match = /^([+-]?\d+)-\d\d-\d\dT/.exec(time);
  if (!match) return undefined;
  const year = Number(match[1]);
  const display = String(year);
  // Without its precision a time may be the first year of a whole century.
  if (precision === '' || Number(precision) < 7) return { display };
  if (Number(precision) >= 9) return { display, begin: year, end: year };
  const span = Number(precision) === 8 ? 10 : 100;
  const begin = span === 10 ? Math.floor(year / 10) * 10 : Math.floor((year - 1) / 100) * 100 + 1;
  return { display, begin, end: begin + span - 1 };
}

const properties: { variable: string; basis: LabelBasis }[] = [
  { variable: 'cultureLabel', basis: 'culture-field' },
  { variable: 'movementLabel', basis: 'style-tradition' },
  { variable: 'originLabel', basis: 'made-in' },
  { variable: 'nationalityLabel', basis: 'nationality-proxy' },
];

/** The first property that has values carries the weight; the others are evidence. */
function labelsOf(rows: readonly Row[], { cultures }: ImportOptions): Attribution[] {
  const strong = properties.slice(0, 2).find(({ variable }) => distinct(rows, variable).length > 0);
  return properties.flatMap(({ variable, basis }) => {
    const values = distinct(rows, variable);
    const weighted = strong?.variable === variable;
    const labels = values.flatMap((raw) =>
      attributionsOf({ raw, field: variable, basis, by: 'annotator' }, { cultures, weighted }),
    );
    if (weighted) for (const label of labels) label.weight = label.weight! / values.length;
    return labels;
  });
}
