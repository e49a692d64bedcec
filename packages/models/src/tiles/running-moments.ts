import * as tf from '@tensorflow/tfjs-core';
import type { NormStatistics } from '../layers/instance-norm-layer.js';

/** Mean and variance of every channel of an image that comes in parts. */
export interface RunningMoments {
  /** Takes in a part, [1, h, w, channels]. */
  add(part: tf.Tensor4D): Promise<void>;
  /** Those of all parts, [1, 1, 1, channels]; the caller's. */
  result(): NormStatistics;
}

/** Joins parts after Chan, Golub and LeVeque 1983. */
export function runningMoments(channels: number): RunningMoments {
  let count = 0;
  const mean = new Float64Array(channels);
  const squares = new Float64Array(channels);
  return {
    async add(part) {
      const size = part.shape[1] * part.shape[2];
      const [means, variances] = await momentsOf(part);
      const all = count + size;
      for (let c = 0; c < channels; c++) {
        // M2 = M2a + M2b + (mean_b - mean_a)^2 na nb / n
        const delta = means![c]! - mean[c]!;
        mean[c]! += (delta * size) / all;
        squares[c]! += variances![c]! * size + (delta * delta * count * size) / all;
      }
      count = all;
    },
    result: () => ({
      mean: tf.tensor(Float32Array.from(mean), [1, 1, 1, channels]),
      variance: tf.tensor(
        Float32Array.from(squares, (sum) => sum / count),
        [1, 1, 1, channels],
      ),
    }),
  };
}

async function momentsOf(part: tf.Tensor4D) {
  const { mean, variance } = tf.tidy(() => {
    const channelMean = tf.mean(part, [1, 2], true);
    const squared = tf.square(tf.sub(part, channelMean));
    return { mean: channelMean, variance: tf.mean(squared, [1, 2], true) };
  });
  try {
    return await Promise.all([mean.data(), variance.data()]);
  } finally {
    tf.dispose([mean, variance]);
  }
}
