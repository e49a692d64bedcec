import * as tf from '@tensorflow/tfjs-core';

const side = 5;
const channels = 2;
const taps = 3;

const image = Float32Array.from({ length: side * side * channels }, (_, i) => Math.sin(i) * 3);
const filter = Float32Array.from({ length: taps * taps * channels }, (_, i) => Math.cos(2 * i) / 4);

/** y[row, column] = sum x[row + i, column + j, c] w[i, j, c], in double precision. */
function expected(): number[] {
  const places = side - taps + 1;
  return Array.from({ length: places * places }, (_, place) => {
    const [row, column] = [Math.floor(place / places), place % places];
    return filter.reduce((sum, weight, tap) => {
      const pixel = Math.floor(tap / channels);
      const from = (row + Math.floor(pixel / taps)) * side + column + (pixel % taps);
      return sum + weight * image[from * channels + (tap % channels)]!;
    }, 0);
  });
}

/**
 * Whether the active backend convolves right: there are drivers that do not.
 *
 * @returns the greatest error, NaN included
 */
export async function convolutionError(): Promise<number> {
  const result = tf.tidy(() =>
    tf.conv2d(
      tf.tensor4d(image, [1, side, side, channels]),
      tf.tensor4d(filter, [taps, taps, channels, 1]),
      1,
      'valid',
    ),
  );
  const values = await result.data();
  result.dispose();
  return Math.max(...expected().map((value, i) => Math.abs(value - values[i]!)));
}
