import type { Chunks } from './chunks.js';
import { compact } from './compact.js';
import { type CsvRecord, csvRecords } from './csv-rows.js';
import {
  attributionsOf,
  dateFault,
  type ImportedRecord,
  type ImportOptions,
  makersGroup,
} from './import-record.js';
import type { Attribution, Maker, ManifestItem } from './types.js';

const columns = [
  'Object ID',
  'Is Public Domain',
  'Culture',
  'Object Begin Date',
  'Object End Date',
];

/**
 * The records of the Metropolitan Museum's open-access table `MetObjects.csv`, one by one in bounded
 * memory.
 *
 * Labels come from `Culture`; if that is empty from `Period`, `Dynasty` or `Reign`; beside them stand
 * where the work was made and, flagged as a proxy, its makers' nationality. `Culture` is empty for
 * European paintings: choosing by it alone would remove them in silence. A work is `cc0` where `Is
 * Public Domain` is true and `unknown` elsewhere. Works of one maker form a leakage group.
 *
 * @throws Error if the file is a Git LFS pointer, no UTF-8, or lacks columns.
 *
 * @example
 * ```ts
 * import { cultureBook, importMet } from '@ikat/culture';
 *
 * const table = [
 *   'Object ID,Is Public Domain,Culture,Object Begin Date,Object End Date\n',
 *   '37942,True,"India (Basohli, Jammu)",1694,1695\n',
 * ];
 * for await (const record of importMet(table, { cultures: cultureBook() }))
 *   if (record.kind === 'item') console.log(record.item.id, record.item.culture[0]?.id); // met:37942 india-basohli-jammu
 * ```
 */
export async function* importMet(
  chunks: Chunks,
  options: ImportOptions,
): AsyncGenerator<ImportedRecord> {
  let count = 0;
  const table = csvRecords(chunks, { name: 'importMet', required: columns });
  for await (const { line, record: row, missingCells } of table) {
    const record = ++count;
    const message = rowFault(row, missingCells);
    if (message) yield { kind: 'skipped', record, line, message };
    else yield { kind: 'item', record, line, item: itemOf(row, options) };
  }
}

function rowFault(row: CsvRecord, missingCells: number): string | undefined {
  if (missingCells !== 0) {
    const what =
      missingCells > 0 ? `${missingCells} cells too few` : `${-missingCells} cells too many`;
    return `expected a cell for each column, got ${what}.`;
  }
  if (row('Object ID') === '') return 'expected an Object ID, got nothing.';
  for (const column of ['Object Begin Date', 'Object End Date']) {
    if (row(column) !== '' && !Number.isSafeInteger(Number(row(column))))
      return `expected a whole number in ${column}, got ${row(column)}.`;
  }
  return dateFault(yearOf(row('Object Begin Date')), yearOf(row('Object End Date')));
}

const yearOf = (text: string) => (text === '' ? undefined : Number(text));

const listOf = (text: string) => (text === '' ? [] : text.split('|').map((part) => part.trim()));

function itemOf(row: CsvRecord, options: ImportOptions): ManifestItem {
  const recordId = row('Object ID');
  const makers = makersOf(row);
  return compact<ManifestItem>({
    id: `met:${recordId}`,
    image: { path: options.imagePath?.(recordId) ?? `images/${recordId}.jpg` },
    title: row('Title'),
    makers: makers.length > 0 ? makers : undefined,
    date: dateOf(row),
    medium: row('Medium'),
    objectType: row('Object Name'),
    classification: row('Classification'),
    place: placeOf(row),
    period: row('Period') || row('Dynasty') || row('Reign'),
    culture: labelsOf(row, makers, options),
    rights: compact({
      image: /^true$/i.test(row('Is Public Domain')) ? ('cc0' as const) : ('unknown' as const),
      statement: row('Rights and Reproduction'),
      credit: row('Credit Line'),
    }),
    source: compact({
      institution: row('Repository') || 'The Metropolitan Museum of Art',
      recordId,
      url: row('Link Resource'),
      wikidata: row('Object Wikidata URL'),
      recordDate: row('Metadata Date'),
      department: row('Department'),
    }),
    leakageGroup: makersGroup(makers),
  });
}

function makersOf(row: CsvRecord): Maker[] {
  const [roles, nationalities, ulan, wikidata] = [
    'Artist Role',
    'Artist Nationality',
    'Artist ULAN URL',
    'Artist Wikidata URL',
  ].map((column) => listOf(row(column)));
  return listOf(row('Artist Display Name')).flatMap((name, index) =>
    name === ''
      ? []
      : [
          compact({
            name,
            role: roles![index],
            nationalityRaw: nationalities![index],
            uri: addressOf(ulan![index]) ?? addressOf(wikidata![index]),
          }),
        ],
  );
}

const addressOf = (text: string | undefined) => (text?.startsWith('http') ? text : undefined);

function dateOf(row: CsvRecord): ManifestItem['date'] {
  const date = compact({
    display: row('Object Date'),
    begin: yearOf(row('Object Begin Date')),
    end: yearOf(row('Object End Date')),
  });
  return Object.keys(date).length > 0 ? date : undefined;
}

const placeColumns = [
  'Geography Type',
  'Country',
  'Region',
  'Subregion',
  'State',
  'County',
  'City',
];

function placeOf(row: CsvRecord): Record<string, string> | undefined {
  const place: Record<string, string> = {};
  for (const column of placeColumns) if (row(column) !== '') place[column] = row(column);
  return Object.keys(place).length > 0 ? place : undefined;
}

/** The ladder of labels: the first rung that has one carries the weight, the others are evidence. */
function labelsOf(
  row: CsvRecord,
  makers: readonly Maker[],
  { cultures }: ImportOptions,
): Attribution[] {
  const labels: Attribution[] = [];
  const field = ['Culture', 'Period', 'Dynasty', 'Reign'].find((column) => row(column) !== '');
  if (field !== undefined) {
    const basis = field === 'Culture' ? 'culture-field' : 'period-dynasty';
    labels.push(...attributionsOf({ raw: row(field), field, basis }, { cultures, weighted: true }));
  }
  for (const [field, raw] of placesOfMaking(row))
    labels.push(...attributionsOf({ raw, field, basis: 'made-in' }, { cultures, weighted: false }));
  for (const raw of new Set(makers.map(({ nationalityRaw }) => nationalityRaw ?? '')))
    labels.push(
      ...attributionsOf(
        { raw, field: 'Artist Nationality', basis: 'nationality-proxy', by: 'dataset-author' },
        { cultures, weighted: false },
      ),
    );
  return labels;
}

/** Places where the work was made or comes from; not where it shows, was found, or was signed. */
function placesOfMaking(row: CsvRecord): [field: string, place: string][] {
  const kinds = listOf(row('Geography Type'));
  const field = ['Country', 'Region', 'Subregion'].find((column) => row(column) !== '');
  if (field === undefined) return [];
  const places = listOf(row(field)).filter((place, index) => {
    const kind = kinds[index] ?? kinds[0];
    return place !== '' && (kind === 'Made in' || kind === 'From');
  });
  return [...new Set(places)].map((place) => [field, place]);
}
