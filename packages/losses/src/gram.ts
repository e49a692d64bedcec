import * as tf from '@tensorflow/tfjs-core';
import { expectImages } from './check.js';
import type { RelativeFeatureOptions } from './content.js';
import { meanSquaredDistance, relativeDistance } from './distances.js';
import { type FeatureExtractor, type FeatureLoss, featureLoss } from './feature-loss.js';

/**
 * The Gram matrices of feature maps: how often channels fire together, wherever it is.
 *
 * `G = F^T F / (h w c)` with F `[h w, c]`.
 *
 * Gatys et al. 2016, equation 3, divided by the number of elements as in Johnson et al. 2016.
 *
 * @param features `[batch, height, width, channels]`
 * @returns `[batch, channels, channels]`
 *
 * @example
 * ```ts
 * import { gramMatrix } from '@ikat/losses';
 * import * as tf from '@tensorflow/tfjs-core';
 *
 * console.log(gramMatrix(tf.ones([1, 4, 4, 2])).dataSync().join(' ')); // 0.5 0.5 0.5 0.5
 * ```
 */
export function gramMatrix(features: tf.Tensor4D): tf.Tensor3D {
  expectImages('gramMatrix', features);
  const [batch, height, width, channels] = features.shape;
  return tf.tidy(() => {
    const flat = tf.reshape(features, [batch, height * width, channels]);
    return tf.div<tf.Tensor3D>(tf.matMul(flat, flat, true, false), height * width * channels);
  });
}

/**
 * The style loss of Gatys et al.: the distance between Gram matrices.
 *
 * `E ||G - G_s||^2 / ||G_s||^2`, a mean over layers and images; `relative: false` gives
 * `E (G - G_s)^2` over the elements of each matrix. On networks with large channel means (those
 * trained with batch normalisation) the means drown the rest: use `covariance` there.
 *
 * Gatys et al. 2016, equations 3 to 5.
 *
 * @param extract images to feature maps
 * @returns `(image, target) => loss`; the two may differ in height and width, and one target
 * serves a whole batch
 *
 * @example
 * ```ts
 * import { gram } from '@ikat/losses';
 * import * as tf from '@tensorflow/tfjs-core';
 *
 * const loss = gram((x) => ({ colours: x }));
 * const painting = tf.randomUniform<tf.Rank.R4>([1, 8, 8, 3], -1, 1, 'float32', 1);
 * const upsideDown = tf.reverse(painting, 1); // the same style to the eye of a Gram matrix
 * console.log(loss(upsideDown, painting).dataSync()[0]! < 1e-6); // true
 * ```
 */
export function gram(
  extract: FeatureExtractor,
  { relative = true, layerWeights }: RelativeFeatureOptions = {},
): FeatureLoss {
  const describe = (maps: tf.Tensor4D) => ({ gram: gramMatrix(maps) });
  const distance = relative ? relativeDistance : meanSquaredDistance;
  return featureLoss(
    extract,
    {
      name: 'gram',
      sameShape: false,
      describe,
      describeTarget: describe,
      distance: (image, target) => distance(image.gram, target.gram),
    },
    { layerWeights },
  );
}
