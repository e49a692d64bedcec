import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import * as files from 'node:fs/promises';
import { randomSource } from '@ikat/random';
import { expectClose, expectNoLeak, onEachBackend } from '@ikat/testing';
import * as tf from '@tensorflow/tfjs-core';
import sharp from 'sharp';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { readImage } from './read-image.js';
import { failure, scratchFolder } from './scratch.js';
import { writeGrid } from './write-grid.js';
import { writeImage } from './write-image.js';

vi.mock('node:fs/promises', { spy: true });
afterEach(() => vi.mocked(files.open).mockReset());

const at = scratchFolder();
const whole = (shape: number[], seed = 1) => {
  const size = shape.reduce((product, side) => product * side, 1);
  const random = randomSource(seed);
  const values = Float32Array.from({ length: size }, () => random.integer(256) / 127.5 - 1);
  return tf.tensor<tf.Rank.R4>(values, shape as [number, number, number, number]);
};

onEachBackend(() => {
  describe('writeImage', () => {
    test.each(['png', 'tif', 'tiff'])('writes %s that reads back the same', async (ending) => {
      const image = whole([1, 5, 7, 3]);
      await writeImage(image, at(`same.${ending}`));
      expectClose(await readImage(at(`same.${ending}`)), image, 1e-6);
    });

    test.each(['jpg', 'jpeg', 'webp', 'avif'])(
      'writes %s that reads back alike',
      async (ending) => {
        const image = tf.tensor4d(
          Array.from({ length: 768 }, (_, i) => Math.sin(i / 200)),
          [1, 16, 16, 3],
        );
        await writeImage(image, at(`alike.${ending}`), { quality: 95 });
        expectClose(await readImage(at(`alike.${ending}`)), image, 0.06);
      },
    );

    test('keeps sixteen bits in PNG and TIFF', async () => {
      const values = randomSource(2).uniforms(24, -1, 1);
      for (const name of ['deep.png', 'deep.tif']) {
        await writeImage(tf.tensor4d(values, [1, 2, 4, 3]), at(name), { bitDepth: 16 });
        expect((await sharp(at(name)).metadata()).depth).toBe('ushort');
        expectClose(await readImage(at(name)), values, 2e-5);
      }
      await writeImage(tf.tensor4d(values, [1, 4, 6, 1]), at('grey16.png'), { bitDepth: 16 });
      const { channels, depth } = await sharp(at('grey16.png')).metadata();
      expect([channels, depth]).toEqual([1, 'ushort']);
    });

    test('takes grey, alpha, and images without a batch', async () => {
      await writeImage(whole([1, 3, 4, 1]), at('grey.png'));
      await writeImage(whole([1, 3, 4, 4]), at('alpha.png'));
      await writeImage(whole([3, 4, 3]), at('three.png'));
      const channels = async (name: string) => (await sharp(at(name)).metadata()).channels;
      expect(await channels('grey.png')).toBe(1);
      expect(await channels('alpha.png')).toBe(4);
      expect(await channels('three.png')).toBe(3);
    });

    test('clips what is outside [-1, 1] and rounds to the nearest level', async () => {
      const image = tf.tensor4d([-3, 7, Number.NaN, 0.001, 0.003, 0.0059], [1, 1, 2, 3]);
      await writeImage(image, at('clipped.png'));
      expect([...(await sharp(at('clipped.png')).raw().toBuffer())]).toEqual([
        0, 255, 0, 128, 128, 128,
      ]);
    });

    test('leaves no tensor and no file behind but the image', async () => {
      const image = whole([1, 4, 4, 3]);
      await expectNoLeak(() => writeImage(image, at('alone', 'image.png')));
      expect(image.isDisposed).toBe(false);
      expect(readdirSync(at('alone'))).toEqual(['image.png']);
    });

    test('writes several images as a grid', async () => {
      const images = whole([5, 4, 6, 3]);
      await expectNoLeak(() => writeGrid(images, at('grid.png'), { columns: 3, gap: 1 }));
      const { width, height } = await sharp(at('grid.png')).metadata();
      expect([width, height]).toEqual([20, 9]);
    });
  });
}, ['cpu']);

