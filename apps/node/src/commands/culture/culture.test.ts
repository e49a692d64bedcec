import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { samplesCultureManifest, samplesManifest } from '@ikat/samples';
import { beforeAll, describe, expect, test } from 'vitest';
import { ikat, scratchFolder } from '../../testing.js';

const folder = scratchFolder();
const inside = (...path: string[]) => join(folder, ...path);

const met = [
  'Object ID,Is Public Domain,Culture,Object Begin Date,Object End Date,Title',
  '1,True,Japan,1830,1832,"A view,\nof Edo"',
  '2,False,"India (Basohli, Jammu)",1694,1695,Shiva',
  '3,True,French or Italian,1700,1650,Wrong',
  '',
].join('\r\n');

const mapping = {
  cultures: [
    { id: 'ukiyo-e', label: { en: 'Ukiyo-e' }, definition: 'Prints of Edo, 1660 to 1868.' },
    {
      id: 'pahari',
      label: { en: 'Pahari' },
      definition: 'Painting of the Punjab hills, 1650 to 1850.',
    },
  ],
  rules: [{ id: 'ukiyo-e', label: 'Japan' }],
};

beforeAll(() => {
  writeFileSync(inside('met.csv'), `\uFEFF${met}`);
  writeFileSync(inside('met.csv.gz'), gzipSync(met));
  writeFileSync(inside('mapping.json'), JSON.stringify(mapping));
  writeFileSync(inside('latin1.csv'), new Uint8Array([...Buffer.from(met), 0xe9, 10]));
  mkdirSync(inside('there'));
});

const eventsOf = (out: string) =>
  out
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));

describe('usage', () => {
  test.each([
    ['culture', 'Examples:'],
    ['culture import', 'Examples:'],
    ['culture validate', 'Examples:'],
    ['culture datasheet', 'Examples:'],
  ])('%s --help helps', async (command, text) => {
    const { code, out } = await ikat(...command.split(' '), '--help');
    expect(out).toContain(text);
    expect(code).toBe(0);
  });

  const wrong: [string[], string][] = [
    [
      ['import', 'louvre', 'x.csv', '--out', 'x.json'],
      'Allowed choices are met, aic, cleveland, wikidata, image-set',
    ],
    [['import', 'met', 'x.csv'], "required option '--out <file>' not specified"],
    [['import', 'met', 'x.csv', '--out', 'x.csv'], 'expected --out to end in .json, got x.csv.'],
    [
      ['import', 'met', inside('met.csv'), '--out', inside('w.json'), '--images', 'x.jpg'],
      'expected --images with {id} in it, got x.jpg.',
    ],
    [
      [
        'datasheet',
        samplesCultureManifest,
        '--out',
        inside('w.md'),
        '--croissant',
        inside('w.jsonld'),
      ],
      'expected --url, got nothing.',
    ],
    [
      ['datasheet', samplesCultureManifest, '--url', 'nowhere'],
      'expected --url to be an address, got nowhere.',
    ],
  ];
  test.each(wrong)('culture %j is wrong usage', async (args, text) => {
    const { code, err } = await ikat('culture', ...args);
    expect(err).toContain(text);
    expect(code).toBe(2);
  });
});

