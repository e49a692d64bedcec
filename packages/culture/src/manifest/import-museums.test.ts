import { describe, expect, test } from 'vitest';
import { cultureBook } from './culture-book.js';
import { importArtInstitute } from './import-art-institute.js';
import { importCleveland } from './import-cleveland.js';
import type { ImportedRecord } from './import-record.js';
import { importWikidata } from './import-wikidata.js';
import { all } from './testing.js';

const cultures = () => ({ cultures: cultureBook() });
const labelsOf = (record: ImportedRecord | undefined) =>
  record?.kind === 'item'
    ? record.item.culture.map(({ id, basis, certainty, weight }) => [id, basis, certainty, weight])
    : record?.message;

describe('importArtInstitute', () => {
  const artwork = {
    id: 20,
    title: 'It Rocks but Is Not Sunk',
    date_start: 1854,
    date_end: 1854,
    date_display: '1854',
    artist_display: 'Charles Meryon\nFrench, 1821-1868',
    artist_titles: ['Charles Meryon'],
    place_of_origin: 'France',
    medium_display: 'Etching',
    credit_line: 'Collection',
    is_public_domain: true,
    artwork_type_title: 'Print',
    department_title: 'Prints and Drawings',
    style_titles: ['19th century'],
    classification_titles: ['etching', 'print'],
    image_id: '67f1',
    copyright_notice: null,
    updated_at: '2024-12-13T01:23:51-06:00',
  };
  const read = async (...fields: object[]) =>
    all(
      importArtInstitute(
        [JSON.stringify({ data: fields.map((some) => ({ ...artwork, ...some })) })],
        cultures(),
      ),
    );

  test('maps a record; a century is no style', async () => {
    expect((await read({}))[0]).toEqual({
      kind: 'item',
      record: 1,
      item: {
        id: 'aic:20',
        image: { path: 'images/20.jpg' },
        title: 'It Rocks but Is Not Sunk',
        makers: [{ name: 'Charles Meryon', nationalityRaw: 'French' }],
        date: { display: '1854', begin: 1854, end: 1854 },
        medium: 'Etching',
        objectType: 'Print',
        classification: 'etching',
        place: { place_of_origin: 'France' },
        culture: [
          {
            id: 'france',
            raw: 'France',
            field: 'place_of_origin',
            basis: 'made-in',
            certainty: 'asserted',
            by: 'institution',
          },
          {
            id: 'french',
            raw: 'French',
            field: 'artist_display',
            basis: 'nationality-proxy',
            certainty: 'possible',
            by: 'dataset-author',
          },
        ],
        rights: { image: 'cc0', credit: 'Collection' },
        source: {
          institution: 'Art Institute of Chicago',
          recordId: '20',
          url: 'https://www.artic.edu/artworks/20',
          recordDate: '2024-12-13T01:23:51-06:00',
          department: 'Prints and Drawings',
        },
        leakageGroup: 'maker Charles Meryon',
      },
    });
  });

  test('shares the weight between styles', async () => {
    const [record] = await read({
      style_titles: ['Impressionism', 'Japonisme', '19th century'],
      place_of_origin: null,
      artist_display: '',
    });
    expect(labelsOf(record)).toEqual([
      ['impressionism', 'style-tradition', 'asserted', 0.5],
      ['japonisme', 'style-tradition', 'asserted', 0.5],
    ]);
  });

  test('takes no nationality from a display that names a culture', async () => {
    const [record] = await read({
      artist_display: 'Aztec (Mexica)\nTenochtitlan, Mexico',
      artist_titles: [],
      place_of_origin: 'Mexico',
    });
    expect(labelsOf(record)).toEqual([['mexico', 'made-in', 'asserted', undefined]]);
  });

  test('tells rights apart, and leaves out what has no picture', async () => {
    const records = await read(
      { is_public_domain: false },
      { is_public_domain: false, copyright_notice: '© A' },
      { image_id: null },
    );
    expect(
      records.map((record) => (record.kind === 'item' ? record.item.rights.image : record.message)),
    ).toEqual([
      'unknown',
      'in-copyright',
      'expected an image_id, got nothing: there is no picture.',
    ]);
  });
});

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

