import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { expectClose, expectNoLeak, onEachBackend } from '@ikat/testing';
import * as tf from '@tensorflow/tfjs-core';
import sharp from 'sharp';
import { beforeAll, describe, expect, test } from 'vitest';
import { cropTo, resizeTo, scaleShortSide } from '../framing.js';
import { unpaired } from '../unpaired.js';
import { imageFolder } from './image-folder.js';
import { listImages } from './list-images.js';
import { failure, picture, plain, scratchFolder } from './scratch.js';

const at = scratchFolder();
const told = (message: string) => message.replaceAll(at(), '').replaceAll('\\', '/');
const thrown = (run: () => unknown) => {
  try {
    run();
    return '';
  } catch (error) {
    return told((error as Error).message);
  }
};

/** The bits of all batches, which are disposed. */
async function bits(stream: AsyncIterable<tf.Tensor4D>): Promise<number[][]> {
  const found: number[][] = [];
  for await (const batch of stream) {
    found.push([...batch.dataSync()]);
    batch.dispose();
  }
  return found;
}

const reds = (all: number[][]) => all.map(([red]) => Math.round((red! + 1) * 127.5));

beforeAll(async () => {
  for (let index = 0; index < 7; index++)
    await picture(20, 16, index)
      .png()
      .toFile(at('photos', `${index}.png`));
  // Told apart by their red: 0, 10, 20, …
  for (let index = 0; index < 6; index++)
    await plain(8, 8, `rgb(${index * 10},0,0)`)
      .png()
      .toFile(at('plain', `${index}.png`));
  writeFileSync(at('broken', '.DS_Store'), 'x');
  for (let index = 0; index < 5; index++)
    await plain(8, 8, `rgb(${index * 10},0,0)`)
      .png()
      .toFile(at('broken', `${index}.png`));
  writeFileSync(at('broken', '2x.png'), 'no picture');
  writeFileSync(at('broken', '4x.jpg'), '');
  writeFileSync(at('ruins', 'a.png'), 'a');
  for (const name of ['b', 'c', 'd', 'e']) writeFileSync(at('ruins', `${name}.png`), name);
  mkdirSync(at('empty'));
  writeFileSync(at('words', 'readme.txt'), 'words');
});

