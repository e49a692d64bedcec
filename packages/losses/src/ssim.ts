import * as tf from '@tensorflow/tfjs-core';
import { expectImages, expectSameShape, shapeText } from './check.js';

const SIZE = 11;
const SIGMA = 1.5;
// Of images in [-1, 1].
const RANGE = 2;
const C1 = (0.01 * RANGE) ** 2;
const C2 = (0.03 * RANGE) ** 2;

/** The normalised Gaussian of 11 taps. */
function gaussian(): number[] {
  const taps = Array.from({ length: SIZE }, (_, i) =>
    Math.exp(-((i - (SIZE - 1) / 2) ** 2) / (2 * SIGMA ** 2)),
  );
  const total = taps.reduce((sum, tap) => sum + tap, 0);
  return taps.map((tap) => tap / total);
}

/** Weighted local means over whole windows, one direction after the other. */
function windowMeans(planes: tf.Tensor4D): tf.Tensor4D {
  const taps = gaussian();
  const down = tf.conv2d(planes, tf.tensor4d(taps, [SIZE, 1, 1, 1]), 1, 'valid');
  return tf.conv2d(down, tf.tensor4d(taps, [1, SIZE, 1, 1]), 1, 'valid');
}

/** (2 xy + c) / (xx + yy + c) */
const similarity = (xy: tf.Tensor, xx: tf.Tensor, yy: tf.Tensor, c: number) =>
  tf.div(tf.add(tf.mul(2, xy), c), tf.add(tf.add(xx, yy), c));

/** Every channel an image of its own. // [b, h, w, c] -> [b c, h, w, 1] */
function planesOf(image: tf.Tensor4D): tf.Tensor4D {
  const [batch, height, width, channels] = image.shape;
  return tf.reshape(tf.transpose(image, [0, 3, 1, 2]), [batch * channels, height, width, 1]);
}

/**
 * The structural similarity of two images: 1 where they are equal, near 0 where unrelated. A
 * similarity and not a loss: train with `tf.sub(1, ssim(a, b))`.
 *
 * `E (2 ma mb + C1)(2 sab + C2) / ((ma^2 + mb^2 + C1)(saa + sbb + C2))` with Gaussian windows of
 * 11 x 11 (sigma 1.5) that lie whole inside the image, `C1 = (0.01 L)^2`, `C2 = (0.03 L)^2` and the
 * range L = 2 of images in [-1, 1]; a mean over windows, channels and images. The means count from
 * black (x + 1), so the value is that of the same images as pixels from 0 to 255.
 *
 * Wang et al. 2004.
 *
 * @param a `[batch, height, width, channels]`, at least 11 x 11
 * @param b of the same shape
 * @throws RangeError if the shapes differ or the images are smaller than a window
 *
 * @example
 * ```ts
 * import { ssim } from '@ikat/losses';
 * import * as tf from '@tensorflow/tfjs-core';
 *
 * const image = tf.randomUniform<tf.Rank.R4>([1, 16, 16, 3], -1, 1, 'float32', 1);
 * console.log(ssim(image, image).dataSync()[0]?.toFixed(3)); // 1.000
 * ```
 */
export function ssim(a: tf.Tensor4D, b: tf.Tensor4D): tf.Scalar {
  expectImages('ssim', a);
  expectImages('ssim', b);
  expectSameShape('ssim', a.shape, b.shape);
  if (a.shape[1] < SIZE || a.shape[2] < SIZE) {
    throw new RangeError(
      `ssim: expected images of at least 11 x 11, got ${shapeText(a.shape)}. Enlarge them first.`,
    );
  }
  return tf.tidy(() => {
    const [x, y] = [planesOf(a), planesOf(b)];
    const maps = [x, y, tf.square(x), tf.square(y), tf.mul<tf.Tensor4D>(x, y)];
    const [ma, mb, aa, bb, ab] = tf.split(windowMeans(tf.concat(maps, 0)), 5, 0);
    // Brightness counts from black, so the means are those of x + 1; variances do not change.
    const [la, lb] = [tf.add(ma!, 1), tf.add(mb!, 1)];
    const luminance = similarity(tf.mul(la, lb), tf.square(la), tf.square(lb), C1);
    const [saa, sbb] = [tf.sub(aa!, tf.square(ma!)), tf.sub(bb!, tf.square(mb!))];
    const structure = similarity(tf.sub(ab!, tf.mul(ma!, mb!)), saa, sbb, C2);
    return tf.mean(tf.mul(luminance, structure)) as tf.Scalar;
  });
}
