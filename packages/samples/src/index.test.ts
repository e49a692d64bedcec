import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gunzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { samplePaths, samplesCultureManifest, samplesFolder, samplesManifest } from './index.js';

interface ImageRecord {
  id: string;
  file: string;
  license: string;
  attribution: string;
  sha256: string;
  bytes: number;
  cluster: string;
  kind: string;
}

const { images, count } = JSON.parse(readFileSync(samplesManifest, 'utf8')) as {
  images: ImageRecord[];
  count: number;
};
const filesBelow = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));

describe('the manifest', () => {
  test('lists files that exist and have the checksum it gives', () => {
    expect(count).toBe(images.length);
    for (const { file, sha256, bytes } of images) {
      const content = readFileSync(join(samplesFolder, file));
      expect(content.length, file).toBe(bytes);
      expect(createHash('sha256').update(content).digest('hex'), file).toBe(sha256);
    }
  });

  test('gives every image a licence that is described and an attribution that is shipped', () => {
    const licences = readFileSync(new URL('../LICENSES.md', import.meta.url), 'utf8');
    const rows = licences.matchAll(/^\| (\S+) +\| (\d+) /gm);
    const counts = new Map([...rows].map(([, license, number]) => [license, Number(number)]));
    const attributions = readFileSync(join(samplesFolder, 'ATTRIBUTION.txt'), 'utf8').split('\n');
    for (const { file, license, attribution } of images) {
      expect(counts.get(license), file).toBe(
        images.filter((other) => other.license === license).length,
      );
      expect(attribution.length, file).toBeGreaterThan(10);
      expect(attributions, file).toContain(`${file} | ${attribution} | ${license}`);
    }
    expect(attributions.filter(Boolean)).toHaveLength(images.length + 1);
  });

  test('puts each image in the folder of its cluster and kind', () => {
    for (const { file, cluster, kind } of images)
      expect(file.startsWith(`images/${cluster}/${kind}/`), file).toBe(true);
    expect(new Set(images.map(({ id }) => id)).size).toBe(images.length);
  });
});

describe('the culture manifest', () => {
  const { cultures, items } = JSON.parse(readFileSync(samplesCultureManifest, 'utf8')) as {
    cultures: { id: string; label: { en: string; zh: string } }[];
    items: {
      id: string;
      image: { path: string; sha256: string };
      culture: { id: string; basis: string }[];
      rights: { image: string; statement: string; credit: string };
    }[];
  };

  test('lists the same images with the same rights', () => {
    expect(items.map(({ id }) => id)).toEqual(images.map(({ id }) => id));
    for (const [index, { image, rights }] of items.entries()) {
      const record = images[index]!;
      expect([image.path, image.sha256]).toEqual([record.file, record.sha256]);
      expect(rights.statement.startsWith(record.license)).toBe(true);
      expect(rights.credit).toBe(record.attribution);
      if (record.license.startsWith('GPL')) expect(rights.image).toBe('in-copyright');
    }
  });

  test('names every culture in English and in Chinese, and no two alike', () => {
    for (const { id, label } of cultures) {
      expect(label.en, id).toBeTruthy();
      expect(label.zh, id).toMatch(/\p{Script=Han}/u);
    }
    expect(new Set(cultures.map(({ label }) => label.zh)).size).toBe(cultures.length);
  });

  test('defines every culture it names, once, and says what each label rests on', () => {
    const ids = cultures.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    for (const { culture } of items)
      for (const { id, basis } of culture) {
        expect(ids).toContain(id);
        expect(basis).toBeTruthy();
      }
  });
});

describe('the package', () => {
  test('holds nothing that is not listed', () => {
    const listed = new Set([
      ...images.map(({ file }) => file),
      'manifest.json',
      'culture-manifest.json',
      'ATTRIBUTION.txt',
      'licenses/GPL-3.0.txt',
      'glyphs28/glyphs28.json',
      'glyphs28/train-images-idx3-ubyte.gz',
      'glyphs28/train-labels-idx1-ubyte.gz',
      'glyphs28/train-codepoints-idx1-int.gz',
    ]);
    const found = filesBelow(samplesFolder).map((file) =>
      relative(samplesFolder, file).replaceAll('\\', '/'),
    );
    expect(found.filter((file) => !listed.has(file))).toEqual([]);
    expect(found).toHaveLength(listed.size);
  });

  test('stays under 12 MB', () => {
    const total = filesBelow(samplesFolder).reduce((sum, file) => sum + statSync(file).size, 0);
    expect(total).toBeLessThan(11.5e6);
  });

  test('has glyphs, labels and code points of equal number', () => {
    const { count } = JSON.parse(
      readFileSync(join(samplesFolder, 'glyphs28/glyphs28.json'), 'utf8'),
    );
    const glyphs = gunzipSync(readFileSync(samplePaths.glyphs));
    const labels = gunzipSync(readFileSync(samplePaths.glyphLabels));
    expect(glyphs.readUInt32BE(4)).toBe(count);
    expect(glyphs.length).toBe(16 + count * 28 * 28);
    expect(labels.readUInt32BE(4)).toBe(count);
  });
});

describe('samplePaths', () => {
  test('all lead somewhere inside the package', () => {
    for (const [name, path] of Object.entries(samplePaths)) {
      expect(existsSync(path), name).toBe(true);
      expect(path.startsWith(samplesFolder), name).toBe(true);
    }
    expect(samplesFolder.replace(/\/$/, '')).toBe(
      fileURLToPath(new URL('../files', import.meta.url)),
    );
  });

  test('have the numbers of files that their comments give', () => {
    const files = (folder: string) => readdirSync(folder).length;
    expect(files(samplePaths.photos)).toBe(52);
    expect(files(samplePaths.ukiyoe)).toBe(7);
    expect(files(samplePaths.impressionism)).toBe(11);
    expect(files(samplePaths.chineseOrnament)).toBe(29);
    expect(files(samplePaths.westernOrnament)).toBe(45);
    expect(files(samplePaths.hieroglyphs)).toBe(29);
    expect(files(samplePaths.mayaGlyphs)).toBe(12);
  });
});