onEachBackend(() => {
  describe('imageFolder', () => {
    test('gives every image once an epoch, in another order each time', async () => {
      const stream = imageFolder(at('plain'), { size: 4, seed: 3 });
      expect(stream.length).toBe(6);
      const first = reds(await bits(stream));
      const second = reds(await bits(stream));
      expect([...first].sort((a, b) => a - b)).toEqual([0, 10, 20, 30, 40, 50]);
      expect([...second].sort((a, b) => a - b)).toEqual([0, 10, 20, 30, 40, 50]);
      expect(second).not.toEqual(first);
      const inOrder = imageFolder(at('plain'), { size: 4, shuffle: false });
      expect(reds(await bits(inOrder))).toEqual([0, 10, 20, 30, 40, 50]);
    });

    test('puts images into batches and leaves an incomplete one out', async () => {
      const stream = imageFolder(at('photos'), { size: 8, batchSize: 3 });
      expect(stream.length).toBe(2);
      for await (const batch of stream) {
        expect(batch.shape).toEqual([3, 8, 8, 3]);
        batch.dispose();
      }
    });

    test('repeats itself from the same seed, and only from that', async () => {
      const options = { size: 8, seed: 4 };
      const first = await bits(imageFolder(at('photos'), options));
      expect(await bits(imageFolder(at('photos'), options))).toEqual(first);
      expect(await bits(imageFolder(at('photos'), { ...options, prefetch: 0 }))).toEqual(first);
      expect(await bits(imageFolder(at('photos'), { ...options, seed: 5 }))).not.toEqual(first);
    });

    test('resumes bit for bit', async () => {
      const make = () => imageFolder(at('photos'), { size: 8, batchSize: 2, seed: 9 });
      const stream = make();
      const all = [...(await bits(stream)), ...(await bits(stream))];
      for (const batch of [0, 2, 3, 4]) {
        const resumed = make();
        const rest = await bits(resumed.from(batch));
        const next = batch < 3 ? await bits(resumed) : [];
        expect([...rest, ...next]).toEqual(all.slice(batch));
      }
    });

    test('cuts at random places and mirrors half of the images', async () => {
      mkdirSync(at('one'));
      const ramp = Buffer.from(Array.from({ length: 16 * 16 * 3 }, (_, i) => ((i / 3) | 0) % 256));
      await sharp(ramp, { raw: { width: 16, height: 16, channels: 3 } })
        .png()
        .toFile(at('one', 'a.png'));
      const stream = imageFolder(at('one'), { framing: cropTo(8) });
      const places = new Set<number>();
      let mirrored = 0;
      for (let epoch = 0; epoch < 60; epoch++) {
        const [values] = await bits(stream);
        const [left, right] = [values![0]!, values![7 * 3]!];
        if (left > right) mirrored++;
        places.add(Math.round(Math.min(left, right) * 127.5));
      }
      expect(Math.abs(mirrored - 30)).toBeLessThan(15);
      expect(places.size).toBeGreaterThan(25);
      const calm = imageFolder(at('one'), { framing: cropTo(8), randomCrop: false, flip: false });
      const [middle] = await bits(calm);
      expect(Math.round((middle![0]! + 1) * 127.5)).toBe(4 * 16 + 4);
    });

    test('scales as the framing says', async () => {
      const shape = async (options: Parameters<typeof imageFolder>[1]) => {
        for await (const batch of imageFolder(at('photos'), options)) {
          batch.dispose();
          return batch.shape;
        }
        return [];
      };
      expect(await shape({ framing: resizeTo(12) })).toEqual([1, 12, 12, 3]);
      expect(await shape({ framing: scaleShortSide(8) })).toEqual([1, 8, 10, 3]);
      expect(await shape({ size: 10, channels: 1 })).toEqual([1, 10, 10, 1]);
    });

    test('looks into folders within the folder, and at names only', () => {
      writeFileSync(at('deep', 'b', 'x.JPG'), '');
      writeFileSync(at('deep', 'a', 'z.png'), '');
      writeFileSync(at('deep', 'a', '._z.png'), '');
      writeFileSync(at('deep', 'notes.txt'), '');
      expect(listImages(at('deep')).map(told)).toEqual(['/deep/a/z.png', '/deep/b/x.JPG']);
    });
  });

  describe('a broken image among good ones', () => {
    test('is left out, counted and named, and the length stays', async () => {
      const stream = imageFolder(at('broken'), { size: 4, seed: 1 });
      expect(stream.length).toBe(7);
      expect(stream.skipped).toEqual([]);
      const first = reds(await bits(stream));
      expect(first).toHaveLength(7);
      expect(new Set(first)).toEqual(new Set([0, 10, 20, 30, 40]));
      expect(stream.skipped.map(({ file, reason }) => told(`${file}: ${reason}`))).toEqual([
        '/broken/2x.png: expected a JPEG, PNG, WebP, AVIF, TIFF or GIF image, got /broken/2x.png, which is none.',
        '/broken/4x.jpg: expected an image, got the empty file /broken/4x.jpg.',
      ]);
      await bits(stream);
      expect(stream.skipped).toHaveLength(2);
    });

    test('does not change what a resumed run sees', async () => {
      const make = () => imageFolder(at('broken'), { size: 4, seed: 1 });
      const stream = make();
      const all = [...(await bits(stream)), ...(await bits(stream))];
      expect(await bits(make().from(9))).toEqual(all.slice(9));
    });

    test('is fatal if there are no good ones', async () => {
      const message = await failure(bits(imageFolder(at('ruins'), { size: 4 })));
      expect(told(message)).toMatchInlineSnapshot(
        `"imageFolder: expected readable images, got none: /ruins/a.png (expected a JPEG, PNG, WebP, AVIF, TIFF or GIF image, got /ruins/a.png, which is none.), /ruins/b.png (expected a JPEG, PNG, WebP, AVIF, TIFF or GIF image, got /ruins/b.png, which is none.), /ruins/c.png (expected a JPEG, PNG, WebP, AVIF, TIFF or GIF image, got /ruins/c.png, which is none.), and 2 more."`,
      );
    });

    test('so is one that is too small to cut from, with sizes and the way out', async () => {
      const message = await failure(bits(imageFolder(at('plain'), { framing: cropTo(16) })));
      expect(told(message)).toMatchInlineSnapshot(
        `"imageFolder: expected readable images, got none: /plain/0.png (expected an image of at least 16 x 16 to cut from, got 8 x 8. Use resizeAndCrop or scaleShortSide, which scale small images up.), /plain/1.png (expected an image of at least 16 x 16 to cut from, got 8 x 8. Use resizeAndCrop or scaleShortSide, which scale small images up.), /plain/2.png (expected an image of at least 16 x 16 to cut from, got 8 x 8. Use resizeAndCrop or scaleShortSide, which scale small images up.), and 3 more."`,
      );
    });
  });

  test('memory does not grow with the folder', async () => {
    const folder = at('many');
    mkdirSync(folder);
    const bytes = await picture(24, 24).png().toBuffer();
    for (let index = 0; index < 300; index++) writeFileSync(at('many', `${index}.png`), bytes);
    const stream = imageFolder(folder, { size: 16 });
    const before = tf.memory();
    let most = 0;
    let seen = 0;
    for await (const batch of stream) {
      seen++;
      most = Math.max(most, tf.memory().numBytes - before.numBytes);
      batch.dispose();
    }
    expect(seen).toBe(300);
    expect(most).toBe(16 * 16 * 3 * 4);
    expect(tf.memory().numTensors).toBe(before.numTensors);
  });

  test('two folders make unpaired batches', async () => {
    await expectNoLeak(async () => {
      const a = imageFolder(at('photos'), { size: 8, seed: 1 });
      const b = imageFolder(at('plain'), { size: 8, seed: 2 });
      for await (const batch of unpaired(a, b, { seed: 3 })) {
        expect([batch.a.shape, batch.b.shape]).toEqual([
          [1, 8, 8, 3],
          [1, 8, 8, 3],
        ]);
        tf.dispose([batch.a, batch.b]);
      }
    });
  });

  test('values are those of the file', async () => {
    const stream = imageFolder(at('plain'), { framing: resizeTo(8), shuffle: false });
    for await (const batch of stream) {
      expectClose(tf.mean(batch, [0, 1, 2]), [-1, -1, -1], 1e-6);
      batch.dispose();
      break;
    }
    expect(readdirSync(at('plain'))).toHaveLength(6);
  });
}, ['cpu']);

