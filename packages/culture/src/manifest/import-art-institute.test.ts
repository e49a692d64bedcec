import { describe, expect, test } from 'vitest';
import { cultureBook } from './culture-book.js';
import { importArtInstitute } from './import-art-institute.js';
import { all, labelsOf } from './testing.js';

const cultures = () => ({ cultures: cultureBook() });

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

  test('takes the nationality of each of several makers', async () => {
    const [record] = await read({
      artist_display: 'Jane Doe (American, born 1950)\n\nKatsushika Hokusai\nJapanese, 1760-1849',
      artist_titles: ['Jane Doe', 'Katsushika Hokusai'],
    });
    expect(record?.kind === 'item' && record.item.makers).toEqual([
      { name: 'Jane Doe', nationalityRaw: 'American' },
      { name: 'Katsushika Hokusai', nationalityRaw: 'Japanese' },
    ]);
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
