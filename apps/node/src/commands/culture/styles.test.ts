import { mkdirSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { randomSource } from '@ikat/random';
import sharp from 'sharp';
import { beforeAll, describe, expect, test } from 'vitest';
import { ikat, scratchFolder } from '../../testing.js';

const folder = scratchFolder();
const inside = (...path: string[]) => join(folder, ...path);
const SIDE = 32;

/** Noise of a lightness; the file is small and every one is another. */
async function paint(file: string, light: number, seed: number): Promise<void> {
  const source = randomSource(seed);
  const data = Uint8Array.from({ length: SIDE * SIDE * 3 }, () =>
    Math.max(0, Math.min(255, light + 30 * source.normal())),
  );
  await sharp(data, { raw: { width: SIDE, height: SIDE, channels: 3 } })
    .png()
    .toFile(file);
}

const label = (id: string) => ({
  id,
  raw: id,
  basis: 'culture-field',
  certainty: 'asserted',
  by: 'institution',
});

beforeAll(async () => {
  const items = [];
  for (const [at, id] of ['ink', 'oil'].entries()) {
    for (const kind of ['real', 'generated', 'pictures'])
      mkdirSync(inside(kind, id), { recursive: true });
    for (let k = 0; k < 6; k++) {
      await paint(inside('real', id, `${k}.png`), 200 - 100 * at, 10 * at + k);
      await paint(inside('generated', id, `${k}.png`), 190 - 70 * at, 100 + 10 * at + k);
      items.push({
        id: `${id}:${k}`,
        image: { path: `real/${id}/${k}.png` },
        medium: id === 'ink' ? 'ink on paper' : 'oil on canvas',
        makers: [{ name: 'One Workshop' }],
        culture: [label(id)],
        rights: { image: 'cc0' },
        source: { institution: id === 'ink' ? 'A museum' : 'Another' },
      });
    }
  }
  mkdirSync(inside('content'));
  for (let k = 0; k < 6; k++) await paint(inside('content', `${k}.png`), 120, 1000 + k);
  const lost = { ...items[0]!, id: 'ink:lost', image: { path: 'real/ink/lost.png' } };
  const broken = { ...items[0]!, id: 'ink:broken', image: { path: 'broken.png' } };
  writeFileSync(inside('broken.png'), 'no picture');
  const manifest = {
    format: 'culture-manifest',
    version: '1.0',
    name: 'Two heaps',
    description: 'Noise.',
    license: 'CC0-1.0',
    creator: ['Nobody'],
    datePublished: '2026-01-01',
    attributionPolicy: 'By heap.',
    cultures: ['ink', 'oil'].map((id) => ({
      id,
      label: { en: `${id} <b>`, zh: id === 'ink' ? '水墨' : '油画' },
      definition: 'Made for a test, in 2026.',
    })),
    items: [...items, lost, broken],
  };
  writeFileSync(inside('manifest.json'), JSON.stringify(manifest));
}, 20_000);

const read = (name: string) => readFileSync(inside(name), 'utf8');
const quick = ['--minimum', '5', '--permutations', '49', '--resamples', '49'];

describe('usage', () => {
  test.each(['describe', 'compare', 'audit'])('culture %s --help has examples', async (command) => {
    const { code, out } = await ikat('culture', command, '--help');
    expect(out).toContain('Examples:');
    expect(code).toBe(0);
  });

  const wrong: [string[], string][] = [
    [['describe'], "missing required argument 'source'"],
    [
      ['compare', 'x.json', '--out', 'x.pdf'],
      'culture compare: expected --out to end in .html, got x.pdf.',
    ],
    [['compare', 'x.json', '--language', 'tlh'], 'Allowed choices are en, zh.'],
    [['compare', 'x.json', '--minimum', '1'], 'Expected a whole number of at least 5.'],
    [
      ['audit', '--generated', 'none', '--real', 'none'],
      'culture audit: expected a folder or a manifest in --generated, got nothing at none.',
    ],
    [
      [
        'audit',
        '--generated',
        inside('generated'),
        '--real',
        inside('generated', 'ink'),
        '--out',
        inside('u.html'),
      ],
      `expected two traditions or more in --real, a folder for each (${inside('generated', 'ink', 'ink', 'boat.png')}), got no folders`,
    ],
  ];
  test.each(wrong)('culture %j is wrong usage', async (args, text) => {
    const { code, err } = await ikat('culture', ...args);
    expect(err).toContain(text);
    expect(code).toBe(2);
  });
});

describe('what is read', () => {
  const reading: [string, (json: string) => string[]][] = [
    ['compare', (json) => ['compare', json, '--out', inside('own.html')]],
    ['describe', (json) => ['describe', json, '--out', inside('own')]],
    ['datasheet', (json) => ['datasheet', json, '--out', json]],
    ['datasheet', (json) => ['datasheet', json, '--out', inside('o.md'), '--croissant', json]],
    ['import', (json) => ['import', 'image-set', json, '--out', inside('linked.json')]],
    [
      'audit',
      (json) => ['audit', '--generated', json, '--real', json, '--out', inside('own.html')],
    ],
  ];
  test.each(reading)('is not overwritten by %s, not even with --force', async (command, args) => {
    writeFileSync(inside('own.json'), read('manifest.json'));
    rmSync(inside('linked.json'), { force: true });
    symlinkSync(inside('own.json'), inside('linked.json'));
    const force = command === 'datasheet' ? [] : ['--force'];
    const { code, err } = await ikat('culture', ...args(inside('own.json')), ...force);
    expect(err).toContain('for both. Choose another --out.');
    expect([code, read('own.json')]).toEqual([2, read('manifest.json')]);
  });
});

describe('ikat culture describe', () => {
  test('writes numbers, and counts and names what it could not read', async () => {
    const out = inside('set');
    const ran = await ikat('culture', 'describe', inside('manifest.json'), '--out', out);
    expect(ran.code).toBe(0);
    expect(ran.out).toMatch(/12 pictures described, 2 left out, [\d.]+ for each second of a core/);
    expect(ran.err).toContain('Left out real/ink/lost.png: ');
    expect(ran.err).toContain('Left out broken.png: ');
    const lines = read('set.csv').split('\r\n');
    expect(lines).toHaveLength(14);
    expect(lines[1]).toMatch(/^ink:0,real\/ink\/0\.png,ink 1,\d/);
    const set = JSON.parse(read('set.json'));
    expect(set.items[6].factors).toEqual({
      institution: 'Another',
      capture: 'unknown',
      medium: 'oil on canvas',
      century: 'unknown',
    });
    expect(set.leftOut.map(({ id }: { id: string }) => id)).toEqual(['ink:lost', 'ink:broken']);
    expect((await ikat('culture', 'describe', inside('real'), '--out', out)).code).toBe(2);
  });

  test('describes a folder, whose pictures have no labels to compare', async () => {
    const ran = await ikat('culture', 'describe', inside('real'), '--out', inside('plain'));
    expect(ran.code).toBe(0);
    const compared = await ikat(
      'culture',
      'compare',
      inside('plain.json'),
      '--out',
      inside('p.html'),
    );
    expect(compared.err).toContain('A comparison needs labels with their basis: give a manifest.');
    expect(compared.code).toBe(1);
  });

  test.each([
    ['nothing', 'none.json', 'got nothing at'],
    ['no manifest', 'broken.png', 'expected a manifest without errors'],
  ])('tells of %s', async (_, file, text) => {
    const { code, err } = await ikat('culture', 'describe', inside(file), '--out', inside('w'));
    expect(err).toContain(text);
    expect(code).toBe(1);
  });
});

describe('ikat culture compare', () => {
  test('says what is confounded and gives no p-value then', async () => {
    const out = inside('compared.html');
    const ran = await ikat('culture', 'compare', inside('manifest.json'), ...quick, '--out', out);
    expect(ran.code).toBe(0);
    expect(ran.out).toContain('Confounded: it cannot be told whether this is culture.');
    const page = read('compared.html');
    expect(page).toContain('With the label goes: source and medium.');
    expect(page).toContain(
      'Pictures that could not be described: 2 (real/ink/lost.png, broken.png).',
    );
    expect(page).toContain(
      'Labels describe the traditions that objects are attributed to, not people.',
    );
    expect(page).toContain('ink &lt;b&gt;');
    expect(page).not.toContain('<b>');
    expect(page).not.toMatch(/<script|src="http|p = \d/);
    const { comparison, within } = JSON.parse(read('compared.json'));
    expect(within.reason).toBe('not identifiable');
    expect(JSON.stringify(comparison)).not.toContain('"tested","p"');
  });

  test('writes Chinese, and overwrites nothing unless told to', async () => {
    const args = ['culture', 'compare', inside('manifest.json'), ...quick, '--language', 'zh'];
    const out = ['--out', inside('zh.html')];
    expect((await ikat(...args, ...out)).code).toBe(0);
    expect(read('zh.html')).toContain('<html lang="zh-Hans" dir="ltr">');
    expect(read('zh.html')).toContain('混杂：无法判断这是否为文化所致');
    expect(read('zh.html')).toContain('水墨');
    expect((await ikat(...args, ...out)).code).toBe(2);
    expect((await ikat(...args, ...out, '--force')).code).toBe(0);
  });
});

describe('ikat culture audit', () => {
  const folders = () => ['--generated', inside('generated'), '--real', inside('real')];

  test('shows small groups without intervals, and says that none can be called worst', async () => {
    const args = ['culture', 'audit', ...folders(), '--content', inside('content')];
    const ran = await ikat(...args, '--resamples', '49', '--out', inside('audit.html'));
    expect(ran.code).toBe(0);
    expect(ran.out).toContain('12 generated pictures were compared with 12 real works');
    expect(ran.out).toContain('It cannot be told who is served worst. To call a tradition');
    expect(read('audit.html')).toContain('<title>Whom the model serves worst</title>');
    expect(read('audit.html')).toContain(
      'There are: ink (6 real, 6 generated), oil (6 real, 6 generated).',
    );
    const { audit } = JSON.parse(read('audit.json'));
    const kinds = audit.cultures.map(
      ({ culture, distance }: { culture: string; distance: { kind: string } }) =>
        `${culture} ${distance.kind}`,
    );
    expect(kinds).toEqual(['ink shown', 'oil shown']);
  });

  test('follows links to folders, and names all traditions that one side lacks', async () => {
    for (const side of ['made', 'works']) {
      mkdirSync(inside(side));
      for (const id of ['ink', 'oil']) symlinkSync(inside('real', id), inside(side, id), 'dir');
    }
    const args = ['culture', 'audit', '--generated', inside('made'), '--real', inside('works')];
    const out = ['--resamples', '19', '--out', inside('links.html')];
    expect((await ikat(...args, ...out)).code).toBe(0);
    for (const place of [inside('made', 'tile'), inside('made', 'wash'), inside('works', 'wool')])
      symlinkSync(inside('real', 'ink'), place, 'dir');
    const { code, err } = await ikat(...args, ...out, '--force');
    expect(err).toContain('got tile, wash in --generated alone and wool in --real alone.');
    expect(code).toBe(2);
  });

  test('takes real works from a manifest, with their labels and without the training split', async () => {
    const manifest = JSON.parse(read('manifest.json'));
    const [first, second, ...others] = manifest.items;
    const hybrid = { ...second, culture: [label('ink'), label('oil')] };
    const items = [{ ...first, split: 'train' }, hybrid, ...others];
    writeFileSync(inside('split.json'), JSON.stringify({ ...manifest, items }));
    const args = ['--generated', inside('generated'), '--real', inside('split.json')];
    const out = ['--resamples', '49', '--out', inside('labelled.html')];
    const ran = await ikat('culture', 'audit', ...args, ...out);
    expect(ran.err).toContain('got ink (4 real, 6 generated), oil (6 real, 6 generated).');
    expect(ran.code).toBe(1);
    const more = items.map((item: { split?: string }) => ({ ...item, split: undefined }));
    writeFileSync(inside('split.json'), JSON.stringify({ ...manifest, items: more }));
    expect((await ikat('culture', 'audit', ...args, ...out)).code).toBe(0);
    const result = JSON.parse(read('labelled.json'));
    expect(result.bases).toEqual([
      { basis: 'culture-field', certainty: 'asserted', by: 'institution', labels: 11 },
    ]);
    const ids = (list: { id: string }[]) => list.map(({ id }) => id);
    expect(ids(result.setAside)).toEqual(['real/ink:1']);
    expect(ids(result.leftOut)).toEqual(['real/ink:lost', 'real/ink:broken']);
    expect(read('labelled.html')).toContain('Works of the manifest that were set aside: 1.');
    expect(read('labelled.html')).toContain('Who labels, by which rule: By heap.');
  });

  test('wants the content of generated pictures', async () => {
    const args = ['culture', 'audit', ...folders(), '--content', inside('pictures')];
    const ran = await ikat(...args, '--out', inside('none.html'));
    expect(ran.err).toContain('expected images in');
    expect(ran.code).toBe(1);
    expect(readdirSync(folder)).not.toContain('none.html');
  });
});
