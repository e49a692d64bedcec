import * as tf from '@tensorflow/tfjs-core';

/**
 * The mean of each pixel's 3 x 3 neighbourhood, of those neighbours that are inside the image.
 *
 * The gradient of `tf.avgPool` with 'same' padding divides by 9 at the border too, where the mean is of
 * 4 or 6 pixels: so we pad with zeros, pool without padding and correct by 9 / count.
 */
export function averageNeighbours(x: tf.Tensor4D): tf.Tensor4D {
  const [, height, width] = x.shape;
  const padded: tf.Tensor4D = tf.pad(x, [
    [0, 0],
    [1, 1],
    [1, 1],
    [0, 0],
  ]);
  return tf.mul(tf.avgPool(padded, 3, 1, 'valid'), borderCorrection(height, width));
}

const present = (size: number) =>
  Array.from({ length: size }, (_, at) => Number(at > 0) + 1 + Number(at < size - 1));

function borderCorrection(height: number, width: number): tf.Tensor4D {
  const columns = present(width);
  const values = present(height).flatMap((row) => columns.map((column) => 9 / (row * column)));
  return tf.tensor4d(values, [1, height, width, 1]);
}
