import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { faultText } from './fault.js';
import { item, label, manifest } from './testing.js';
import { validateManifest } from './validate-manifest.js';

const sample = JSON.parse(
  readFileSync(new URL('../../golden/manifest-sample.json', import.meta.url), 'utf8'),
);

const errorsOf = (value: unknown) => {
  const check = validateManifest(value);
  return check.kind === 'valid'
    ? []
    : check.faults.filter(({ severity }) => severity === 'error').map(faultText);
};

const warningsOf = (value: unknown) => {
  const check = validateManifest(value);
  return check.kind === 'valid' ? check.warnings.map(faultText) : undefined;
};

test('the compiled schema is that of the schema file', async () => {
  const script = new URL('../../scripts/validator.mjs', import.meta.url).href;
  const { validatorCode } = await import(/* @vite-ignore */ script);
  const file = new URL('schema-validator.ts', import.meta.url);
  expect(readFileSync(file, 'utf8')).toBe(validatorCode());
});

describe('validateManifest', () => {
  test('accepts the sample of the specification and tells of its proxy', () => {
    expect(warningsOf(sample)).toEqual([
      "items: 1 of 2 items have no label but a maker's nationality: they count only where that is allowed by name. [nationality-proxy]",
      'items: 1 culture has fewer than 20 independent works and is shown, not tested: pahari-basohli (1). [small-group]',
    ]);
  });

  test('refuses what is no manifest', () => {
    expect(errorsOf(null)).toEqual(['manifest: expected an object, got null. [schema]']);
    expect(errorsOf([])).toEqual(['manifest: expected an object, got an array. [schema]']);
    expect(errorsOf('x')).toEqual(['manifest: expected an object, got string. [schema]']);
  });

  test('lists all errors at once, of head and items', () => {
    const { name: _, ...head } = manifest([]);
    const items = [
      item('a', {
        culture: [{ id: 'edo', raw: 'Japan', certainty: 'asserted', by: 'institution' } as never],
      }),
      item('b', { rights: { image: 'free' as never } }),
      { ...item('c'), colour: 'red' },
      item('d', { culture: [label({ weight: 2 })] }),
      item('e', { image: { path: 'e.jpg', sha256: 'abc' } }),
      item('f', { image: { path: 'f.jpg', width: 1.5, height: 0 } }),
    ];
    expect(errorsOf({ ...head, datePublished: 'May', creator: [], items })).toEqual([
      'manifest: expected "name", got nothing. [schema]',
      'creator: expected at least one entry, got none. [schema]',
      'datePublished: expected a date as YYYY-MM-DD, got "May". [schema]',
      'items[0].culture[0] (a): expected "basis", got nothing. A label without a basis is refused: say what it rests on. [schema]',
      'items[1].rights.image (b): expected one of cc0, public-domain, cc-by, cc-by-sa, cc-by-nc, in-copyright, unknown, got "free". [schema]',
      'items[2] (c): expected no "colour": the format has no such field. [schema]',
      'items[3].culture[0].weight (d): expected a number <= 1, got 2. [schema]',
      'items[4].image.sha256 (e): expected text that matches ^[0-9a-f]{64}$, got "abc". [schema]',
      'items[5].image.width (f): expected integer, got 1.5. [schema]',
      'items[5].image.height (f): expected a number >= 1, got 0. [schema]',
    ]);
  });

  test('refuses another format or version by name', () => {
    expect(errorsOf({ ...manifest([]), version: '2.0' })).toEqual([
      'version: expected "1.0", got "2.0". [schema]',
    ]);
  });

  test('refuses a manifest without items', () => {
    const { items: _, ...head } = manifest([]);
    expect(errorsOf(head)).toEqual([
      'items: expected an array, got none. A manifest lists its items. [schema]',
    ]);
  });
});

