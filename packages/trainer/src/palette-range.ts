import * as tf from '@tensorflow/tfjs-core';

/** The least and the greatest value of each channel, but for the outermost hundredth: `[channels]`. */
export type PaletteRange = Record<'low' | 'high', tf.Tensor1D>;

const OUTERMOST = 0.01;

/** The range of the colours of pictures `[1, h, w, c]`, all together; the caller's. */
export function paletteRange(pictures: readonly tf.Tensor4D[]): PaletteRange {
  const channels = pictures[0]!.shape[3];
  const values = pictures.map((picture) => picture.dataSync<'float32'>());
  const bounds = Array.from({ length: channels }, (_, channel) => {
    const own = values.flatMap((all) => [...all.filter((_, at) => at % channels === channel)]);
    const sorted = Float32Array.from(own).sort();
    const last = sorted.length - 1;
    return [sorted[Math.floor(OUTERMOST * last)]!, sorted[Math.ceil((1 - OUTERMOST) * last)]!];
  });
  return {
    low: tf.tensor1d(bounds.map(([low]) => low!)),
    high: tf.tensor1d(bounds.map(([, high]) => high!)),
  };
}

/**
 * How far pictures leave a range: `E max(0, x - high)^2 + max(0, low - x)^2`.
 *
 * Mean and covariance allow a few glaring places in a picture that is too even elsewhere; this does not.
 */
export function rangeDistance(images: tf.Tensor4D, { low, high }: PaletteRange): tf.Scalar {
  return tf.tidy(() => {
    const above = tf.relu(tf.sub(images, high));
    const below = tf.relu(tf.sub(low, images));
    return tf.mean(tf.add(tf.square(above), tf.square(below)));
  });
}
