import * as tf from '@tensorflow/tfjs-core';
import { checkWhole } from './check.js';
import { type ImageStream, type IndexedStream, imageStream } from './image-stream.js';

/**
 * Reads `count` batches of a stream ahead while the current one is in use, and never more.
 *
 * Streams of this package read ahead already; this sets how far. Of any other stream the batches
 * read ahead are tensors in memory, which are disposed when the reader stops early.
 *
 * @throws RangeError if `count` is not a whole number of at least 0
 *
 * @example
 * ```ts
 * import { prefetch } from '@ikat/data';
 * import { imageFolder } from '@ikat/data/node';
 *
 * const photos = prefetch(imageFolder('photos', { size: 32 }), 4);
 * console.log(photos.length); // 4
 * ```
 */
export function prefetch<Batch>(stream: ImageStream<Batch>, count: number): ImageStream<Batch> {
  checkWhole('prefetch', 'a count', count, 0);
  if ('fetch' in stream) {
    const { length, fetch } = stream as IndexedStream<Batch>;
    return imageStream({ length, fetch, prefetch: count });
  }
  return {
    length: stream.length,
    from: (batch) => buffered(stream.from(batch), count),
    [Symbol.asyncIterator]: () => buffered(stream, count),
  };
}

async function* buffered<Batch>(source: AsyncIterable<Batch>, count: number) {
  const iterator = source[Symbol.asyncIterator]();
  const pending: Promise<IteratorResult<Batch>>[] = [];
  const request = () => {
    const next = iterator.next();
    next.catch(() => {});
    pending.push(next);
  };
  try {
    for (;;) {
      while (pending.length <= count) request();
      const { value, done } = await pending.shift()!;
      if (done) return;
      yield value;
    }
  } finally {
    for (const late of await Promise.allSettled(pending))
      if (late.status === 'fulfilled' && !late.value.done)
        tf.dispose(late.value.value as tf.TensorContainer);
    await iterator.return?.();
  }
}