describe('ikat culture import', () => {
  test('makes a manifest with a line an item, and tells what it left out', async () => {
    const { code, out, err } = await ikat(
      'culture',
      'import',
      'met',
      inside('met.csv'),
      '--out',
      inside('met.json'),
      '--images',
      'pictures/{id}.png',
    );
    expect(err).toBe(
      `Left out ${inside('met.csv')}, line 5: expected dates in order, got 1700 to 1650.\n`,
    );
    expect(out).toContain('2 items of 2 cultures');
    expect(code).toBe(0);
    const manifest = JSON.parse(readFileSync(inside('met.json'), 'utf8'));
    expect(
      manifest.items.map(({ id, image }: { id: string; image: object }) => [id, image]),
    ).toEqual([
      ['met:1', { path: 'pictures/1.png' }],
      ['met:2', { path: 'pictures/2.png' }],
    ]);
    expect(manifest.cultures.map(({ id }: { id: string }) => id)).toEqual([
      'india-basohli-jammu',
      'japan',
    ]);
    expect(
      readFileSync(inside('met.json'), 'utf8')
        .split('\n')
        .filter((line) => line.startsWith('{"id"')),
    ).toHaveLength(2);
  });

  test('reads packed files, several files, a mapping, and stops at a limit', async () => {
    const args = [
      inside('met.csv.gz'),
      inside('met.csv'),
      '--cultures',
      inside('mapping.json'),
      '--limit',
      '4',
    ];
    const { code, out } = await ikat(
      'culture',
      'import',
      'met',
      ...args,
      '--out',
      inside('two.json'),
      '--json',
    );
    expect(code).toBe(0);
    expect(eventsOf(out).at(-1)).toEqual({
      event: 'result',
      records: 4,
      items: 3,
      skipped: 1,
      cultures: 2,
      out: inside('two.json'),
    });
    const { items } = JSON.parse(readFileSync(inside('two.json'), 'utf8'));
    expect(items.map(({ culture }: { culture: { id: string }[] }) => culture[0]?.id)).toEqual([
      'ukiyo-e',
      'unmapped',
      'ukiyo-e',
    ]);
  });

  test('keeps the items in lines beside the head, and reads them again', async () => {
    await ikat(
      'culture',
      'import',
      'met',
      inside('met.csv'),
      '--out',
      inside('lines.json'),
      '--lines',
    );
    expect(JSON.parse(readFileSync(inside('lines.json'), 'utf8')).items).toEqual([]);
    expect(readFileSync(inside('lines.items.jsonl'), 'utf8').trim().split('\n')).toHaveLength(2);
    const { code, out } = await ikat('culture', 'validate', inside('lines.json'));
    expect(out).toContain('2 items, no errors, 2 warnings');
    expect(code).toBe(0);
  });

  test('overwrites nothing unless told to', async () => {
    writeFileSync(inside('there', 'a.json'), 'mine');
    const args = [
      'culture',
      'import',
      'met',
      inside('met.csv'),
      '--out',
      inside('there', 'a.json'),
    ];
    const { code, err } = await ikat(...args);
    expect([code, readFileSync(inside('there', 'a.json'), 'utf8')]).toEqual([2, 'mine']);
    expect(err).toContain('Give --force to overwrite it.');
    expect((await ikat(...args, '--force')).code).toBe(0);
  });

  const failures: [string, string[], string][] = [
    ['a missing file', ['met', inside('none.csv')], inside('none.csv')],
    [
      'another encoding',
      ['met', inside('latin1.csv')],
      'importMet: expected UTF-8, got other bytes 0 to',
    ],
    [
      'another table',
      ['cleveland', inside('met.csv')],
      'importCleveland: expected the columns id, got a table with Object ID',
    ],
    [
      'JSON for a table',
      ['met', inside('mapping.json')],
      'importMet: expected a table (CSV), got JSON.',
    ],
    [
      'no records',
      ['aic', inside('mapping.json')],
      'culture import: expected records of aic, got none',
    ],
    [
      'a missing mapping',
      ['met', inside('met.csv'), '--cultures', inside('none.json')],
      inside('none.json'),
    ],
    [
      'a mapping that is none',
      ['met', inside('met.csv'), '--cultures', inside('met.csv')],
      'culture import: expected JSON in',
    ],
  ];
  test.each(failures)(
    '%s gives one line, code 1, and leaves nothing behind',
    async (_, args, text) => {
      const { code, err } = await ikat(
        'culture',
        'import',
        ...args,
        '--out',
        inside('there', 'failed.json'),
      );
      expect(err.trim().split('\n').at(-1)).toContain(text);
      expect(code).toBe(1);
      expect(readdirSync(inside('there')).filter((name) => name.includes('failed'))).toEqual([]);
    },
  );

  test('reads the image set of the samples', async () => {
    const { code } = await ikat(
      'culture',
      'import',
      'image-set',
      samplesManifest,
      '--out',
      inside('set.json'),
    );
    expect(code).toBe(0);
    expect((await ikat('culture', 'validate', inside('set.json'))).out).toContain(
      '271 items, no errors',
    );
  });
});

