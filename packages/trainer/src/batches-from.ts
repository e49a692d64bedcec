import * as tf from '@tensorflow/tfjs-core';

interface Resumable<Batch> {
  from(batch: number): AsyncIterable<Batch>;
}

const isResumable = <Batch>(batches: object): batches is Resumable<Batch> =>
  'from' in batches && typeof batches.from === 'function';

/** Epoch after epoch without end, from batch number `start` on. The consumer disposes them. */
export async function* batchesFrom<Batch>(
  batches: AsyncIterable<Batch>,
  start: number,
): AsyncGenerator<Batch> {
  let skip = start;
  if (start > 0 && isResumable<Batch>(batches)) {
    yield* batches.from(start);
    skip = 0;
  }
  for (;;) {
    let count = 0;
    for await (const batch of batches) {
      count++;
      if (skip-- > 0) tf.dispose(batch as tf.TensorContainer);
      else yield batch;
    }
    if (count === 0) {
      throw new Error(
        'train: expected at least one batch, got none. ' +
          'Look at the folder, the size limits and the batch size; or the batches may be a ' +
          'generator object, which can be gone through only once: give its function as ' +
          '{ [Symbol.asyncIterator]: batches }.',
      );
    }
  }
}
