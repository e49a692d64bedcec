import * as tf from '@tensorflow/tfjs-core';

// Every draw is a tensor [batch]: nothing here reads one, so a compiled graph can be fed new ones.

/** A draw for each image, to be used beside images. */
const beside = (draws: tf.Tensor) => tf.reshape(draws, [-1, 1, 1, 1]);

/** x' = mean + (x - mean) s */
const spread = (images: tf.Tensor, mean: tf.Tensor, factors: tf.Tensor) =>
  tf.add(mean, tf.mul(tf.sub(images, mean), beside(factors))) as tf.Tensor4D;

/** The draws of one colour change, each [batch]. */
export interface ColorDraws {
  brightness: tf.Tensor;
  saturation: tf.Tensor;
  contrast: tf.Tensor;
}

/** Adds brightness, scales around each pixel's mean by saturation, around the image's by contrast. */
export function changeColors(
  images: tf.Tensor4D,
  { brightness, saturation, contrast }: ColorDraws,
): tf.Tensor4D {
  const bright = tf.add(images, beside(brightness));
  const saturated = spread(bright, tf.mean(bright, 3, true), saturation);
  return spread(saturated, tf.mean(saturated, [1, 2, 3], true), contrast);
}

/** [batch, size, size]: 1 where the place of a column is that of its row less the shift. */
function shiftMatrix(shifts: tf.Tensor, size: number): tf.Tensor {
  const places = tf.range(0, size);
  const source = tf.sub(tf.reshape(places, [1, size, 1]), tf.reshape(shifts, [-1, 1, 1]));
  return tf.cast(tf.equal(source, tf.reshape(places, [1, 1, size])), 'float32');
}

/**
 * Moves each image by whole pixels over zeros. Products with matrices of one 1 a row: slices would
 * need the shifts as numbers.
 */
export function shiftImages(images: tf.Tensor4D, down: tf.Tensor, right: tf.Tensor): tf.Tensor4D {
  const [count, height, width, channels] = images.shape;
  const rows = tf.reshape(images, [count, height, width * channels]);
  const lowered = tf.matMul(shiftMatrix(down, height), rows); // [b, h, w c]
  const columns = tf.transpose(tf.reshape(lowered, [count, height, width, channels]), [0, 2, 1, 3]);
  const moved = tf.matMul(
    shiftMatrix(right, width),
    tf.reshape(columns, [count, width, height * channels]),
  );
  return tf.transpose(tf.reshape(moved, [count, width, height, channels]), [0, 2, 1, 3]);
}

/** [batch, size]: 1 from each start on, for `length` places, as far as these exist. */
function stretch(starts: tf.Tensor, size: number, length: number): tf.Tensor {
  const distance = tf.sub(tf.reshape(tf.range(0, size), [1, size]), tf.reshape(starts, [-1, 1]));
  const inside = tf.logicalAnd(tf.greaterEqual(distance, 0), tf.less(distance, length));
  return tf.cast(inside, 'float32');
}

/** Sets a rectangle of half the size to zero: it starts at `top`, `left`, perhaps outside. */
export function cutHoles(images: tf.Tensor4D, top: tf.Tensor, left: tf.Tensor): tf.Tensor4D {
  const [count, height, width] = images.shape;
  const rows = tf.reshape(stretch(top, height, Math.floor(height / 2)), [count, height, 1, 1]);
  const columns = tf.reshape(stretch(left, width, Math.floor(width / 2)), [count, 1, width, 1]);
  return tf.mul(images, tf.sub(1, tf.mul(rows, columns)));
}