describe('the rules beyond the schema', () => {
  const broken: [rule: string, value: unknown, text: string][] = [
    [
      'unique ids',
      manifest([item('a'), item('a', { image: { path: 'b.jpg' } })]),
      'items[1].id (a): expected each id once, got "a" again (first in items[0]). [unique-id]',
    ],
    [
      'known cultures',
      manifest([item('a', { culture: [label({ id: 'nowhere' })] })]),
      'items[0].culture[0] (a): expected a culture of this manifest, got "nowhere". Define it in "cultures", or write unmapped. [known-culture]',
    ],
    [
      'weights',
      manifest([
        item('a', { culture: [label({ weight: 0.8 }), label({ id: 'pahari', weight: 0.4 })] }),
      ]),
      'items[0].culture (a): expected weights that sum to at most 1, got 1.2. [weight-sum]',
    ],
    [
      'leakage groups',
      manifest([
        item('a', { leakageGroup: 'album', split: 'train' }),
        item('b', { leakageGroup: 'album', split: 'test' }),
      ]),
      'items[1].split (b): expected one split for the leakage group "album", got train and test. [split-leakage]',
    ],
    [
      'leakage groups half without a split',
      manifest([
        item('a', { leakageGroup: 'album', split: 'test' }),
        item('b', { leakageGroup: 'album' }),
      ]),
      'items[1].split (b): expected one split for the leakage group "album", got test and no split. [split-leakage]',
    ],
    [
      'one image in two splits',
      manifest([
        item('a', { image: { path: 'x.jpg' }, split: 'train' }),
        item('b', { image: { path: 'x.jpg' }, split: 'val' }),
      ]),
      'items[1].image (b): expected one split for one image, got it in train (a) and in val. [split-leakage]',
    ],
    [
      'dates in order',
      manifest([item('a', { date: { begin: 1700, end: 1650 } })]),
      'items[0].date (a): expected begin before end, got 1700 to 1650. [date-order]',
    ],
    [
      'proxies at most possible',
      manifest([item('a', { culture: [label({ basis: 'nationality-proxy' })] })]),
      'items[0].culture[0] (a): expected certainty possible or disputed for a nationality-proxy, got asserted. A nationality says where a maker was from, not which tradition the work follows. [proxy-certainty]',
    ],
    [
      'predictions by models',
      manifest([item('a', { culture: [label({ by: 'model' })] })]),
      'items[0].culture[0] (a): expected basis model-predicted and by model together, got culture-field and model. [predicted-by-model]',
    ],
    [
      'assertions by communities',
      manifest([item('a', { culture: [label({ basis: 'community-asserted' })] })]),
      'items[0].culture[0] (a): expected by community for the basis community-asserted, got institution. Only a community asserts for itself. [asserted-by-community]',
    ],
    [
      'a protocol beside community labels',
      manifest([
        item('a', { rights: { image: 'cc0', labels: ['https://localcontexts.org/label/tk-cs/'] } }),
      ]),
      "items[0].rights (a): expected a protocol beside the community's labels, got none-known. A community has set a label here: read it, and say what it asks for. [protocol-of-label]",
    ],
    [
      'unique cultures',
      manifest([], {
        cultures: [
          { id: 'edo', label: { en: 'a' }, definition: 'b' },
          { id: 'edo', label: { en: 'a' }, definition: 'b' },
        ],
      }),
      'cultures[0]: expected each id once, got "edo" again. [unique-culture]',
    ],
    [
      'broader cultures',
      manifest([], {
        cultures: [{ id: 'edo', label: { en: 'a' }, definition: 'b', broader: 'japan' }],
      }),
      'cultures[0]: expected broader to name a culture, got "japan". [broader]',
    ],
    [
      'no circles of broader cultures',
      manifest([], {
        cultures: [
          { id: 'a', label: { en: 'a' }, definition: 'a', broader: 'b' },
          { id: 'b', label: { en: 'b' }, definition: 'b', broader: 'a' },
        ],
      }),
      'cultures[0]: expected broader to lead upwards, got back to "a". [broader]',
    ],
    [
      'days of the calendar',
      manifest([], { datePublished: '2026-02-30' }),
      'datePublished: expected a day of the calendar, got 2026-02-30. [real-date]',
    ],
  ];
  test.each(broken)('%s', (_, value, text) => {
    expect(errorsOf(value)[0]).toBe(text);
  });

  test('allow hybrids whose thirds sum to 1 but for rounding', () => {
    const thirds = ['edo', 'pahari', 'unmapped'].map((id) => label({ id, weight: 1 / 3 }));
    expect(errorsOf(manifest([item('a', { culture: thirds })]))).toEqual([]);
  });
});

describe('warnings', () => {
  test('tell of twins, of what is unlabelled, predicted or provisional, and of small groups', () => {
    const cultures = manifest([]).cultures.map((culture) => ({
      ...culture,
      note: 'Provisional: replace it.',
    }));
    const items = [
      item('a', { image: { path: 'x.jpg' } }),
      item('b', { image: { path: 'x.jpg' } }),
      item('c', { culture: [] }),
      item('d', { culture: [label({ basis: 'model-predicted', by: 'model' })] }),
      item('e', { culture: [label({ id: 'unmapped' })] }),
    ];
    expect(warningsOf(manifest(items, { cultures }))).toEqual([
      'items[1].image (b): the same image as a: it counts twice. [same-image]',
      'cultures: 2 of 2 are labels of the source, not traditions: edo, pahari. Define them as traditions with a time and a place before you compare them. [provisional]',
      'items: 2 of 5 items have no label of a defined culture: they are left out of comparisons. [unlabelled]',
      "items: 1 of 5 items have no label but a model's: they never enter an audit. [model-predicted]",
      'items: 1 culture has fewer than 20 independent works and is shown, not tested: edo (2). [small-group]',
    ]);
  });

  test('name images that are outside the folder of the manifest', () => {
    const outside = ['../a.jpg', '/b.jpg', 'x/../../c.jpg', 'C:\\d.jpg', '\\\\server\\e.jpg'];
    const paths = [...outside, ...Array.from({ length: 20 }, (_, index) => `in/..${index}.jpg`)];
    const items = paths.map((path) => item(path, { image: { path } }));
    expect(warningsOf(manifest(items))).toEqual([
      'items: 5 of 25 items have an image outside the folder of the manifest: look before you describe what a stranger names. [outside-folder]',
    ]);
  });

  test('count the licences that are told in words', () => {
    const rights = [
      { image: 'in-copyright', statement: 'OFL-1.1' },
      { image: 'in-copyright' },
      { image: 'cc-by', statement: 'ask us' },
    ] as const;
    const items = Array.from({ length: 21 }, (_, index) =>
      item(`${index}`, { rights: rights[index] ?? { image: 'cc0' } }),
    );
    expect(warningsOf(manifest(items))).toEqual([
      'items: 1 of 21 items are in-copyright and say in rights.statement under which licence, often a free one that has no name here: read it, then allow training on in-copyright by name. [licence-in-words]',
    ]);
  });

  test('are none for a set that needs none', () => {
    const items = Array.from({ length: 20 }, (_, index) => item(`${index}`));
    expect(warningsOf(manifest(items))).toEqual([]);
  });

  test('take the items of one leakage group for one work', () => {
    const items = Array.from({ length: 20 }, (_, index) =>
      item(`${index}`, index < 2 ? { leakageGroup: 'album' } : {}),
    );
    expect(warningsOf(manifest(items))).toEqual([
      'items: 1 culture has fewer than 20 independent works and is shown, not tested: edo (19). [small-group]',
    ]);
  });
});
