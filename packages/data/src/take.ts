import { checkWhole } from './check.js';
import { fetchBatch, type ImageStream, type IndexedStream, imageStream } from './image-stream.js';
import { aheadOf } from './map.js';

/**
 * Shortens the epochs of a stream to their first `count` batches.
 *
 * @throws RangeError if `count` is not a whole number of at least 1
 *
 * @example
 * ```ts
 * import { take } from '@ikat/data';
 * import { idx } from '@ikat/data/node';
 *
 * console.log(take(await idx('glyphs.gz', { batchSize: 8 }), 3).length); // 3
 * ```
 */
export function take<Batch>(stream: ImageStream<Batch>, count: number): IndexedStream<Batch> {
  checkWhole('take', 'a count', count, 1);
  const length = Math.min(count, stream.length);
  return imageStream({
    length,
    prefetch: aheadOf(stream),
    fetch: (batch) =>
      fetchBatch(stream, Math.floor(batch / length) * stream.length + (batch % length)),
  });
}
