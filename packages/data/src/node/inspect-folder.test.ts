import { copyFileSync, writeFileSync } from 'node:fs';
import { samplePaths } from '@ikat/samples';
import sharp from 'sharp';
import { beforeAll, expect, test } from 'vitest';
import { inspectFolder } from './inspect-folder.js';
import { failure, picture, plain, scratchFolder } from './scratch.js';

const at = scratchFolder();
const told = (text: string) => text.replaceAll(at(), '').replaceAll('\\', '/');

beforeAll(async () => {
  const photo = sharp(samplePaths.photo);
  await photo.clone().resize(300, 200).jpeg().toFile(at('all', 'a-photo.jpg'));
  copyFileSync(at('all', 'a-photo.jpg'), at('all', 'b-copy.jpg'));
  await photo.clone().resize(150, 100).png().toFile(at('all', 'c-smaller.png'));
  await sharp(samplePaths.painting).resize(90, 120).jpeg().toFile(at('all', 'd-painting.jpg'));
  await photo.clone().greyscale().resize(64, 64).png().toFile(at('all', 'e-grey.png'));
  const clear = { r: 0, g: 0, b: 255, alpha: 0.5 };
  await sharp({ create: { width: 40, height: 60, channels: 4, background: clear } })
    .png()
    .toFile(at('all', 'f-alpha.png'));
  await plain(50, 50, '#f00').toColourspace('cmyk').jpeg().toFile(at('all', 'g-cmyk.jpg'));
  await picture(80, 30).withMetadata({ orientation: 6 }).jpeg().toFile(at('all', 'h-turned.jpg'));
  await sharp(
    Uint16Array.from({ length: 75 }, (_, i) => i * 800),
    {
      raw: { width: 5, height: 5, channels: 3 },
    },
  )
    .toColourspace('rgb16')
    .png()
    .toFile(at('all', 'i-deep.png'));
  writeFileSync(at('all', 'j-broken.png'), 'no picture');
  writeFileSync(at('all', 'notes.txt'), 'words');
  await plain(16, 16, '#808080').png().toFile(at('flat', '1.png'));
  await plain(16, 16, '#202020').png().toFile(at('flat', '2.png'));
});

test('inspectFolder finds what a folder holds', async () => {
  const report = await inspectFolder(at('all'), { crop: 100 });
  expect({ ...report, folder: told(report.folder) }).toMatchObject({
    folder: '/all',
    images: 9,
    otherFiles: 1,
    formats: { jpeg: 5, png: 4 },
    width: { min: 5, median: 64, max: 300 },
    height: { min: 5, median: 80, max: 200 },
    grey: 1,
    greyShare: 1 / 9,
    alpha: 1,
    deep: 1,
    cmyk: 1,
    rotated: 1,
    smallerThanCrop: 6,
  });
  expect(report.duplicates.map((group) => group.map(told))).toEqual([
    ['/all/a-photo.jpg', '/all/b-copy.jpg'],
  ]);
  expect(report.nearDuplicates.map(({ files }) => files.map(told))).toEqual([
    ['/all/a-photo.jpg', '/all/c-smaller.png'],
  ]);
  expect(report.unreadable.map(({ file, reason }) => told(`${file}: ${reason}`))).toEqual([
    '/all/j-broken.png: expected a JPEG, PNG, WebP, AVIF, TIFF or GIF image, got /all/j-broken.png, which is none.',
  ]);
});

test('flat images of other brightness are no near duplicates', async () => {
  expect((await inspectFolder(at('flat'))).nearDuplicates).toEqual([]);
});

test('the sample photographs have no doubles', async () => {
  const report = await inspectFolder(samplePaths.ukiyoe);
  expect(report.images).toBe(7);
  expect([report.duplicates, report.nearDuplicates, report.unreadable]).toEqual([[], [], []]);
});

test('inspectFolder refuses what is no folder of images', async () => {
  expect(told(await failure(inspectFolder(at('nowhere'))))).toMatchInlineSnapshot(
    `"inspectFolder: expected a folder of images, got nothing at /nowhere."`,
  );
});
