import { checkWhole } from './check.js';

/**
 * Batches that can be gone through again and again: each `for await` is one epoch, freshly shuffled
 * from (seed, epoch).
 */
export interface ImageStream<Batch> extends AsyncIterable<Batch> {
  /** How many batches one epoch has. */
  readonly length: number;
  /**
   * The rest of the epoch that batch number `batch` falls in, counted from the first batch of the
   * first epoch; the next `for await` is the epoch after it. This is how a run resumes.
   */
  from(batch: number): AsyncIterable<Batch>;
}

/** A stream whose batches can also be read out of order, which is what the combinators build on. */
export interface IndexedStream<Batch> extends ImageStream<Batch> {
  /**
   * Reads what batch number `batch` needs, counted from the first batch of the first epoch. The
   * function it resolves to makes the batch: tensors exist only from that call on.
   */
  fetch(batch: number): Promise<() => Batch>;
}

/** What {@link imageStream} is made of. */
export interface ImageStreamParts<Batch> {
  /** How many batches one epoch has, at least 1. */
  length: number;
  /** Reads batch number `batch`: a function of the number alone, or nothing can be resumed. */
  fetch: (batch: number) => Promise<() => Batch>;
  /** How many batches are read ahead of the one in use. @default 2 */
  prefetch?: number | undefined;
}

/**
 * Makes a stream of any source that can read batch number n: iteration in epochs, reading ahead
 * in bounded memory, and exact resuming follow from that.
 *
 * Each batch belongs to whoever takes it out. What was read ahead and is not wanted any more never
 * becomes a tensor.
 *
 * @throws RangeError if `length` is not a whole number of at least 1 or `prefetch` of at least 0
 *
 * @example
 * ```ts
 * import { imageStream } from '@ikat/data';
 * import * as tf from '@tensorflow/tfjs-core';
 *
 * const greys = imageStream({
 *   length: 3,
 *   fetch: async (batch) => () => tf.fill([1, 2, 2, 3], (batch % 3) / 2),
 * });
 * let count = 0;
 * for await (const image of greys) {
 *   count += image.shape[0]!;
 *   image.dispose();
 * }
 * console.log(count); // 3
 * ```
 */
export function imageStream<Batch>({
  length,
  fetch,
  prefetch = 2,
}: ImageStreamParts<Batch>): IndexedStream<Batch> {
  checkWhole('imageStream', 'a length', length, 1);
  checkWhole('imageStream', 'a prefetch', prefetch, 0);
  let epoch = 0;
  const rest = (first: number) => {
    epoch = Math.floor(first / length) + 1;
    return readAhead({ fetch, first, end: epoch * length, prefetch });
  };
  return {
    length,
    fetch,
    from(batch) {
      checkWhole('from', 'a batch number', batch, 0);
      return rest(batch);
    },
    [Symbol.asyncIterator]: () => rest(epoch * length),
  };
}

interface Range<Batch> {
  fetch: (batch: number) => Promise<() => Batch>;
  first: number;
  end: number;
  prefetch: number;
}

async function* readAhead<Batch>({ fetch, first, end, prefetch }: Range<Batch>) {
  const pending: Promise<() => Batch>[] = [];
  for (let batch = first, next = first; batch < end; batch++) {
    for (; next < end && next <= batch + prefetch; next++) {
      const read = fetch(next);
      // Its failure is reported when its turn comes, if it comes.
      read.catch(() => {});
      pending.push(read);
    }
    const make = await pending.shift()!;
    yield make();
  }
}

/** Reads batch number `batch` of any stream, in its order if it can do nothing else. */
export async function fetchBatch<Batch>(
  stream: ImageStream<Batch>,
  batch: number,
): Promise<() => Batch> {
  if ('fetch' in stream) return (stream as IndexedStream<Batch>).fetch(batch);
  for await (const value of stream.from(batch)) return () => value;
  throw new RangeError(`from: expected a stream that has batch ${batch}, got its end.`);
}
