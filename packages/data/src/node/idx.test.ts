import { writeFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { samplePaths } from '@ikat/samples';
import { expectNoLeak, onEachBackend } from '@ikat/testing';
import * as tf from '@tensorflow/tfjs-core';
import { describe, expect, test } from 'vitest';
import { idx, labelledIdx } from './idx.js';
import { failure, scratchFolder } from './scratch.js';

const at = scratchFolder();

function idxBytes(shape: number[], data: Uint8Array): Buffer {
  const header = Buffer.alloc(4 + 4 * shape.length);
  header.writeUInt32BE(0x0800 + shape.length, 0);
  shape.forEach((side, axis) => {
    header.writeUInt32BE(side, 4 + 4 * axis);
  });
  return Buffer.concat([header, data]);
}

/** Five images of 2 x 3 whose pixels all have ten times their number. */
const images = idxBytes(
  [5, 2, 3],
  Uint8Array.from({ length: 30 }, (_, i) => Math.floor(i / 6) * 10),
);
const labels = idxBytes([5], Uint8Array.from([0, 10, 20, 30, 40]));
writeFileSync(at('images'), images);
writeFileSync(at('images.gz'), gzipSync(images));
writeFileSync(at('labels'), labels);

onEachBackend(() => {
  describe('idx', () => {
    test('keeps only the labels asked for', async () => {
      const only = { labels: at('labels'), only: [10, 30] };
      const stream = await idx(at('images'), { ...only, batchSize: 2, shuffle: false });
      expect(stream.length).toBe(1);
      for await (const batch of stream) {
        const [first, second] = batch.dataSync().filter((_, i) => i % 6 === 0);
        expect(first).toBeCloseTo(10 / 127.5 - 1, 6);
        expect(second).toBeCloseTo(30 / 127.5 - 1, 6);
        batch.dispose();
      }
    });

    test('refuses labels without a choice, and a choice that leaves nothing', async () => {
      await expect(idx(at('images'), { labels: at('labels') })).rejects.toThrow(
        'idx: expected labels and only together, got one of them. Give both.',
      );
      const none = { labels: at('labels'), only: [7], batchSize: 1 };
      await expect(idx(at('images'), none)).rejects.toThrow(
        'idx: expected at least 1 images for a batch, got 0. Lower batchSize.',
      );
    });

    test.each(['images', 'images.gz'])('reads %s', async (name) => {
      const stream = await idx(at(name), { batchSize: 2, shuffle: false });
      expect(stream.length).toBe(2);
      const seen: number[] = [];
      for await (const batch of stream) {
        expect(batch.shape).toEqual([2, 2, 3, 1]);
        seen.push(...batch.dataSync().filter((_, i) => i % 6 === 0));
        batch.dispose();
      }
      expect(seen.map((value) => Math.round((value + 1) * 127.5))).toEqual([0, 10, 20, 30]);
    });

    test('reads the sample glyphs, shuffled anew each epoch, resumable, without a leak', async () => {
      await expectNoLeak(async () => {
        const glyphs = await idx(samplePaths.glyphs, { seed: 1 });
        expect(glyphs.length).toBe(100);
        const first = async (batches: AsyncIterable<tf.Tensor4D>) => {
          for await (const batch of batches) {
            const values = [...batch.dataSync()];
            batch.dispose();
            return values;
          }
          return [];
        };
        const [one, two] = [await first(glyphs), await first(glyphs)];
        expect(one).toHaveLength(64 * 28 * 28);
        expect(two).not.toEqual(one);
        expect(await first(glyphs.from(100))).toEqual(two);
        expect(await first((await idx(samplePaths.glyphs, { seed: 1 })).from(0))).toEqual(one);
      });
    });
  });

  test('labelledIdx keeps labels with their images', async () => {
    const stream = await labelledIdx(at('images.gz'), at('labels'), { batchSize: 1, seed: 3 });
    for await (const batch of stream) {
      const pixel = Math.round((batch.images.dataSync()[0]! + 1) * 127.5);
      expect(batch.labels.dtype).toBe('int32');
      expect([...batch.labels.dataSync()]).toEqual([pixel]);
      tf.dispose([batch.images, batch.labels]);
    }
  });
}, ['cpu']);

test('what is no IDX file is refused', async () => {
  writeFileSync(at('words'), 'These are words.');
  writeFileSync(at('short'), images.subarray(0, 40));
  writeFileSync(at('cut.gz'), gzipSync(images).subarray(0, 30));
  writeFileSync(at('few'), idxBytes([2], Uint8Array.from([1, 2])));
  const told = async (promise: Promise<unknown>) =>
    (await failure(promise)).replaceAll(`${at()}/`, '');
  expect(await told(idx(at('nowhere')))).toMatchInlineSnapshot(
    `"idx: expected an IDX file, got nothing at nowhere."`,
  );
  expect(await told(idx(at('words')))).toMatchInlineSnapshot(
    `"idx: expected an IDX file of bytes with 3 dimensions, got words, which is not one."`,
  );
  expect(await told(idx(at('labels')))).toMatchInlineSnapshot(
    `"idx: expected an IDX file of bytes with 3 dimensions, got labels, which is not one."`,
  );
  expect(await told(idx(at('short')))).toMatchInlineSnapshot(
    `"idx: expected 30 bytes after the header, got 24 in short. The file is cut short or damaged."`,
  );
  expect(await told(idx(at('cut.gz')))).toMatchInlineSnapshot(
    `"idx: expected a whole gzip file, got cut.gz, which is broken."`,
  );
  expect(await told(idx(at('images')))).toMatchInlineSnapshot(
    `"idx: expected at least 64 images for a batch, got 5. Lower batchSize."`,
  );
  expect(await told(labelledIdx(at('images'), at('few')))).toMatchInlineSnapshot(
    `"labelledIdx: expected a label for each of 5 images, got 2 labels."`,
  );
});
