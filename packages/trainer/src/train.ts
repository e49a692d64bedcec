import * as tf from '@tensorflow/tfjs-core';

export interface TrainOptions {
  steps: number;
  signal?: AbortSignal;
}

export interface TrainProgress<Name extends string> {
  step: number;
  losses(): Promise<Record<Name, number>>;
}

export async function* train<Batch, Name extends string>(
  step: (batch: Batch) => Record<Name, tf.Scalar>,
  batches: AsyncIterable<Batch>,
  { steps, signal }: TrainOptions,
): AsyncGenerator<TrainProgress<Name>> {
  let count = 0;
  for (;;) {
    for await (const batch of batches) {
      if (count >= steps || signal?.aborted) {
        tf.dispose(batch as tf.TensorContainer);
        return;
      }
      const terms = step(batch);
      try {
        yield {
          step: ++count,
          losses: async () => {
            const names = Object.keys(terms) as Name[];
            const values = await Promise.all(names.map((name) => terms[name].data()));
            return Object.fromEntries(names.map((name, i) => [name, values[i]![0]!])) as Record<
              Name,
              number
            >;
          },
        };
      } finally {
        tf.dispose([terms, batch] as unknown as tf.TensorContainer);
      }
    }
  }
}
