import { describe, expect, test } from 'vitest';
import { croissant } from './croissant.js';
import { datasheet } from './datasheet.js';
import { ethicsNotes } from './ethics-notes.js';
import { item, label, manifest } from './testing.js';

const { items, ...head } = manifest(
  [
    item('a', { date: { begin: 1700, end: 1710 }, leakageGroup: 'album', split: 'train' }),
    item('b', {
      image: { path: 'b.png', sha256: '0'.repeat(64) },
      culture: [label(), label({ id: 'pahari' })],
    }),
    item('c', {
      culture: [label({ basis: 'nationality-proxy', certainty: 'possible', by: 'dataset-author' })],
    }),
    item('d', {
      rights: { image: 'unknown', protocol: 'notice', labels: ['https://localcontexts.org/x'] },
    }),
  ],
  {
    datasheet: {
      Motivation: 'To try things.',
      Uses: ['Tests.', 'Nothing else.'],
      'Known errors': 'None.',
    },
    url: 'https://example.org/demo',
    citeAs: 'Me (2026)',
  },
);

describe('datasheet', () => {
  test('has the headings, the answers, the counts and the notes', async () => {
    const text = await datasheet(head, items);
    expect(text.match(/^#.*$/gm)).toEqual([
      '# Datasheet: demo',
      '## Motivation',
      '## Composition',
      '## Collection process',
      '## Preprocessing, cleaning and labelling',
      '## Uses',
      '## Distribution',
      '## Maintenance',
      '## Known errors',
      '## What labels do not mean',
    ]);
    for (const line of [
      'To try things.',
      '- Tests.\n- Nothing else.',
      '*Who keeps it, and how are mistakes reported and mended?* Not answered by the authors.',
      '- 4 items: .jpg 3, .png 1; 1 with a checksum.',
      '- 1 without a label that counts; 1 of several cultures, in parts.',
      '- Dates from 1700 to 1710.',
      '- Splits: none 3, train 1. Leakage groups: 1.',
      '| Edo | 3 | 3 | 2.5 | no | culture-field 3 | asserted 3 | Prints of Edo, 1603 to 1868. |',
      '| Pahari | 1 | 1 | 0.5 | no | culture-field 1 | asserted 1 | Painting of the Punjab hills, 1650 to 1850. |',
      "1 of 5 (20.0 %) rest on a maker's nationality",
      'Rights in the images: cc0 3, unknown 1. Community protocols: none-known 3, notice 1; 1 items with labels of a community.',
      'The manifest: CC0-1.0. https://example.org/demo Cite as: Me (2026)',
      ...ethicsNotes.map((note) => `- ${note}`),
    ])
      expect(text).toContain(line);
  });

  test('says that a culture is tested by its independent works, not by its items', async () => {
    const album = Array.from({ length: 7 }, (_, k) => item(`leaf ${k}`, { leakageGroup: 'album' }));
    const alone = Array.from({ length: 19 }, (_, k) => item(`sheet ${k}`));
    const row = (text: string) => /^\| Edo .*$/m.exec(text)![0];
    expect(row(await datasheet(head, [...album, ...alone.slice(1)]))).toContain(
      '| 25 | 19 | 25 | no |',
    );
    expect(row(await datasheet(head, [...album, ...alone]))).toContain('| 26 | 20 | 26 | yes |');
  });

  test('lets no text of others begin a heading, a table or HTML', async () => {
    const text = await datasheet(
      {
        ...head,
        name: 'x\n# y',
        cultures: [{ id: 'a', label: { en: 'A|B' }, definition: '<img src=x>\n## z' }],
      },
      [],
    );
    expect(text).toContain('# Datasheet: x # y\n');
    expect(text).toContain('| A\\|B | 0 | 0 | 0 | no | none | none | &lt;img src=x> ## z |');
  });

  test('takes items one by one', async () => {
    const one = async function* () {
      yield* items;
    };
    expect(await datasheet(head, one())).toBe(await datasheet(head, items));
  });
});

describe('croissant', () => {
  test('has what Croissant 1.1 requires', async () => {
    const description = await croissant(head, items);
    for (const name of [
      '@context',
      '@type',
      'conformsTo',
      'name',
      'description',
      'license',
      'url',
      'creator',
      'datePublished',
      'distribution',
    ])
      expect(description, name).toHaveProperty([name]);
    expect(description).toMatchObject({
      '@type': 'sc:Dataset',
      conformsTo: ['http://mlcommons.org/croissant/1.1', 'http://mlcommons.org/croissant/RAI/1.0'],
      license: 'https://spdx.org/licenses/CC0-1.0.html',
      url: 'https://example.org/demo',
      'rai:dataAnnotationProtocol': 'The museum says.',
      'rai:personalSensitiveInformation': ['Culture'],
    });
  });

  test('names each thing once, and refers only to what is there', async () => {
    const { distribution, recordSet } = await croissant(head, items);
    const ids: string[] = [];
    const references: string[] = [];
    const walk = (value: unknown): void => {
      if (Array.isArray(value)) value.forEach(walk);
      else if (value !== null && typeof value === 'object') {
        const { '@id': id, ...rest } = value as Record<string, unknown>;
        if (typeof id === 'string') (Object.keys(rest).length > 0 ? ids : references).push(id);
        Object.values(rest).forEach(walk);
      }
    };
    walk([distribution, recordSet]);
    expect(new Set(ids).size).toBe(ids.length);
    expect(references.filter((id) => !ids.includes(id))).toEqual([]);
    expect(ids).toContain('items/culture/basis');
  });

  test('points into a manifest, or into its lines', async () => {
    expect(JSON.stringify(await croissant(head, items))).toContain('"$.items[*].culture[*].basis"');
    const lines = JSON.stringify(await croissant(head, items, { manifestFile: 'x.items.jsonl' }));
    expect(lines).toContain('"$.culture[*].basis"');
    expect(lines).toContain('"application/jsonlines"');
  });

  test('tells what an audit found, and the checksum', async () => {
    const description = await croissant(head, items, {
      biases: 'Medium goes with culture.',
      sha256: 'abc',
    });
    expect(description['rai:dataBiases']).toBe('Medium goes with culture.');
    expect(JSON.stringify(description.distribution)).toContain('"sha256":"abc"');
  });

  test('refuses a data set without an address', async () => {
    await expect(croissant({ ...head, url: undefined }, items)).rejects.toThrow(
      new RangeError(
        'croissant: expected a url, got none. Croissant requires the address of the data set.',
      ),
    );
  });
});
