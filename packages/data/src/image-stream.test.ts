import { expectNoLeak, onEachBackend } from '@ikat/testing';
import * as tf from '@tensorflow/tfjs-core';
import { describe, expect, test } from 'vitest';
import { fromDataset } from './from-dataset.js';
import { type ImageStream, type IndexedStream, imageStream } from './image-stream.js';
import { map } from './map.js';
import { prefetch } from './prefetch.js';
import { take } from './take.js';
import { unpaired } from './unpaired.js';

/** A stream whose batch n is the number n, with a record of what was read. */
function counting(length: number, ahead?: number) {
  const read: number[] = [];
  const stream = imageStream({
    length,
    prefetch: ahead,
    async fetch(batch) {
      read.push(batch);
      return () => tf.scalar(batch);
    },
  });
  return { stream, read };
}

/** A stream that can do no more than the contract asks for. */
function plain<Batch>({ length, from, ...rest }: IndexedStream<Batch>): ImageStream<Batch> {
  return { length, from, [Symbol.asyncIterator]: rest[Symbol.asyncIterator] };
}

async function numbers(batches: AsyncIterable<tf.Tensor>): Promise<number[]> {
  const found: number[] = [];
  for await (const batch of batches) {
    found.push(batch.dataSync()[0]!);
    batch.dispose();
  }
  return found;
}