describe('importWikidata', () => {
  const entity = (id: string) => `http://www.wikidata.org/entity/${id}`;
  const bindings = [
    {
      item: entity('Q1'),
      itemLabel: 'A view',
      image: 'http://commons.wikimedia.org/a.PNG',
      creatorLabel: 'Hiroshige',
      nationalityLabel: 'Japan',
      movementLabel: 'ukiyo-e',
      originLabel: 'Japan',
      inception: '1830-01-01T00:00:00Z',
      inceptionPrecision: '8',
      collectionLabel: 'Museum',
      inventory: '7',
      copyrightLabel: 'public domain',
    },
    {
      item: entity('Q1'),
      itemLabel: 'A view',
      creatorLabel: 'Hiroshige',
      movementLabel: 'landscape art',
      copyrightLabel: 'public domain',
    },
    {
      item: entity('Q2'),
      itemLabel: 'Another',
      cultureLabel: 'Maya civilization',
      movementLabel: 'x',
      inception: '-0500-01-01T00:00:00Z',
      inceptionPrecision: '7',
    },
    { item: 'http://www.wikidata.org/.well-known/genid/1' },
  ];
  const sparql = bindings.map((row) =>
    Object.fromEntries(
      Object.entries(row).map(([name, value]) => [name, { type: 'literal', value }]),
    ),
  );
  const forms: [string, string][] = [
    ['SPARQL results', JSON.stringify({ head: { vars: [] }, results: { bindings: sparql } })],
    ['the JSON file of the query service', JSON.stringify(bindings)],
  ];

  test.each(forms)('joins the rows of a work in %s', async (_, text) => {
    const [first, second, third] = await all(importWikidata([text], cultures()));
    expect(first?.kind === 'item' && first.item).toEqual({
      id: 'wikidata:Q1',
      image: { path: 'images/Q1.png' },
      title: 'A view',
      makers: [{ name: 'Hiroshige', nationalityRaw: 'Japan' }],
      date: { display: '1830', begin: 1830, end: 1839 },
      place: { country_of_origin: 'Japan' },
      culture: [
        {
          id: 'ukiyo-e',
          raw: 'ukiyo-e',
          field: 'movementLabel',
          basis: 'style-tradition',
          certainty: 'asserted',
          weight: 0.5,
          by: 'annotator',
        },
        {
          id: 'landscape-art',
          raw: 'landscape art',
          field: 'movementLabel',
          basis: 'style-tradition',
          certainty: 'asserted',
          weight: 0.5,
          by: 'annotator',
        },
        {
          id: 'japan',
          raw: 'Japan',
          field: 'originLabel',
          basis: 'made-in',
          certainty: 'asserted',
          by: 'annotator',
        },
        {
          id: 'japan',
          raw: 'Japan',
          field: 'nationalityLabel',
          basis: 'nationality-proxy',
          certainty: 'possible',
          by: 'annotator',
        },
      ],
      rights: {
        image: 'public-domain',
        statement: 'Copyright status of the work, not of its photograph: public domain',
      },
      source: {
        institution: 'Museum',
        recordId: '7',
        url: 'http://commons.wikimedia.org/a.PNG',
        wikidata: 'https://www.wikidata.org/wiki/Q1',
      },
      leakageGroup: 'maker Hiroshige',
    });
    expect(labelsOf(second)).toEqual([
      ['maya-civilization', 'culture-field', 'asserted', 1],
      ['x', 'style-tradition', 'asserted', undefined],
    ]);
    expect(second?.kind === 'item' && second.item.date).toEqual({
      display: '-500',
      begin: -599,
      end: -500,
    });
    expect(third).toMatchObject({
      kind: 'skipped',
      record: 3,
      message: 'expected item to be an entity, got "1".',
    });
  });

  test('takes no years from a time whose precision is not known', async () => {
    const csv = `item,inception\n${entity('Q1')},1501-01-01T00:00:00Z\n`;
    const [record] = await all(importWikidata([csv], cultures()));
    expect(record?.kind === 'item' && record.item.date).toEqual({ display: '1501' });
  });
});
