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
