import { mkdirSync, readFileSync, truncateSync, writeFileSync } from 'node:fs';
import { deflateSync } from 'node:zlib';
import { samplePaths } from '@ikat/samples';
import { expectClose, expectNoLeak, onEachBackend } from '@ikat/testing';
import * as tf from '@tensorflow/tfjs-core';
import sharp, { type Sharp } from 'sharp';
import { describe, expect, test } from 'vitest';
import { decode } from './decode.js';
import { readImage } from './read-image.js';
import { failure, picture, plain, scratchFolder } from './scratch.js';

const at = scratchFolder();

/** The levels of an image's first pixel, 0 to 255. */
const levels = (image: tf.Tensor4D) =>
  tf.tidy(() => [
    ...tf.mul(tf.add(tf.slice(image, [0, 0, 0, 0], [1, 1, 1, 3]), 1), 127.5).dataSync(),
  ]);

/** A PNG of any stated size, with hardly any data in it. */
function pngOf(width: number, height: number): Buffer {
  const crcs = Array.from({ length: 256 }, (_, byte) => {
    let crc = byte;
    for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? 0xedb88320 ^ (crc >>> 1) : crc >>> 1;
    return crc;
  });
  const chunk = (type: string, data: Buffer) => {
    const body = Buffer.concat([Buffer.from(type), data]);
    let crc = 0xffffffff;
    for (const byte of body) crc = crcs[(crc ^ byte) & 255]! ^ (crc >>> 8);
    const ends = Buffer.alloc(8);
    ends.writeUInt32BE(data.length, 0);
    ends.writeUInt32BE((crc ^ 0xffffffff) >>> 0, 4);
    return Buffer.concat([ends.subarray(0, 4), body, ends.subarray(4)]);
  };
  const header = Buffer.from([0, 0, 0, 0, 0, 0, 0, 0, 8, 2, 0, 0, 0]);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  const data = deflateSync(Buffer.alloc(1000));
  return Buffer.concat([
    signature,
    chunk('IHDR', header),
    chunk('IDAT', data),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

onEachBackend(() => {
  describe('readImage reads', () => {
    test.each(['jpg', 'png', 'webp', 'avif', 'tiff', 'gif'] as const)('%s', async (format) => {
      const file = at(`plain.${format}`);
      await plain(20, 10, '#c08040').toFile(file);
      const image = await readImage(file);
      expect(image.shape).toEqual([1, 10, 20, 3]);
      const [red, green, blue] = levels(image);
      for (const [level, wanted] of [
        [red, 0xc0],
        [green, 0x80],
        [blue, 0x40],
      ] as const)
        expect(Math.abs(level! - wanted)).toBeLessThan(format === 'gif' ? 9 : 3);
      image.dispose();
    });

    test('bytes like a file', async () => {
      const file = at('bytes.png');
      await picture(9, 7).toFile(file);
      const [fromBytes, fromFile] = [await readImage(readFileSync(file)), await readImage(file)];
      expectClose(fromBytes, fromFile, 0);
      tf.dispose([fromBytes, fromFile]);
    });

    test('the first frame of many', async () => {
      const frames = await Promise.all(
        ['#ff0000', '#0000ff'].map((colour) => plain(4, 4, colour).gif().toBuffer()),
      );
      const file = at('frames.gif');
      await sharp(frames, { join: { animated: true } }).toFile(file);
      expect((await sharp(file).metadata()).pages).toBe(2);
      const image = await readImage(file);
      expect(image.shape).toEqual([1, 4, 4, 3]);
      expect(levels(image)[0]).toBe(255);
    });

    test('alpha on white', async () => {
      const background = { r: 0, g: 0, b: 0, alpha: 0.5 };
      const file = at('alpha.png');
      await sharp({ create: { width: 2, height: 2, channels: 4, background } }).toFile(file);
      const [red] = levels(await readImage(file));
      expect(Math.abs(red! - 127.5)).toBeLessThanOrEqual(1);
    });

    test('alpha of sixteen bits on white', async () => {
      const words = Uint16Array.from([0, 0, 0, 0, 65535, 0, 0, 65535, 0, 65535, 0, 32768]);
      const raw = { width: 3, height: 1, channels: 4 } as const;
      await sharp(words, { raw }).toColourspace('rgb16').png().toFile(at('alpha16.png'));
      expect((await sharp(at('alpha16.png')).metadata()).depth).toBe('ushort');
      const image = await readImage(at('alpha16.png'));
      expectClose(image, [1, 1, 1, 1, -1, -1, 0, 1, 0], 4e-5);
    });

    test('grey and CMYK as colour', async () => {
      await plain(4, 4, '#646464').toColourspace('b-w').png().toFile(at('grey.png'));
      expect(levels(await readImage(at('grey.png')))).toEqual([100, 100, 100]);
      await plain(8, 8, '#ff0000').toColourspace('cmyk').jpeg().toFile(at('cmyk.jpg'));
      expect((await sharp(at('cmyk.jpg')).metadata()).space).toBe('cmyk');
      const [red, green, blue] = levels(await readImage(at('cmyk.jpg')));
      expect(red).toBeGreaterThan(200);
      expect(Math.max(green!, blue!)).toBeLessThan(70);
    });

    test('sixteen bits without rounding them to eight', async () => {
      const raw = { width: 2, height: 1, channels: 3 } as const;
      const words = Uint16Array.from([1000, 30000, 65535, 1001, 30001, 0]);
      await sharp(words, { raw }).toColourspace('rgb16').toFile(at('deep.png'));
      await sharp(words, { raw })
        .toColourspace('rgb16')
        .tiff({ compression: 'deflate' })
        .toFile(at('deep.tif'));
      for (const name of ['deep.png', 'deep.tif']) {
        expect((await sharp(at(name)).metadata()).depth).toBe('ushort');
        const image = await readImage(at(name));
        expectClose(
          image,
          Array.from(words, (word) => word / 32767.5 - 1),
          1e-6,
        );
      }
    });

    test('every EXIF orientation upright', async () => {
      const upright = await picture(6, 4).png().toBuffer();
      const wanted = await readImage(upright);
      // What has to be done to the upright image so that the orientation undoes it.
      const undo: Record<number, (image: Sharp) => Sharp> = {
        1: (image) => image,
        2: (image) => image.flop(),
        3: (image) => image.rotate(180),
        4: (image) => image.flip(),
        5: (image) => image.rotate(-90).flop(),
        6: (image) => image.rotate(-90),
        7: (image) => image.rotate(90).flop(),
        8: (image) => image.rotate(90),
      };
      for (const [orientation, turn] of Object.entries(undo)) {
        const stored = await turn(sharp(upright)).png().toBuffer();
        const file = at(`turned${orientation}.png`);
        await sharp(stored)
          .withMetadata({ orientation: Number(orientation) })
          .toFile(file);
        const image = await readImage(file);
        expect(image.shape, orientation).toEqual([1, 4, 6, 3]);
        expectClose(image, wanted, 0);
      }
    });

    test('other colour profiles as sRGB', async () => {
      const file = at('p3.png');
      await plain(4, 4, '#c83c28').withIccProfile('p3').png().toFile(file);
      const stored = await sharp(file, { ignoreIcc: true }).raw().toBuffer();
      expect(Math.abs(stored[0]! - 0xc8)).toBeGreaterThan(5);
      const [red, green, blue] = levels(await readImage(file));
      expect(Math.abs(red! - 0xc8)).toBeLessThanOrEqual(2);
      expect(Math.abs(green! - 0x3c)).toBeLessThanOrEqual(2);
      expect(Math.abs(blue! - 0x28)).toBeLessThanOrEqual(2);
    });

    test('grey with the weights of PIL, if asked', async () => {
      const golden = JSON.parse(
        readFileSync(new URL('../../golden/grey.json', import.meta.url), 'utf8'),
      );
      const [height, width] = golden.source.shape;
      const raw = { width, height, channels: 3 } as const;
      const bytes = await sharp(Buffer.from(golden.source.values), { raw }).png().toBuffer();
      const { data, channels } = await decode('decode', bytes, { channels: 1 });
      expect(channels).toBe(1);
      expect([...data]).toEqual(golden.result.values);
    });
  });

  describe('readImage brings to a size', () => {
    test.each([
      ['cover', [1, 8, 8, 3]],
      ['fill', [1, 8, 8, 3]],
      ['inside', [1, 4, 8, 3]],
    ] as const)('%s', async (fit, shape) => {
      const image = await readImage(await picture(40, 20).png().toBuffer(), { size: 8, fit });
      expect(image.shape).toEqual(shape);
      image.dispose();
    });

    test('and leaves nothing behind', async () => {
      const bytes = await picture(40, 20).png().toBuffer();
      await expectNoLeak(() => readImage(bytes, { size: 8 }));
    });
  });
}, ['cpu']);

describe('readImage refuses in one line', () => {
  test('what is not there, or a folder, or empty, or no image', async () => {
    mkdirSync(at('folder.png'));
    writeFileSync(at('empty.png'), '');
    writeFileSync(at('text.png'), 'These are words and not a picture.');
    writeFileSync(
      at('drawing.svg'),
      '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>',
    );
    const told = async (name: string) =>
      (await failure(readImage(at(name)))).replaceAll(at(), '').replaceAll('\\', '/');
    expect(await told('nowhere.png')).toMatchInlineSnapshot(
      `"readImage: expected an image, got nothing at /nowhere.png."`,
    );
    expect(await told('folder.png')).toMatchInlineSnapshot(
      `"readImage: expected an image, got the folder /folder.png."`,
    );
    expect(await told('empty.png')).toMatchInlineSnapshot(
      `"readImage: expected an image, got the empty file /empty.png."`,
    );
    expect(await told('text.png')).toMatchInlineSnapshot(
      `"readImage: expected a JPEG, PNG, WebP, AVIF, TIFF or GIF image, got /text.png, which is none."`,
    );
    expect(await told('drawing.svg')).toMatchInlineSnapshot(
      `"readImage: expected a JPEG, PNG, WebP, AVIF, TIFF or GIF image, got /drawing.svg, which is svg."`,
    );
    expect(await failure(readImage(Buffer.from('words')))).toMatchInlineSnapshot(
      `"readImage: expected a JPEG, PNG, WebP, AVIF, TIFF or GIF image, got 5 bytes, which is none."`,
    );
  });

  test.each(['jpg', 'png', 'webp', 'tif', 'gif'])('a %s cut short', async (format) => {
    const file = at(`cut.${format}`);
    const noise = sharp({
      create: {
        width: 200,
        height: 150,
        channels: 3,
        background: 'grey',
        noise: { type: 'gaussian', mean: 128, sigma: 60 },
      },
    });
    await noise.toFile(file);
    truncateSync(file, Math.floor(readFileSync(file).length * 0.6));
    const message = await failure(readImage(file));
    expect(message).toMatch(/^readImage: expected .* got .*cut\.[a-z]+, which is/);
    expect(message).not.toContain('\n');
  });

  test('more pixels than the limit', async () => {
    writeFileSync(at('huge.png'), pngOf(20_000, 20_000));
    const message = await failure(readImage(at('huge.png')));
    expect(message.replace(at(), '')).toMatchInlineSnapshot(
      `"readImage: expected an image of at most 100000000 pixels, got /huge.png of 20000 x 20000. Scale it down first, or raise maxPixels."`,
    );
    const small = await picture(30, 20).png().toBuffer();
    expect(await failure(readImage(small, { maxPixels: 500 }))).toContain('at most 500 pixels');
  });

  test('numbers that are no levels', async () => {
    const raw = { width: 2, height: 1, channels: 3 } as const;
    const floats = sharp(Float32Array.from([0, 0.5, 1, 0, 0.5, 1]), { raw });
    await floats.toColourspace('scrgb').tiff({ compression: 'deflate' }).toFile(at('float.tif'));
    expect((await failure(readImage(at('float.tif')))).replace(at(), '')).toMatchInlineSnapshot(
      `"readImage: expected 8 or 16 bits a channel, got /float.tif of type float. Save it with 16 bits."`,
    );
  });

  test('more channels than colour has', async () => {
    const extra = [1, 2].map(() => Buffer.alloc(4, 9));
    const raw = { width: 2, height: 2, channels: 1 } as const;
    await plain(2, 2, '#abc')
      .joinChannel(extra, { raw })
      .tiff({ compression: 'deflate' })
      .toFile(at('many.tif'));
    expect((await sharp(at('many.tif')).metadata()).channels).toBe(5);
    expect((await failure(readImage(at('many.tif')))).replace(at(), '')).toMatchInlineSnapshot(
      `"readImage: expected grey or colour, with or without alpha, got 5 channels in /many.tif."`,
    );
  });

  test('options that make no sense', async () => {
    const bytes = await picture(4, 4).png().toBuffer();
    expect(await failure(readImage(bytes, { size: 0.5 }))).toMatchInlineSnapshot(
      `"readImage: expected a size, a whole number of at least 1, got 0.5."`,
    );
    expect(await failure(readImage(bytes, { size: 100_000 }))).toMatchInlineSnapshot(
      `"readImage: expected a size of at most 10000 (maxPixels is 100000000), got 100000. Lower the size, or raise maxPixels."`,
    );
    expect(await failure(readImage(bytes, { size: 11, maxPixels: 120 }))).toMatchInlineSnapshot(
      `"readImage: expected a size of at most 10 (maxPixels is 120), got 11. Lower the size, or raise maxPixels."`,
    );
    const image = await readImage(bytes, { size: 10, maxPixels: 100 });
    expect(image.shape).toEqual([1, 10, 10, 3]);
    image.dispose();
    expect(await failure(readImage(bytes, { fit: 'round' as 'fill' }))).toMatchInlineSnapshot(
      `"readImage: expected fit 'cover', 'fill', 'inside' or 'within', got 'round'."`,
    );
  });
});

test('within scales down only', async () => {
  const photo = await readImage(samplePaths.photo, { size: 64, fit: 'within' });
  const whole = await readImage(samplePaths.photo, { size: 2048, fit: 'within' });
  expect(photo.shape).toEqual([1, 36, 64, 3]);
  expect(whole.shape).toEqual([1, 288, 512, 3]);
  photo.dispose();
  whole.dispose();
});
