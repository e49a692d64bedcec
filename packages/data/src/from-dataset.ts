import * as tf from '@tensorflow/tfjs-core';
import { checkWhole } from './check.js';
import type { ImageStream } from './image-stream.js';

/** What {@link fromDataset} needs of a `tf.data.Dataset`. */
export interface DatasetLike<Batch> {
  iterator(): Promise<{ next(): Promise<{ value: Batch; done?: boolean | undefined }> }>;
  /** Batches in one pass, if known. */
  readonly size?: number | null | undefined;
}

/** What {@link fromDataset} takes. */
export interface FromDatasetOptions {
  /** Batches an epoch. @default the size that the dataset states */
  length?: number | undefined;
}

/**
 * Goes through a `tf.data.Dataset`, which is not iterable by itself, as a stream: each epoch is one
 * pass.
 *
 * Order and values are the dataset's own: images should be `[batch, height, width, channels]` in
 * [-1, 1]. It has no way to start in the middle, so resuming reads and drops what comes before, and
 * is exact only if the dataset gives the same order each time.
 *
 * @throws RangeError if the dataset does not know its size and no length is given
 *
 * @example
 * ```ts
 * import { fromDataset } from '@ikat/data';
 * import * as tf from '@tensorflow/tfjs-core';
 *
 * const dataset = {
 *   size: 2,
 *   iterator: async () => {
 *     let count = 0;
 *     return { next: async () => ({ value: tf.zeros([1, 8, 8, 3]), done: count++ === 2 }) };
 *   },
 * };
 * console.log(fromDataset(dataset).length); // 2
 * ```
 */
export function fromDataset<Batch>(
  dataset: DatasetLike<Batch>,
  { length = dataset.size ?? Number.NaN }: FromDatasetOptions = {},
): ImageStream<Batch> {
  if (!Number.isInteger(length) || length < 1)
    throw new RangeError(
      `fromDataset: expected a dataset of known size, got one of ${Number.isNaN(length) ? 'unknown size' : length}. Say how many batches make an epoch: fromDataset(dataset, { length: 100 }).`,
    );
  async function* pass(first: number) {
    const iterator = await dataset.iterator();
    for (let batch = 0; batch < length; batch++) {
      const { value, done } = await iterator.next();
      if (done) return;
      if (batch < first) tf.dispose(value as tf.TensorContainer);
      else yield value;
    }
  }
  return {
    length,
    from(batch) {
      checkWhole('from', 'a batch number', batch, 0);
      return pass(batch % length);
    },
    [Symbol.asyncIterator]: () => pass(0),
  };
}