describe('writeImage refuses', () => {
  const told = async (...[image, file, options]: Parameters<typeof writeImage>) =>
    (await failure(writeImage(image, file, options))).replaceAll(at(), '');

  test('names, shapes and options that make no sense', async () => {
    const image = tf.zeros([1, 2, 2, 3]) as tf.Tensor4D;
    expect(await told(image, 'picture.bmp')).toMatchInlineSnapshot(
      `"writeImage: expected a file name that ends in .png, .jpg, .jpeg, .webp, .avif, .tif or .tiff, got picture.bmp."`,
    );
    expect(await told(tf.zeros<tf.Rank.R4>([1, 2, 2, 2]), 'two.png')).toMatchInlineSnapshot(
      `"writeImage: expected one image [1, height, width, channels] of 1, 3 or 4 channels, got [1,2,2,2]. For several images use imageGrid or tf.unstack."`,
    );
    expect(await told(tf.zeros<tf.Rank.R4>([4, 2, 2, 3]), 'four.png')).toMatchInlineSnapshot(
      `"writeImage: expected one image [1, height, width, channels] of 1, 3 or 4 channels, got [4,2,2,3]. For several images use imageGrid or tf.unstack."`,
    );
    expect(await told(tf.zeros([4]) as never, 'flat.png')).toMatchInlineSnapshot(
      `"writeImage: expected one image [1, height, width, channels] of 1, 3 or 4 channels, got [4]."`,
    );
    expect(await told([] as never, 'list.png')).toMatchInlineSnapshot(
      `"writeImage: expected a tensor, got object."`,
    );
    expect(await told(image, 'a.jpg', { quality: 0 })).toMatchInlineSnapshot(
      `"writeImage: expected a quality of 1 to 100, got 0."`,
    );
    expect(await told(image, 'a.jpg', { bitDepth: 16 })).toMatchInlineSnapshot(
      `"writeImage: expected PNG or TIFF for 16 bits, got a.jpg."`,
    );
    expect(await told(image, 'a.png', { bitDepth: 12 as 8 })).toMatchInlineSnapshot(
      `"writeImage: expected a bit depth of 8 or 16, got 12."`,
    );
  });

  test('places it cannot write to, and leaves what was there', async () => {
    const image = tf.zeros([1, 2, 2, 3]) as tf.Tensor4D;
    mkdirSync(at('folder.png'));
    writeFileSync(at('file'), '');
    expect(await told(image, at('none', '..', 'no', 'x.png'))).toBe('');
    expect(await told(image, `${at()}/missing/x.png`)).toMatchInlineSnapshot(
      `"writeImage: could not write /missing/x.png: its folder does not exist."`,
    );
    expect(await told(image, `${at()}/file/x.png`)).toMatchInlineSnapshot(
      `"writeImage: could not write /file/x.png: its folder is a file."`,
    );
    expect(await told(image, at('folder.png'))).toMatchInlineSnapshot(
      `"writeImage: could not write /folder.png: it is a folder."`,
    );
    expect(readdirSync(at()).filter((name) => name.endsWith('.part'))).toEqual([]);
  });

  test('a full disk, and leaves the old image whole', async () => {
    const image = tf.zeros([1, 2, 2, 3]) as tf.Tensor4D;
    await writeImage(image, at('old.png'));
    vi.mocked(files.open).mockResolvedValueOnce({
      writeFile: () => Promise.reject(Object.assign(new Error('no space'), { code: 'ENOSPC' })),
      close: () => Promise.resolve(),
    } as unknown as files.FileHandle);
    expect(await told(image, at('old.png'))).toMatchInlineSnapshot(
      `"writeImage: could not write /old.png: the disk is full."`,
    );
    expect((await sharp(at('old.png')).metadata()).width).toBe(2);
  });
});
