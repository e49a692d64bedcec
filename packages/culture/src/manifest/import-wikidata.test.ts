import { describe, expect, test } from 'vitest';
import { cultureBook } from './culture-book.js';
import { importWikidata } from './import-wikidata.js';
import { all, labelsOf } from './testing.js';

const cultures = () => ({ cultures: cultureBook() });

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
