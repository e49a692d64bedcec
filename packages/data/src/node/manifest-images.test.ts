import { writeFileSync } from 'node:fs';
import { samplesManifest } from '@ikat/samples';
import { onEachBackend } from '@ikat/testing';
import { expect, test } from 'vitest';
import { manifestImages, readManifest } from './manifest-images.js';
import { picture, scratchFolder } from './scratch.js';

const at = scratchFolder();
const told = (run: () => unknown) => {
  try {
    run();
    return '';
  } catch (error) {
    return (error as Error).message.replaceAll(at(), '').replace(/\(.*\)/, '(…)');
  }
};

onEachBackend(() => {
  test('images of the samples by cluster, culture, kind and licence', async () => {
    const count = (filter: Parameters<typeof manifestImages>[1]) =>
      manifestImages(samplesManifest, filter).files.length;
    expect(count({})).toBe(271);
    expect(count({ cluster: 'japanese-ukiyoe' })).toBe(7);
    expect(count({ cluster: ['japanese-ukiyoe', 'maya-glyphs'] })).toBe(19);
    expect(count({ kind: 'artwork' })).toBe(18);
    expect(count({ kind: 'artwork', license: 'LicenseRef-PublicDomain' })).toBe(6);
    expect(count({ kind: 'artwork', culture: 'Dutch' })).toBe(6);
    const prints = manifestImages(samplesManifest, { cluster: 'japanese-ukiyoe', size: 16 });
    for await (const batch of prints) {
      expect(batch.shape).toEqual([1, 16, 16, 3]);
      batch.dispose();
      break;
    }
  });

  test('images of a culture manifest', async () => {
    await picture(8, 8).png().toFile(at('img', '1.png'));
    const item = {
      id: 'one',
      image: { path: 'img/1.png' },
      culture: [{ id: 'pahari' }, { id: 'basohli' }],
      objectType: 'painting',
      classification: 'miniatures',
      rights: { image: 'cc0' },
      split: 'train',
    };
    const other = { id: 'two', image: { path: 'img/2.png' }, culture: [], rights: {} };
    const manifest = { format: 'culture-manifest', version: '1.0', items: [item, other] };
    writeFileSync(at('culture.json'), JSON.stringify(manifest));
    expect(readManifest(at('culture.json'))[0]).toEqual({
      id: 'one',
      file: 'img/1.png',
      culture: ['pahari', 'basohli'],
      kind: 'painting',
      cluster: 'miniatures',
      license: 'cc0',
      split: 'train',
    });
    const stream = manifestImages(at('culture.json'), {
      culture: 'basohli',
      split: 'train',
      size: 4,
    });
    expect(stream.files).toEqual([at('img', '1.png')]);
    for await (const batch of stream) batch.dispose();
    expect(stream.skipped).toEqual([]);
  });
}, ['cpu']);

test('what is no manifest, and filters that nothing fits, are refused', () => {
  writeFileSync(at('words.json'), 'words');
  writeFileSync(at('other.json'), '{}');
  expect(told(() => manifestImages(at('nowhere.json')))).toMatchInlineSnapshot(
    `"manifestImages: expected a manifest, got /nowhere.json, which cannot be read (…)."`,
  );
  expect(told(() => manifestImages(at('words.json')))).toMatchInlineSnapshot(
    `"manifestImages: expected a manifest, got /words.json, which cannot be read (…)."`,
  );
  expect(told(() => manifestImages(at('other.json')))).toMatchInlineSnapshot(
    `"manifestImages: expected a manifest with a list of images or items, got /other.json, which has neither."`,
  );
  expect(
    told(() =>
      manifestImages(samplesManifest, { kind: ['mosaic', 'fresco'], cluster: 'x' }),
    ).replace(samplesManifest, 'manifest.json'),
  ).toMatchInlineSnapshot(
    `"manifestImages: expected images in manifest.json, got none of cluster x, kind mosaic or fresco."`,
  );
});
