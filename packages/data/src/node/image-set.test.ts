import '@ikat/testing';
import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, expect, test } from 'vitest';
import { imageSet } from '../image-set.js';
import type { Raster } from '../raster.js';
import { decode } from './decode.js';
import { imageFolder } from './image-folder.js';
import { picture, scratchFolder } from './scratch.js';

const at = scratchFolder();
const pictures: Raster[] = [];

beforeAll(async () => {
  await tf.setBackend('cpu');
  for (let index = 0; index < 5; index++) {
    await picture(20, 16 + index, index)
      .png()
      .toFile(at('photos', `${index}.png`));
    pictures.push(await decode('test', at('photos', `${index}.png`)));
  }
});

async function bits(stream: AsyncIterable<tf.Tensor4D>): Promise<number[][]> {
  const found: number[][] = [];
  for await (const batch of stream) {
    found.push([...batch.dataSync()]);
    batch.dispose();
  }
  return found;
}

test('imageSet gives the bits that imageFolder gives of the same pictures', async () => {
  const options = { size: 8, batchSize: 2, seed: 3 };
  const before = tf.memory().numTensors;
  const [inMemory, onDisk] = [imageSet(pictures, options), imageFolder(at('photos'), options)];
  const epochs = [await bits(inMemory), await bits(inMemory)];
  expect(epochs).toEqual([await bits(onDisk), await bits(onDisk)]);
  expect(epochs[0]).toHaveLength(2);
  expect(await bits(inMemory.from(2))).toEqual(epochs[1]);
  expect(tf.memory().numTensors).toBe(before);
});

test('imageSet refuses too few pictures', () => {
  expect(() => imageSet(pictures.slice(0, 1), { batchSize: 2 })).toThrow(
    'imageSet: expected at least 2 images for a batch, got 1. Lower batchSize or add images.',
  );
});
