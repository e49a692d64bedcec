import * as tf from '@tensorflow/tfjs-core';

/**
 * The weights [size, from] that resize one axis linearly, with half-pixel centres: a triangle as
 * wide as the sampling step, so that shrinking averages instead of skipping pixels.
 *
 * A product with them replaces `tf.image.resizeBilinear`, which aliases when it shrinks, and whose
 * gradient on the cpu backend swaps height and width (tfjs 4.22).
 */
export function resizeWeights(size: number, from: number): tf.Tensor2D {
  const width = Math.max(1, from / size);
  const rows = Array.from({ length: size }, (_, row) => {
    const centre = ((row + 0.5) * from) / size - 0.5;
    const weights = Array.from({ length: from }, (_, column) =>
      Math.max(0, 1 - Math.abs(column - centre) / width),
    );
    const sum = weights.reduce((a, b) => a + b, 0);
    return weights.map((weight) => weight / sum);
  });
  return tf.tensor2d(rows, [size, from]);
}

/** Resizes an image [1, h, w, c] by the weights of its two axes, to [1, height, width, c]. */
export function resize(image: tf.Tensor4D, rows: tf.Tensor2D, columns: tf.Tensor2D): tf.Tensor4D {
  return tf.tidy(() => {
    const [, h, w, c] = image.shape;
    const [height, width] = [rows.shape[0], columns.shape[0]];
    const tall = tf.reshape(tf.matMul(rows, tf.reshape(image, [h, w * c])), [height, w, c]);
    const full = tf.matMul(tf.expandDims(columns, 0), tall); // [height, width, c]
    return tf.reshape(full, [1, height, width, c]);
  });
}
