import * as tf from '@tensorflow/tfjs-core';
import { fetchBatch, type ImageStream, type IndexedStream, imageStream } from './image-stream.js';

function tensorsIn(value: unknown): tf.Tensor[] {
  if (value instanceof tf.Tensor) return [value];
  if (typeof value !== 'object' || value === null || ArrayBuffer.isView(value)) return [];
  return Object.values(value).flatMap(tensorsIn);
}

/**
 * Changes every batch of a stream. Tensors of the old batch that are not in the new one are
 * disposed, and so are those made on the way.
 *
 * @param stream where the batches come from
 * @param change a synchronous function from one batch to another
 *
 * @example
 * ```ts
 * import { map } from '@ikat/data';
 * import { idx } from '@ikat/data/node';
 * import * as tf from '@tensorflow/tfjs-core';
 *
 * const glyphs = await idx('glyphs.gz', { batchSize: 8 });
 * const padded = map(glyphs, (images) => tf.pad(images, [[0, 0], [2, 2], [2, 2], [0, 0]], -1));
 * for await (const images of padded) {
 *   console.log(images.shape.join(' ')); // 8 32 32 1
 *   images.dispose();
 *   break;
 * }
 * ```
 */
export function map<From, To>(
  stream: ImageStream<From>,
  change: (batch: From) => To,
): IndexedStream<To> {
  return imageStream({
    length: stream.length,
    prefetch: aheadOf(stream),
    async fetch(batch) {
      const make = await fetchBatch(stream, batch);
      return () => changed(make(), change);
    },
  });
}

function changed<From, To>(batch: From, change: (batch: From) => To): To {
  let result: To | undefined;
  try {
    // Whatever lies in the result survives the tidy.
    tf.tidy(() => {
      result = change(batch);
      return tensorsIn(result);
    });
  } finally {
    const kept = new Set(tensorsIn(result));
    tf.dispose(tensorsIn(batch).filter((tensor) => !kept.has(tensor)));
  }
  return result as To;
}

/** How far to read ahead of a stream: not at all if its batches exist as soon as they are read. */
export const aheadOf = (stream: ImageStream<unknown>) => ('fetch' in stream ? 2 : 0);
