import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { samplesManifest } from '@ikat/samples';
import { zooModels } from '@ikat/zoo';
import { expect, test } from 'vitest';
import { sampleFiles } from '../../../vite/sample-files.js';
import { attributionParts } from '../../shipped/attribution-parts.js';
import type { Sample, Samples } from '../../shipped/samples.js';
import { about } from './about.js';
import { bases, painters, titles } from './sample-names.js';
import { samples as words } from './samples.js';
import { shell } from './shell.js';

const read = (file: string) => JSON.parse(readFileSync(file, 'utf8'));

function shipped(): { photos: Sample[]; works: Sample[] } {
  const [, index] = sampleFiles().find(([path]) => path === 'samples/index.json')!;
  const { photos, styles, sets } = JSON.parse('text' in index ? index.text : '') as Samples;
  return {
    photos: [...photos, ...sets.photographs],
    works: [...styles, ...sets.paintings],
  };
}

const once = (names: readonly string[]) => [...new Set(names)].sort();

test('names every picture that comes with the studio and its painter, and no other', () => {
  const { photos, works } = shipped();
  expect(Object.keys(titles).sort()).toEqual(once([...photos, ...works].map(({ title }) => title)));
  expect(Object.keys(painters).sort()).toEqual(once(works.map(({ creator }) => creator)));
});

test('says what every label of culture that the studio can show rests on', () => {
  const images = read(samplesManifest).images as { culture_source: string | null }[];
  const ofZoo = Object.values(zooModels).flatMap((folder) =>
    (read(join(folder, 'ikat.json')).trainedOn as { cultures?: { basis: string }[] }[]).flatMap(
      ({ cultures = [] }) => cultures.map(({ basis }) => basis),
    ),
  );
  const ofSamples = images.flatMap(({ culture_source }) => culture_source ?? []);
  expect(Object.keys(bases).sort()).toEqual(once([...ofSamples, ...ofZoo]));
});

test('tells attributions in Chinese, with maker, licence and address as they are', () => {
  const { photos, works } = shipped();
  for (const { title, creator, licence, attribution } of photos) {
    const text = words.attribution(attribution);
    expect(text).toMatch(/^\p{Script=Han}+。摄影：/u);
    expect(text).toContain(`${creator}，${licence}，https://`);
    expect(attributionParts(text).map(({ address }) => address)).toEqual([
      undefined,
      attributionParts(attribution).find(({ address }) => address)!.address,
      undefined,
    ]);
    expect(text).not.toContain(`${title}.`);
  }
  for (const { attribution } of works) {
    expect(words.attribution(attribution)).toMatch(
      /^[^A-Za-z]+《[^A-Za-z]+》（(约 )?[\d-]+ 年）。/,
    );
  }
  const hokusai = works.find(({ title }) => title === 'Kazusa sea route')!;
  expect(words.attribution(hokusai.attribution)).toBe(
    '葛饰北斋《上总海路》（约 1830 年）。扫描：WebMuseum（Nicolas Pioch，1994-2006）与 Bruno Coudoin（2008），取自 GCompris（GPL-3.0-or-later）。',
  );
});

test('leaves what it does not know alone', () => {
  expect(words.title('my picture')).toBe('my picture');
  expect(words.attribution('Somebody, A Thing (1900). All mine.')).toBe(
    'Somebody, A Thing (1900). All mine.',
  );
});

test('parts Latin letters from Chinese ones', () => {
  expect(about.sources.after('LIM LianTze（代码）')).toBe('仿 LIM LianTze（代码）');
  expect(about.sources.after('葛饰北斋《上总海路》')).toBe('仿葛饰北斋《上总海路》');
});

test.each([
  ['WebAssembly with SIMD, 1 thread', 'WebAssembly（有 SIMD），1 个线程'],
  ['WebAssembly without SIMD, 4 threads', 'WebAssembly（无 SIMD），4 个线程'],
  ['ANGLE (Intel, Mesa Intel UHD)', 'ANGLE (Intel, Mesa Intel UHD)'],
])('says what computes: %s', (device, said) => {
  expect(shell.backend.device(device)).toBe(said);
});