describe('ikat culture validate', () => {
  test('says what may be trained on, and checks the files', async () => {
    const { code, out } = await ikat('culture', 'validate', samplesCultureManifest, '--files');
    expect(out).toContain('271 items, no errors');
    expect(out).toContain('120 items may be trained on; kept out: in-copyright 151');
    expect(code).toBe(0);
  });

  test('lists all errors with their lines, and missing files', async () => {
    const text = readFileSync(inside('met.json'), 'utf8')
      .replace('"basis":"culture-field",', '')
      .replace('"image":"unknown"', '"image":"free"');
    writeFileSync(inside('wrong.json'), text);
    const { code, err } = await ikat('culture', 'validate', inside('wrong.json'));
    expect(code).toBe(1);
    expect(err.trim().split('\n')).toEqual([
      expect.stringMatching(
        /^error: line \d+: items\[0\]\.culture\[0\] \(met:1\): expected "basis", got nothing\..* \[schema\]$/,
      ),
      expect.stringMatching(
        /^error: line \d+: items\[1\]\.rights\.image \(met:2\): expected one of .* \[schema\]$/,
      ),
      `ikat: culture validate: expected a manifest without errors, got 2 in ${inside('wrong.json')}.`,
    ]);
    const files = await ikat('culture', 'validate', inside('met.json'), '--files', '--json');
    const faults = eventsOf(files.out).filter(
      ({ event, rule }) => event === 'fault' && rule === 'image-file',
    );
    expect(faults.map(({ item, message }) => [item, message])).toEqual([
      ['met:1', 'expected a file, got none at pictures/1.png.'],
      ['met:2', 'expected a file, got none at pictures/2.png.'],
    ]);
    expect(files.code).toBe(1);
  });

  test.each([
    ['a missing file', () => inside('none.json'), inside('none.json')],
    ['no JSON', () => inside('met.csv'), '[json]'],
    ['another encoding', () => inside('latin1.csv'), 'expected UTF-8'],
  ])('%s is told', async (_, file, text) => {
    const { code, err } = await ikat('culture', 'validate', file());
    expect(err).toContain(text);
    expect(code).toBe(1);
  });
});

describe('ikat culture datasheet', () => {
  test('writes the datasheet and the Croissant description', async () => {
    const [out, croissant] = [inside('sheet.md'), inside('croissant.json')];
    const { code } = await ikat(
      'culture',
      'datasheet',
      inside('lines.json'),
      '--out',
      out,
      '--croissant',
      croissant,
      '--url',
      'https://example.org/met',
    );
    expect(code).toBe(0);
    expect(readFileSync(out, 'utf8')).toContain('- 2 items: .jpg 2; 0 with a checksum.');
    const { distribution } = JSON.parse(readFileSync(croissant, 'utf8'));
    expect(distribution[0]).toMatchObject({
      contentUrl: 'lines.items.jsonl',
      sha256: expect.stringMatching(/^[0-9a-f]{64}$/),
    });
  });

  test('refuses a manifest with errors, and writes nothing', async () => {
    const { code, err } = await ikat(
      'culture',
      'datasheet',
      inside('wrong.json'),
      '--out',
      inside('no.md'),
    );
    expect(err).toContain('culture datasheet: expected a manifest without errors');
    expect([code, existsSync(inside('no.md'))]).toEqual([1, false]);
  });
});
