import * as tf from '@tensorflow/tfjs-core';
import type * as tfl from '@tensorflow/tfjs-layers';
import { architectureOf } from './architecture.js';
import { checkImages } from './check.js';

/** What a discriminator says about images. */
export interface Judgement {
  /** Its output: a map of scores `[b, h', w', 1]`, or one score each `[b, 1]`. Yours to dispose. */
  scores: tf.Tensor;
  /** The mean of the scores. */
  mean: number;
  /**
   * The mean over the scores of sigmoid(score): how sure the discriminator is that the images are of
   * its style. A probability where the loss took the scores for logits (`nonSaturating`).
   */
  probability: number;
}

/**
 * Asks a discriminator whether images are of the style that it learned: the source's judgement by
 * the target style's discriminator.
 *
 * probability = mean sigmoid(D(x)); where D ends in a sigmoid, mean D(x).
 *
 * @param discriminator a model from images to scores
 * @param image `[b, h, w, channels]` in [-1, 1], of a size that the discriminator takes
 * @throws RangeError when the shapes do not fit, or the model is a generator; Error when the scores
 *   are not finite
 *
 * @example
 * ```ts
 * import { judge, patchDiscriminator } from '@ikat/models';
 * import * as tf from '@tensorflow/tfjs-core';
 *
 * const discriminator = patchDiscriminator({ layers: 1, filters: 2, seed: 1 });
 * const { scores, probability } = await judge(discriminator, tf.zeros([1, 16, 16, 3]));
 * console.log(probability > 0 && probability < 1); // true
 * scores.dispose();
 * ```
 */
export async function judge(
  discriminator: tfl.LayersModel,
  image: tf.Tensor4D,
): Promise<Judgement> {
  checkImages('judge', image);
  checkDiscriminator(discriminator);
  checkFit(discriminator, image);
  const isProbability = architectureOf(discriminator).options.sigmoid === true;
  const { scores, numbers } = tf.tidy(() => {
    const scores = discriminator.apply(image) as tf.Tensor;
    const probability = isProbability ? scores : tf.sigmoid(scores);
    return { scores, numbers: tf.stack([tf.mean(scores), tf.mean(probability)]) };
  });
  try {
    const [mean, probability] = await numbers.data();
    checkFinite(mean!);
    return { scores, mean: mean!, probability: probability! };
  } catch (error) {
    scores.dispose();
    throw error;
  } finally {
    numbers.dispose();
  }
}

function checkDiscriminator(model: tfl.LayersModel): void {
  const { name } = architectureOf(model);
  if (!name.endsWith('Generator')) return;
  throw new RangeError(
    `judge: expected a discriminator, got a ${name}. Give the model folder of a discriminator.`,
  );
}

/** The mean is finite only if every score is. */
function checkFinite(mean: number): void {
  if (Number.isFinite(mean)) return;
  throw new Error(
    `judge: expected finite scores, got ${mean}. The discriminator's weights are broken.`,
  );
}

function checkFit(discriminator: tfl.LayersModel, image: tf.Tensor4D): void {
  const wanted = discriminator.inputs[0]?.shape ?? [];
  const fits =
    discriminator.inputs.length === 1 &&
    wanted.length === 4 &&
    wanted.every((size, axis) => size === null || size === image.shape[axis]);
  if (!fits) {
    throw new RangeError(
      `judge: expected images [${wanted.map((size) => size ?? 'any')}], got [${image.shape}]. Resize them, or convert their channels.`,
    );
  }
  const { minimumSize } = architectureOf(discriminator);
  if (Math.min(image.shape[1], image.shape[2]) >= minimumSize) return;
  throw new RangeError(
    `judge: expected images of at least ${minimumSize} x ${minimumSize} pixels, got [${image.shape}]. Enlarge them, or use a discriminator of fewer layers.`,
  );
}