test('imageFolder refuses what is no folder of images, and options that make no sense', () => {
  expect(thrown(() => imageFolder(at('nowhere')))).toMatchInlineSnapshot(
    `"imageFolder: expected a folder of images, got nothing at /nowhere."`,
  );
  expect(thrown(() => imageFolder(at('empty')))).toMatchInlineSnapshot(
    `"imageFolder: expected images in /empty, got none: it is empty. Images end in .jpg, .png, .webp, .avif, .tif or .gif."`,
  );
  expect(thrown(() => imageFolder(at('words')))).toMatchInlineSnapshot(
    `"imageFolder: expected images in /words, got none: it holds 1 other files. Images end in .jpg, .png, .webp, .avif, .tif or .gif."`,
  );
  expect(thrown(() => imageFolder(at('photos', '1.png')))).toMatchInlineSnapshot(
    `"imageFolder: expected a folder of images, got the file /photos/1.png. Use readImage for one image."`,
  );
  expect(thrown(() => imageFolder(at('photos'), { batchSize: 8 }))).toMatchInlineSnapshot(
    `"imageFolder: expected at least 8 images for a batch, got 7. Lower batchSize or add images."`,
  );
  expect(thrown(() => imageFolder(at('photos'), { batchSize: 0 }))).toMatchInlineSnapshot(
    `"imageFolder: expected a batchSize, a whole number of at least 1, got 0."`,
  );
  expect(thrown(() => imageFolder(at('photos'), { size: -1 }))).toMatchInlineSnapshot(
    `"imageFolder: expected a size, a whole number of at least 1, got -1."`,
  );
  expect(thrown(() => imageFolder(at('photos'), { size: 100_000 }))).toMatchInlineSnapshot(
    `"imageFolder: expected a size of at most 10000 (maxPixels is 100000000), got 100000. Lower the size, or raise maxPixels."`,
  );
  // A framing of one's own says the size, not the default of 256.
  expect(thrown(() => imageFolder(at('photos'), { framing: resizeTo(8), maxPixels: 400 }))).toBe(
    '',
  );
});

test('images of several sizes do not go into one batch', async () => {
  await picture(20, 16).png().toFile(at('mixed', 'a.png'));
  await picture(16, 20).png().toFile(at('mixed', 'b.png'));
  const stream = imageFolder(at('mixed'), {
    framing: scaleShortSide(8),
    batchSize: 2,
    shuffle: false,
  });
  expect(await failure(bits(stream))).toMatchInlineSnapshot(
    `"imageFolder: expected images of one size in a batch, got 10 x 8 and 8 x 10. Use a framing that crops, or batchSize 1."`,
  );
});
