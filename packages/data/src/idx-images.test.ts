import '@ikat/testing';
import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, expect, test } from 'vitest';
import { idxImages } from './idx-images.js';

beforeAll(() => tf.setBackend('cpu'));

/** Three images of 1 x 2: each has its number, and its number times ten. */
const file = Uint8Array.of(0, 0, 8, 3, 0, 0, 0, 3, 0, 0, 0, 1, 0, 0, 0, 2, 0, 0, 1, 10, 2, 20);

async function gzipped(bytes: Uint8Array<ArrayBuffer>): Promise<Uint8Array<ArrayBuffer>> {
  const packed = new Blob([bytes]).stream().pipeThrough(new CompressionStream('gzip'));
  return new Uint8Array(await new Response(packed).arrayBuffer());
}

test('idxImages reads bytes, gzipped or not', async () => {
  for (const bytes of [file, await gzipped(file)]) {
    const stream = await idxImages(bytes, { batchSize: 3, shuffle: false });
    for await (const batch of stream) {
      expect(batch.shape).toEqual([3, 1, 2, 1]);
      const levels = [...batch.dataSync()].map((value) => Math.round((value + 1) * 127.5));
      expect(levels).toEqual([0, 0, 1, 10, 2, 20]);
      batch.dispose();
    }
  }
});

test('idxImages says what is wrong with bytes, by the name of the file', async () => {
  const said = (bytes: Uint8Array<ArrayBuffer>) =>
    idxImages(bytes, { called: 'digits.gz' }).catch((error: Error) => error.message);
  expect(await said(file.slice(0, 20))).toBe(
    'idxImages: expected 6 bytes after the header, got 4 in digits.gz. The file is cut short or damaged.',
  );
  expect(await said((await gzipped(file)).slice(0, 25))).toBe(
    'idxImages: expected a whole gzip file, got digits.gz, which is broken.',
  );
  expect(await said(new TextEncoder().encode('not a set of images'))).toBe(
    'idxImages: expected an IDX file of bytes with 3 dimensions, got digits.gz, which is not one.',
  );
});