onEachBackend(() => {
  describe('imageStream', () => {
    test('counts on through the epochs', async () => {
      const { stream } = counting(3);
      expect(await numbers(stream)).toEqual([0, 1, 2]);
      expect(await numbers(stream)).toEqual([3, 4, 5]);
    });

    test('resumes anywhere without reading what comes before', async () => {
      const { stream, read } = counting(4);
      expect(await numbers(stream.from(6))).toEqual([6, 7]);
      expect(await numbers(stream)).toEqual([8, 9, 10, 11]);
      expect(Math.min(...read)).toBe(6);
    });

    test('reads ahead as far as it was told, and makes no tensor of it', async () => {
      const { stream, read } = counting(100, 3);
      const before = tf.memory().numTensors;
      for await (const batch of stream) {
        const at = batch.dataSync()[0]!;
        expect(read.length).toBe(at + 4);
        expect(tf.memory().numTensors).toBe(before + 1);
        batch.dispose();
        if (at === 5) break;
      }
      expect(tf.memory().numTensors).toBe(before);
    });

    test('reports a failed read at its turn, also one that was read ahead', async () => {
      const stream = imageStream({
        length: 5,
        fetch: async (batch) => {
          if (batch === 2) throw new Error('no picture');
          return () => batch;
        },
      });
      const seen: number[] = [];
      const all = async () => {
        for await (const batch of stream) seen.push(batch);
      };
      await expect(all()).rejects.toThrow('no picture');
      expect(seen).toEqual([0, 1]);
      for await (const _ of stream.from(0)) break;
    });

    test('refuses what makes no sense', () => {
      expect(() => counting(0)).toThrowErrorMatchingInlineSnapshot(
        `[RangeError: imageStream: expected a length, a whole number of at least 1, got 0.]`,
      );
      expect(() => counting(2, -1)).toThrowErrorMatchingInlineSnapshot(
        `[RangeError: imageStream: expected a prefetch, a whole number of at least 0, got -1.]`,
      );
      expect(() => counting(2).stream.from(1.5)).toThrowErrorMatchingInlineSnapshot(
        `[RangeError: from: expected a batch number, a whole number of at least 0, got 1.5.]`,
      );
    });
  });

  describe('map', () => {
    test('changes batches and frees the old ones', async () => {
      await expectNoLeak(async () => {
        const doubled = map(counting(3).stream, (batch) => tf.add(tf.mul(batch, 2), 1));
        expect(await numbers(doubled.from(1))).toEqual([3, 5]);
      });
    });

    test('keeps parts of the old batch that are in the new one', async () => {
      await expectNoLeak(async () => {
        const pairs = unpaired(counting(3).stream, counting(3).stream);
        const swapped = map(pairs, ({ a, b }) => ({ a: b, twice: [a, tf.mul(a, 2)] }));
        for await (const { a, twice } of swapped) {
          expect([a.isDisposed, twice[0]!.isDisposed, twice[1]!.isDisposed]).toEqual([
            false,
            false,
            false,
          ]);
          tf.dispose([a, twice]);
        }
      });
    });

    test('frees the batch of a change that throws', async () => {
      await expectNoLeak(async () => {
        const failing = map(counting(3).stream, () => {
          tf.scalar(1);
          throw new Error('no change');
        });
        await expect(numbers(failing)).rejects.toThrow('no change');
      });
    });
  });

  describe('take', () => {
    test('shortens each epoch, not the numbering', async () => {
      const short = take(counting(5).stream, 2);
      expect(short.length).toBe(2);
      expect(await numbers(short)).toEqual([0, 1]);
      expect(await numbers(short)).toEqual([5, 6]);
      expect(await numbers(take(counting(2).stream, 9))).toEqual([0, 1]);
      expect(() => take(counting(2).stream, 0)).toThrowErrorMatchingInlineSnapshot(
        `[RangeError: take: expected a count, a whole number of at least 1, got 0.]`,
      );
    });
  });

  describe('prefetch', () => {
    test('sets how far one of our streams reads ahead', async () => {
      const { stream, read } = counting(20, 0);
      for await (const batch of prefetch(stream, 5)) {
        batch.dispose();
        break;
      }
      expect(read).toEqual([0, 1, 2, 3, 4, 5]);
    });

    test('reads any other stream ahead, in order, and frees what nobody took', async () => {
      await expectNoLeak(async () => {
        const { stream, read } = counting(20, 0);
        const ahead = prefetch(plain(stream), 3);
        expect(ahead.length).toBe(20);
        const seen: number[] = [];
        for await (const batch of ahead) {
          seen.push(batch.dataSync()[0]!);
          batch.dispose();
          if (seen.length === 2) break;
        }
        expect(seen).toEqual([0, 1]);
        expect(read.length).toBeLessThanOrEqual(5);
        expect(await numbers(ahead.from(18))).toEqual([18, 19]);
      });
      expect(() => prefetch(counting(1).stream, -1)).toThrowErrorMatchingInlineSnapshot(
        `[RangeError: prefetch: expected a count, a whole number of at least 0, got -1.]`,
      );
    });
  });

  describe('unpaired', () => {
    const pairsOf = async (stream: AsyncIterable<{ a: tf.Tensor; b: tf.Tensor }>) => {
      const found: [number, number][] = [];
      for await (const { a, b } of stream) {
        found.push([a.dataSync()[0]!, b.dataSync()[0]!]);
        tf.dispose([a, b]);
      }
      return found;
    };

    test('is as long as the longer one and takes a in order', async () => {
      const stream = unpaired(counting(3).stream, counting(7).stream, { seed: 2 });
      expect(stream.length).toBe(7);
      const pairs = await pairsOf(stream);
      expect(pairs.map(([a]) => a)).toEqual([0, 1, 2, 3, 4, 5, 6]);
    });

    test('draws b anew each time, every one of them as often', async () => {
      const stream = unpaired(counting(500).stream, counting(5).stream, { seed: 2 });
      const drawn = (await pairsOf(stream)).map(([, b]) => b % 5);
      const counts = [0, 1, 2, 3, 4].map((index) => drawn.filter((b) => b === index).length);
      // Standard error 9 around 100.
      for (const count of counts) expect(Math.abs(count - 100)).toBeLessThan(35);
      expect(drawn.slice(0, 10)).not.toEqual([0, 1, 2, 3, 4, 0, 1, 2, 3, 4]);
      const other = unpaired(counting(500).stream, counting(5).stream, { seed: 3 });
      expect((await pairsOf(other)).map(([, b]) => b % 5)).not.toEqual(drawn);
    });

    test('resumes with the same pairs, whatever streams it is made of', async () => {
      const make = () => unpaired(counting(4).stream, counting(6).stream, { seed: 1 });
      const stream = make();
      const first = await pairsOf(stream);
      const second = await pairsOf(stream);
      expect(await pairsOf(make().from(2))).toEqual(first.slice(2));
      expect(await pairsOf(make().from(8))).toEqual(second.slice(2));
      const others = unpaired(plain(counting(4).stream), plain(counting(6).stream), { seed: 1 });
      await expectNoLeak(async () => {
        expect(await pairsOf(others)).toEqual(first);
      });
    });
  });

  describe('fromDataset', () => {
    const dataset = (size: number | null) => ({
      size,
      iterator: async () => {
        let count = 0;
        return {
          next: async () =>
            count < 4
              ? { value: tf.scalar(count++), done: false }
              : { value: null as unknown as tf.Scalar, done: true },
        };
      },
    });

    test('goes through a dataset epoch after epoch, also from the middle', async () => {
      await expectNoLeak(async () => {
        const stream = fromDataset(dataset(4));
        expect(stream.length).toBe(4);
        expect(await numbers(stream)).toEqual([0, 1, 2, 3]);
        expect(await numbers(stream.from(6))).toEqual([2, 3]);
        expect(await numbers(fromDataset(dataset(null), { length: 9 }))).toEqual([0, 1, 2, 3]);
        expect(await numbers(fromDataset(dataset(null), { length: 2 }))).toEqual([0, 1]);
      });
    });

    test('asks for a length where the dataset knows none', () => {
      expect(() => fromDataset(dataset(null))).toThrowErrorMatchingInlineSnapshot(
        `[RangeError: fromDataset: expected a dataset of known size, got one of unknown size. Say how many batches make an epoch: fromDataset(dataset, { length: 100 }).]`,
      );
      expect(() =>
        fromDataset(dataset(Number.POSITIVE_INFINITY)),
      ).toThrowErrorMatchingInlineSnapshot(
        `[RangeError: fromDataset: expected a dataset of known size, got one of Infinity. Say how many batches make an epoch: fromDataset(dataset, { length: 100 }).]`,
      );
    });
  });
}, ['cpu']);
