import { expectClose, expectNoLeak, readFile, useTestBackend } from '@ikat/testing';
import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, test } from 'vitest';
import { resizeBicubic } from '../resize-bicubic.js';
import { decodeImage } from './decode-image.js';
import { drawImage } from './draw-image.js';
import { imageBlob } from './image-blob.js';
import { imageData } from './image-data.js';
import type { WebImageSource } from './open-bitmap.js';
import { readImage } from './read-image.js';

const urlOf = (name: string) => new URL(`../../golden/web/${name}`, import.meta.url);
const fileOf = (name: string) => new File([readFile(urlOf(name))], name);

/** Red, green and blue at a place. */
const at = ({ data, width }: { data: ArrayLike<number>; width: number }, x: number, y: number) =>
  [0, 1, 2].map((c) => data[(y * width + x) * 3 + c]!);

function expectNear(actual: number[], expected: number[], levels: number): void {
  const worst = Math.max(...expected.map((level, i) => Math.abs(level - actual[i]!)));
  expect(worst, `${actual} instead of ${expected}`).toBeLessThanOrEqual(levels);
}

const messageOf = (work: Promise<unknown>) =>
  work.then(
    () => 'nothing was thrown',
    (error: Error) => error.message.replace(/http\S+\//, 'http://…/'),
  );

/** A canvas of 3 x 2 pixels in one colour. */
function canvasOf(colour: string): OffscreenCanvas {
  const canvas = new OffscreenCanvas(3, 2);
  const context = canvas.getContext('2d')!;
  context.fillStyle = colour;
  context.fillRect(0, 0, 3, 2);
  return canvas;
}

beforeAll(() => useTestBackend('cpu'));

describe('decodeImage', () => {
  test.each([1, 2, 3, 4, 5, 6, 7, 8])('turns EXIF orientation %i upright', async (orientation) => {
    const raster = await decodeImage(fileOf(`orientation-${orientation}.jpg`));
    expect([raster.width, raster.height]).toEqual([32, 16]);
    expectNear(at(raster, 8, 4), [255, 0, 0], 3);
    expectNear(at(raster, 24, 4), [0, 255, 0], 3);
    expectNear(at(raster, 8, 12), [0, 0, 255], 3);
    expectNear(at(raster, 24, 12), [255, 255, 255], 3);
  });

  test('turns an element as it turns a file', async () => {
    const image = new Image();
    image.src = urlOf('orientation-6.jpg').href;
    const raster = await decodeImage(image);
    expect([raster.width, raster.height]).toEqual([32, 16]);
    expectNear(at(raster, 24, 4), [0, 255, 0], 3);
  });

  test('brings other colour profiles to sRGB', async () => {
    expectNear(at(await decodeImage(fileOf('display-p3.png')), 4, 4), [0xc8, 0x3c, 0x28], 3);
  });

  test('takes CMYK, grey and WebP', async () => {
    const [red, green, blue] = at(await decodeImage(fileOf('cmyk.jpg')), 4, 4);
    expect(red).toBeGreaterThan(200);
    expect(Math.max(green!, blue!)).toBeLessThan(70);
    expect(at(await decodeImage(fileOf('grey.png')), 4, 4)).toEqual([100, 100, 100]);
    expect(at(await decodeImage(fileOf('plain.webp')), 4, 4)).toEqual([0xc0, 0x80, 0x40]);
  });

  test('rounds sixteen bits to eight', async () => {
    const { data } = await decodeImage(fileOf('deep.png'));
    expectNear([...data], [0, 117, 255, 100, 50, 1], 1);
  });

  test('lays alpha on white', async () => {
    const raster = await decodeImage(fileOf('alpha.png'));
    expectNear(at(raster, 0, 0), [255, 255, 255], 0);
    expectNear(at(raster, 1, 0), [127, 127, 127], 1);
    expectNear(at(raster, 2, 0), [255, 0, 0], 0);
    expectNear(at(raster, 3, 0), [191, 191, 255], 2);
  });

  test('makes grey with the weights of PIL', async () => {
    const { channels, data } = await decodeImage(fileOf('plain.webp'), { channels: 1 });
    expect(channels).toBe(1);
    expect(data[0]).toBe(Math.round(0.299 * 0xc0 + 0.587 * 0x80 + 0.114 * 0x40));
  });

  const colour = [12, 200, 99];
  const sources: [string, () => Promise<WebImageSource> | WebImageSource][] = [
    ['a canvas', () => canvasOf('rgb(12 200 99)')],
    [
      'a canvas of the page',
      () => {
        const canvas = document.createElement('canvas');
        Object.assign(canvas, { width: 3, height: 2 });
        canvas.getContext('2d')!.drawImage(canvasOf('rgb(12 200 99)'), 0, 0);
        return canvas;
      },
    ],
    ['a bitmap', () => canvasOf('rgb(12 200 99)').transferToImageBitmap()],
    ['pixels', () => canvasOf('rgb(12 200 99)').getContext('2d')!.getImageData(0, 0, 3, 2)],
    ['a blob', () => canvasOf('rgb(12 200 99)').convertToBlob()],
    ['a URL', async () => URL.createObjectURL(await canvasOf('rgb(12 200 99)').convertToBlob())],
    ['a frame of film', () => new VideoFrame(canvasOf('rgb(12 200 99)'), { timestamp: 0 })],
  ];
  test.each(sources)('takes %s', async (_, make) => {
    const source = await make();
    const raster = await decodeImage(source);
    expect([raster.width, raster.height]).toEqual([3, 2]);
    expectNear(at(raster, 2, 1), colour, 0);
    if (source instanceof VideoFrame) source.close();
    // What was given is still the giver's.
    if (source instanceof ImageBitmap) expect(source.width).toBe(3);
  });

  test('reads an image of many strips as one', async () => {
    const canvas = new OffscreenCanvas(3000, 3000);
    const context = canvas.getContext('2d')!;
    context.fillStyle = 'rgb(9 0 0)';
    context.fillRect(0, 0, 3000, 1500);
    context.fillStyle = 'rgb(0 0 7)';
    context.fillRect(0, 1500, 3000, 1500);
    const raster = await decodeImage(canvas);
    for (const y of [0, 1332, 1333, 1334, 1499]) expect(at(raster, 2999, y)).toEqual([9, 0, 0]);
    for (const y of [1500, 2665, 2666, 2667, 2999]) expect(at(raster, 0, y)).toEqual([0, 0, 7]);
  });

  test('works in a worker', async () => {
    const worker = new Worker(new URL('./decode-worker.ts', import.meta.url), { type: 'module' });
    const answer = new Promise<MessageEvent>((resolve, reject) => {
      worker.onmessage = resolve;
      worker.onerror = reject;
    });
    worker.postMessage(fileOf('orientation-6.jpg'));
    const raster = (await answer).data;
    worker.terminate();
    expect([raster.width, raster.height]).toEqual([32, 16]);
    expectNear(at(raster, 24, 4), [0, 255, 0], 3);
  });
});

describe('readImage', () => {
  test('scales as Node does', async () => {
    const pixels = await decodeImage(fileOf('orientation-1.jpg'));
    const image = await readImage(fileOf('orientation-1.jpg'), { size: 8 });
    expect(image.shape).toEqual([1, 8, 8, 3]);
    const { data } = resizeBicubic(pixels, {
      width: 16,
      height: 8,
      window: { left: 4, top: 0, width: 8, height: 8 },
    });
    expectClose(
      image,
      Array.from(data, (level) => level / 127.5 - 1),
      1e-6,
    );
    image.dispose();
  });

  test('leaves nothing behind', async () => {
    await expectNoLeak(() => readImage(fileOf('grey.png')));
  });

  test.each<[string, () => Promise<unknown>]>([
    ['a file that is no image', () => readImage(new File(['hello'], 'notes.txt'))],
    [
      'an image that is cut short',
      () => readImage(new File([readFile(urlOf('deep.png')).slice(0, 40)], 'cut.png')),
    ],
    ['a missing URL', () => readImage(urlOf('grey.png').href.replace('grey', 'no'))],
    ['a server that does not answer', () => readImage('http://127.0.0.1:9/photo.jpg')],
    ['more pixels than allowed', () => readImage(canvasOf('red'), { maxPixels: 5 })],
    ['a side too long to draw', () => readImage(new OffscreenCanvas(20000, 1))],
    ['a video without a frame', () => readImage(document.createElement('video'))],
    ['no such fit', () => readImage(canvasOf('red'), { fit: 'stretch' as 'fill', size: 2 })],
    ['no source', () => readImage(undefined as unknown as string)],
  ])('refuses %s in words', async (_, read) => {
    expect(await messageOf(read())).toMatchSnapshot();
  });

  test('says which pixels a page may not read', async () => {
    const image = new Image();
    // The same server under another name is another site.
    const other = urlOf('grey.png').href.replace('localhost', '127.0.0.1');
    image.src = other;
    await image.decode();
    expect(await messageOf(readImage(image))).toMatchSnapshot();
  });

  test('stops when it is aborted', async () => {
    const signal = AbortSignal.abort(new Error('Enough'));
    await expect(readImage(urlOf('grey.png').href, { signal })).rejects.toBe(signal.reason);
  });
});

describe('written images', () => {
  const image = () => tf.tensor4d([-1, 1, 0.5, 3, -3, Number.NaN], [1, 1, 2, 3]);

  test('are pixels, clipped', async () => {
    const pixels = await imageData(image());
    expect([pixels.width, pixels.height]).toEqual([2, 1]);
    expect([...pixels.data]).toEqual([0, 255, 191, 255, 255, 0, 0, 255]);
    const grey = await imageData(tf.tensor3d([0, 1], [1, 2, 1]));
    expect([...grey.data]).toEqual([128, 128, 128, 255, 255, 255, 255, 255]);
    const clear = await imageData(tf.tensor3d([1, 1, 1, -1], [1, 1, 4]));
    expect([...clear.data]).toEqual([255, 255, 255, 0]);
  });

  test('appear on a canvas that takes their size', async () => {
    const canvas = document.createElement('canvas');
    await drawImage(image(), canvas);
    expect([canvas.width, canvas.height]).toEqual([2, 1]);
    expect([...canvas.getContext('2d')!.getImageData(0, 0, 2, 1).data]).toEqual([
      0, 255, 191, 255, 255, 0, 0, 255,
    ]);
  });

  test('come back from PNG as they were, and about so from JPEG and WebP', async () => {
    const png = await imageBlob(image());
    expect(png.type).toBe('image/png');
    expect([...(await decodeImage(png)).data]).toEqual([0, 255, 191, 255, 0, 0]);
    const flat = tf.fill<tf.Rank.R4>([1, 16, 16, 3], 0.2);
    for (const type of ['image/jpeg', 'image/webp'] as const) {
      const blob = await imageBlob(flat, { type, quality: 95 });
      expect(blob.type).toBe(type);
      expectNear(at(await decodeImage(blob), 8, 8), [153, 153, 153], 2);
    }
  });

  test('leave nothing behind and are not disposed', async () => {
    const kept = image();
    await expectNoLeak(async () => {
      await imageBlob(kept);
    });
    expect(kept.isDisposed).toBe(false);
  });

  test.each<[string, () => Promise<unknown>]>([
    ['a batch', () => imageData(tf.zeros<tf.Rank.R4>([2, 4, 4, 3]))],
    ['two channels', () => imageBlob(tf.zeros<tf.Rank.R4>([1, 4, 4, 2]))],
    ['no such quality', () => imageBlob(image(), { quality: 0 })],
    ['no such type', () => imageBlob(image(), { type: 'image/gif' as 'image/png' })],
    [
      'a canvas with another context',
      () => {
        const canvas = new OffscreenCanvas(4, 4);
        canvas.getContext('webgl2');
        return drawImage(image(), canvas);
      },
    ],
  ])('refuse %s in words', async (_, write) => {
    expect(await messageOf(write())).toMatchSnapshot();
  });
});
