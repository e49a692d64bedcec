import { expectClose, onEachBackend } from '@ikat/testing';
import * as tf from '@tensorflow/tfjs-core';
import type * as tfl from '@tensorflow/tfjs-layers';
import { describe, expect, test } from 'vitest';
import { resnetGenerator, stylize, stylizeTiles, unetGenerator } from '../index.js';
import { images } from '../testing/golden-model.js';
import type { Region, TiledPicture } from './tiled-picture.js';

/** A picture whose left half is dark: tiles with norms of their own would differ. */
function unevenPicture(height: number, width: number): tf.Tensor4D {
  return tf.tidy(() => {
    const light = tf.less(tf.linspace(0, 1, width), 0.5);
    const shade = tf.reshape(tf.cast(light, 'float32'), [1, 1, width, 1]);
    return tf.sub(tf.mul(images([1, height, width, 3]), 0.4), tf.mul(shade, 0.5)) as tf.Tensor4D;
  });
}

const tiled = (x: tf.Tensor4D, regions: Region[] = []): TiledPicture => ({
  height: x.shape[1],
  width: x.shape[2],
  read: (region) => {
    regions.push(region);
    return tf.slice(
      x,
      [0, region.top, region.left, 0],
      [1, region.height, region.width, x.shape[3]],
    );
  },
});

async function paint(generator: tfl.LayersModel, picture: TiledPicture, tile: number) {
  const { height, width } = picture;
  const values = new Float32Array(height * width * 3);
  for await (const { image, ...at } of stylizeTiles(generator, picture, { tile })) {
    const data = await image.data();
    image.dispose();
    for (let y = 0; y < at.height; y++) {
      const row = data.subarray(y * at.width * 3, (y + 1) * at.width * 3) as Float32Array;
      values.set(row, ((at.top + y) * width + at.left) * 3);
    }
  }
  return values;
}

onEachBackend(() => {
  test.each([
    ['resnet', () => resnetGenerator({ blocks: 2, filters: 2, seed: 1 }), 26, 45, 16],
    [
      'resnet that blurs',
      () => resnetGenerator({ blocks: 1, filters: 2, upsampling: 'blur' }),
      40,
      33,
      16,
    ],
    [
      'resnet as in the zoo',
      () => resnetGenerator({ blocks: 1, filters: 2, upsampling: 'bilinear', imageSkip: true }),
      28,
      40,
      16,
    ],
    [
      'resnet with transposed convolutions',
      () => resnetGenerator({ blocks: 1, filters: 2, upsampling: 'transposed' }),
      24,
      48,
      12,
    ],
    [
      'resnet without norms',
      () => resnetGenerator({ blocks: 1, filters: 2, normalisation: 'none' }),
      24,
      48,
      16,
    ],
    [
      'unet',
      () => unetGenerator({ downs: 3, filters: 2, normalisation: 'instance', seed: 1 }),
      40,
      56,
      16,
    ],
  ] as const)(
    '%s paints in tiles what it paints as a whole',
    async (_name, make, height, width, tile) => {
      const generator = make();
      const x = unevenPicture(height, width);
      const whole = stylize(generator, x);
      const before = tf.memory().numTensors;
      const painted = await paint(generator, tiled(x), tile);
      expect(tf.memory().numTensors).toBe(before);
      expectClose(whole, painted, 2e-4);
      tf.dispose([x, whole]);
      generator.dispose();
    },
  );
});

describe('tiles', () => {
  const generator = resnetGenerator({ blocks: 1, filters: 2, seed: 1 });

  test('never show the network more than a tile and what it sees around it', async () => {
    const x = unevenPicture(16, 160);
    const regions: Region[] = [];
    await paint(generator, tiled(x, regions), 16);
    // 7 x 7, 3 x 3, 3 x 3 at half size; then from the last sum to the end: 3 x 3 twice, 7 x 7.
    expect(Math.max(...regions.map(({ width }) => width))).toBeLessThanOrEqual(16 + 2 * 24);
    x.dispose();
  });

  test('tell how far the work is, and stop when told', async () => {
    const x = unevenPicture(16, 64);
    const shares: number[] = [];
    const abort = new AbortController();
    const onProgress = (share: number) => {
      shares.push(share);
      if (share > 0.5) abort.abort();
    };
    const before = tf.memory().numTensors;
    const tiles = stylizeTiles(generator, tiled(x), { tile: 16, onProgress, signal: abort.signal });
    await expect(tiles.next()).rejects.toThrow('aborted');
    expect(tf.memory().numTensors).toBe(before);
    expect(shares).toEqual([...shares].sort((a, b) => a - b));
    expect(shares.at(-1)).toBeLessThan(0.6);
    x.dispose();
  });

  test('refuse a size that is none', async () => {
    const picture = tiled(tf.zeros([1, 8, 8, 3]));
    await expect(stylizeTiles(generator, picture, { tile: 0 }).next()).rejects.toThrow(
      'stylizeTiles tile: expected a whole number of at least 1, got 0.',
    );
  });
});
