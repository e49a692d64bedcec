import { describe, expect, test } from 'vitest';
import { cultureBook } from './culture-book.js';
import { importMet } from './import-met.js';
import { all } from './testing.js';

const columns = [
  'Object Number',
  'Is Public Domain',
  'Object ID',
  'Department',
  'Object Name',
  'Title',
  'Culture',
  'Period',
  'Dynasty',
  'Reign',
  'Artist Role',
  'Artist Display Name',
  'Artist Nationality',
  'Artist ULAN URL',
  'Artist Wikidata URL',
  'Object Date',
  'Object Begin Date',
  'Object End Date',
  'Medium',
  'Credit Line',
  'Geography Type',
  'Country',
  'Region',
  'Classification',
  'Rights and Reproduction',
  'Link Resource',
  'Object Wikidata URL',
  'Metadata Date',
  'Repository',
];
const quoted = (cell: string) => `"${cell.replaceAll('"', '""')}"`;
const row = (cells: Record<string, string>) =>
  columns.map((name) => quoted(cells[name] ?? '')).join(',');
const table = (...rows: Record<string, string>[]) => [
  `\uFEFF${columns.join(',')}\r\n`,
  ...rows.map((cells) => `${row({ 'Object ID': '1', ...cells })}\r\n`),
];

const read = (...rows: Record<string, string>[]) =>
  all(importMet(table(...rows), { cultures: cultureBook() }));
const labelsOf = async (cells: Record<string, string>) => {
  const [record] = await read(cells);
  return record?.kind === 'item'
    ? record.item.culture.map(({ id, basis, certainty, weight }) => [id, basis, certainty, weight])
    : record?.message;
};

