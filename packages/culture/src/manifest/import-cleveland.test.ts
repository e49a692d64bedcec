import { describe, expect, test } from 'vitest';
import { cultureBook } from './culture-book.js';
import { importCleveland } from './import-cleveland.js';
import { all, labelsOf } from './testing.js';

const cultures = () => ({ cultures: cultureBook() });

describe('importCleveland', () => {
  const artwork = {
    id: 123985,
    title: 'The Wade Cup',
    share_license_status: 'CC0',
    culture: ['Iran, Seljuk Period, 13th Century'],
    creators: [{ description: 'Albrecht Dürer (German, 1471-1528)', role: 'artist' }],
    technique: 'brass inlaid',
    creation_date: '1200-1221',
    creation_date_earliest: 1200,
    creation_date_latest: 1221,
    type: 'Metalwork',
    department: 'Islamic Art',
    collection: 'Islamic',
    creditline: 'Fund 1944.485',
    copyright: null,
    url: 'https://clevelandart.org/art/1944.485',
    updated_at: '2024-01-01',
  };
  const wanted = {
    id: 'cma:123985',
    image: { path: 'images/123985.jpg' },
    title: 'The Wade Cup',
    makers: [{ name: 'Albrecht Dürer', role: 'artist', nationalityRaw: 'German' }],
    date: { display: '1200-1221', begin: 1200, end: 1221 },
    medium: 'brass inlaid',
    objectType: 'Metalwork',
    classification: 'Islamic',
    culture: [
      {
        id: 'iran-seljuk-period',
        raw: 'Iran, Seljuk Period, 13th Century',
        field: 'culture',
        basis: 'culture-field',
        certainty: 'asserted',
        weight: 1,
        by: 'institution',
      },
      {
        id: 'german',
        raw: 'German',
        field: 'creators',
        basis: 'nationality-proxy',
        certainty: 'possible',
        by: 'dataset-author',
      },
    ],
    rights: { image: 'cc0', credit: 'Fund 1944.485' },
    source: {
      institution: 'The Cleveland Museum of Art',
      recordId: '123985',
      url: 'https://clevelandart.org/art/1944.485',
      recordDate: '2024-01-01',
      department: 'Islamic Art',
    },
    leakageGroup: 'maker Albrecht Dürer',
  };

  test('maps a record of JSON', async () => {
    const [record] = await all(importCleveland([JSON.stringify([artwork])], cultures()));
    expect(record).toEqual({ kind: 'item', record: 1, item: wanted });
  });

  test('maps a row of the table the same way', async () => {
    const cells = {
      ...artwork,
      culture: artwork.culture[0]!,
      creators: 'Albrecht Dürer (German, 1471-1528), artist',
      copyright: '',
    };
    const csv = `${Object.keys(cells).join(',')}\n${Object.values(cells)
      .map((cell) => `"${cell}"`)
      .join(',')}\n`;
    const [record] = await all(importCleveland([csv], cultures()));
    const [maker] = wanted.makers;
    expect(record).toEqual({
      kind: 'item',
      record: 1,
      line: 2,
      item: { ...wanted, makers: [{ name: maker!.name, nationalityRaw: 'German' }] },
    });
  });

  test('shares the weight between alternatives and between entries', async () => {
    const culture = ['Spain or Northern Italy, mid 16th century', 'probably France'];
    const [record] = await all(
      importCleveland([JSON.stringify([{ ...artwork, culture, creators: [] }])], cultures()),
    );
    expect(labelsOf(record)).toEqual([
      ['spain', 'culture-field', 'possible', 0.25],
      ['northern-italy', 'culture-field', 'possible', 0.25],
      ['france', 'culture-field', 'probable', 0.5],
    ]);
  });

  test('leaves out works without a picture', async () => {
    const text = JSON.stringify([
      { ...artwork, images: {} },
      { ...artwork, images: { web: {} } },
    ]);
    const records = await all(importCleveland([text], cultures()));
    expect(records.map(({ kind }) => kind)).toEqual(['skipped', 'item']);
  });

  test('tells rights apart, and groups a series', async () => {
    const text = JSON.stringify([
      { ...artwork, share_license_status: 'Copyrighted', creators: [], series: 'Views' },
    ]);
    const [record] = await all(importCleveland([text], cultures()));
    expect(record?.kind === 'item' && [record.item.rights.image, record.item.leakageGroup]).toEqual(
      ['in-copyright', 'series Views'],
    );
  });
});
