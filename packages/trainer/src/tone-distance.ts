import * as tf from '@tensorflow/tfjs-core';
import { blurredLuminance } from './blurred-luminance.js';

const FLAT = 0.01;

/**
 * How far pictures are from photographs in what is light and what is dark, whatever the contrast.
 *
 * `E (z(l(made)) - z(l(photos)))^2`, with l the luminance, blurred to an eighth of the size, and
 * `z(l) = (l - E l) / sqrt(Var l + 0.01)` for each image: twice one minus their correlation, where they
 * have contrast.
 */
export function toneDistance(made: tf.Tensor4D, photos: tf.Tensor4D): tf.Scalar {
  return tf.tidy(() => tf.mean(tf.squaredDifference(standardTone(made), standardTone(photos))));
}

function standardTone(images: tf.Tensor4D): tf.Tensor4D {
  const { eighth } = blurredLuminance(images);
  const centred = tf.sub(eighth, tf.mean(eighth, [1, 2], true));
  const variance = tf.mean(tf.square(centred), [1, 2], true);
  return tf.div(centred, tf.sqrt(tf.add(variance, FLAT)));
}