describe('importMet', () => {
  test('maps a record as the specification says', async () => {
    const [record] = await read({
      'Object Number': '57.185.2',
      'Is Public Domain': 'True',
      'Object ID': '37942',
      Department: 'Asian Art',
      'Object Name': 'Illustrated folio',
      Title: 'Shiva and "Parvati",\nplaying',
      Culture: 'India (Basohli, Jammu)',
      'Artist Role': 'Artist|Patron',
      'Artist Display Name': 'Devidasa of Nurpur|',
      'Artist Nationality': 'Indian|',
      'Artist ULAN URL': 'http://vocab.getty.edu/page/ulan/500|',
      'Object Date': '1694–95',
      'Object Begin Date': '1694',
      'Object End Date': '1695',
      Medium: 'Ink on paper',
      'Credit Line': 'Gift, 1957',
      Classification: 'Paintings',
      'Link Resource': 'http://www.metmuseum.org/art/collection/search/37942',
      'Object Wikidata URL': 'https://www.wikidata.org/wiki/Q1',
      Repository: 'Metropolitan Museum of Art, New York, NY',
    });
    expect(record).toEqual({
      kind: 'item',
      record: 1,
      line: 2,
      item: {
        id: 'met:37942',
        image: { path: 'images/37942.jpg' },
        title: 'Shiva and "Parvati",\nplaying',
        makers: [
          {
            name: 'Devidasa of Nurpur',
            role: 'Artist',
            nationalityRaw: 'Indian',
            uri: 'http://vocab.getty.edu/page/ulan/500',
          },
        ],
        date: { display: '1694–95', begin: 1694, end: 1695 },
        medium: 'Ink on paper',
        objectType: 'Illustrated folio',
        classification: 'Paintings',
        culture: [
          {
            id: 'india-basohli-jammu',
            raw: 'India (Basohli, Jammu)',
            field: 'Culture',
            basis: 'culture-field',
            certainty: 'asserted',
            weight: 1,
            by: 'institution',
          },
          {
            id: 'indian',
            raw: 'Indian',
            field: 'Artist Nationality',
            basis: 'nationality-proxy',
            certainty: 'possible',
            by: 'dataset-author',
          },
        ],
        rights: { image: 'cc0', credit: 'Gift, 1957' },
        source: {
          institution: 'Metropolitan Museum of Art, New York, NY',
          recordId: '37942',
          url: 'http://www.metmuseum.org/art/collection/search/37942',
          wikidata: 'https://www.wikidata.org/wiki/Q1',
          department: 'Asian Art',
        },
        leakageGroup: 'maker Devidasa of Nurpur',
      },
    });
  });

  const ladders: [string, Record<string, string>, unknown][] = [
    ['probably', { Culture: 'probably Iran' }, [['iran', 'culture-field', 'probable', 1]]],
    [
      'or',
      { Culture: 'French or Italian' },
      [
        ['french', 'culture-field', 'possible', 0.5],
        ['italian', 'culture-field', 'possible', 0.5],
      ],
    ],
    [
      'a period where the culture is empty',
      { Period: 'Edo period' },
      [['edo-period', 'period-dynasty', 'asserted', 1]],
    ],
    [
      'a dynasty where both are',
      { Dynasty: 'Dynasty 18', Reign: 'Hatshepsut' },
      [['dynasty-18', 'period-dynasty', 'asserted', 1]],
    ],
    [
      'where it was made, as evidence',
      {
        Culture: 'Iran',
        Period: 'Safavid',
        'Geography Type': 'Made in',
        Country: 'Iran',
        Region: 'Tabriz',
      },
      [
        ['iran', 'culture-field', 'asserted', 1],
        ['iran', 'made-in', 'asserted', undefined],
      ],
    ],
    [
      'several places, but not where it was found',
      { 'Geography Type': 'Made in|Found in|From', Country: 'Iran|Iraq|Syria' },
      [
        ['iran', 'made-in', 'asserted', undefined],
        ['syria', 'made-in', 'asserted', undefined],
      ],
    ],
    ['no place of excavation', { 'Geography Type': 'Excavated in', Country: 'Egypt' }, []],
    [
      'nationality of European painters as a proxy',
      { 'Artist Display Name': 'Ludovico Carracci', 'Artist Nationality': 'Italian' },
      [['italian', 'nationality-proxy', 'possible', undefined]],
    ],
    ['nothing', {}, []],
  ];
  test.each(ladders)('takes labels from %s', async (_, cells, labels) => {
    expect(await labelsOf(cells)).toEqual(labels);
  });

  test('leaves rights open where the museum does', async () => {
    const [record] = await read({
      'Is Public Domain': 'False',
      'Rights and Reproduction': '© 1990 A',
    });
    expect(record?.kind === 'item' && record.item.rights).toEqual({
      image: 'unknown',
      statement: '© 1990 A',
    });
  });

  test('groups no works of unknown makers', async () => {
    const records = await read(
      { 'Artist Display Name': 'Unknown' },
      { 'Artist Display Name': 'Anonymous, Italian' },
    );
    expect(records.map((record) => record.kind === 'item' && record.item.leakageGroup)).toEqual([
      undefined,
      undefined,
    ]);
  });

  test('tells of rows that are none, with their lines', async () => {
    const records = await read(
      { Title: 'two\nlines' },
      { 'Object Begin Date': '1700', 'Object End Date': '1650' },
      { 'Object Begin Date': 'ca. 1700' },
      { 'Object ID': '' },
    );
    expect(
      records.flatMap((record) =>
        record.kind === 'skipped' ? [[record.line, record.message]] : [],
      ),
    ).toEqual([
      [4, 'expected dates in order, got 1700 to 1650.'],
      [5, 'expected a whole number in Object Begin Date, got ca. 1700.'],
      [6, 'expected an Object ID, got nothing.'],
    ]);
  });

  test('tells of rows that are cut off', async () => {
    const [record] = await all(importMet([...table(), '1,2\n'], { cultures: cultureBook() }));
    expect(record).toMatchObject({
      kind: 'skipped',
      line: 2,
      message: 'expected a cell for each column, got 27 cells too few.',
    });
  });

  test('refuses a table that is not the museum’s', async () => {
    await expect(all(importMet(['a,b\n'], { cultures: cultureBook() }))).rejects.toThrow(
      'importMet: expected the columns Object ID, Is Public Domain, Culture, Object Begin Date, Object End Date, got a table with a, b.',
    );
  });
});
