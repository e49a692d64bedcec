import { readFileSync } from 'node:fs';
import { samplesCultureManifest, samplesManifest } from '@ikat/samples';
import { describe, expect, test } from 'vitest';
import { collectManifest } from './collect-manifest.js';
import { cultureBook } from './culture-book.js';
import { importImageSet } from './import-image-set.js';
import { readManifest } from './read-manifest.js';
import { all } from './testing.js';
import { validateManifest } from './validate-manifest.js';

const about = {
  name: 'set',
  description: 'Pictures.',
  license: 'Apache-2.0',
  creator: ['me'],
  datePublished: '2026-11-22',
  attributionPolicy: 'By the authors.',
};

describe('importImageSet', () => {
  test('gives the items of the samples’ culture manifest', async () => {
    const cultures = cultureBook();
    const records = importImageSet([readFileSync(samplesManifest)], { cultures });
    const { manifest, skipped } = await collectManifest(records, { ...about, cultures });
    const shipped = readManifest(readFileSync(samplesCultureManifest, 'utf8'));
    expect(skipped).toEqual([]);
    expect(shipped.kind === 'valid' && manifest.items).toEqual(
      shipped.kind === 'valid' && shipped.manifest.items,
    );
    expect(validateManifest(manifest).kind).toBe('valid');
  });

  test('names licences, grounds and kinds that the samples lack', async () => {
    const image = {
      id: 'a',
      file: 'a.png',
      license: 'CC-BY-NC-4.0',
      culture: ['German'],
      source_package: 'p',
      group: 'g',
    };
    const set = {
      images: [
        { ...image, kind: 'card' },
        { ...image, kind: 'sky-art', license: 'GPL-2.0-only' },
        { id: 'b' },
      ],
    };
    const records = await all(importImageSet([JSON.stringify(set)], { cultures: cultureBook() }));
    expect(
      records.map((record) =>
        record.kind === 'item'
          ? [
              record.item.rights.image,
              record.item.culture[0]?.basis,
              record.item.culture[0]?.certainty,
            ]
          : record.message,
      ),
    ).toEqual([
      ['cc-by-nc', 'style-tradition', 'probable'],
      ['in-copyright', 'curator-inferred', 'possible'],
      'expected file, license, got nothing.',
    ]);
  });

  test('refuses what is no image set', async () => {
    const read = (text: string) => all(importImageSet([text], { cultures: cultureBook() }));
    await expect(read('{}')).rejects.toThrow('importImageSet: expected "images", got none.');
    await expect(read('{')).rejects.toThrow('importImageSet: expected JSON, got a mistake:');
  });
});
