import type * as tf from '@tensorflow/tfjs-core';
import { meanSquaredDistance, relativeDistance } from './distances.js';
import {
  type FeatureExtractor,
  type FeatureLoss,
  type FeatureLossOptions,
  featureLoss,
} from './feature-loss.js';

/** Options of {@link content} and {@link gram}. */
export interface RelativeFeatureOptions extends FeatureLossOptions {
  /** Divides each layer's squared distance by the target's squared norm. @default true */
  relative?: boolean | undefined;
}

/**
 * The content loss: how far an image has moved from the original, place by place, in the feature
 * space of a network.
 *
 * `L_content = E ||F(x) - F(G(x))||^2 / ||F(x)||^2`, a mean over layers and images. The division
 * makes one weight serve any network; `relative: false` gives the plain mean squared difference
 * `E (F(x) - F(G(x)))^2` over the elements of each layer.
 *
 * Gatys et al. 2016, equation 1; Johnson et al. 2016, section 3.2.
 *
 * @param extract images to feature maps
 * @returns `(image, original) => loss`; both `[batch, height, width, channels]` of one shape
 *
 * @example
 * ```ts
 * import { content } from '@ikat/losses';
 * import * as tf from '@tensorflow/tfjs-core';
 *
 * const loss = content((x) => ({ colours: x, edges: tf.sub(x, tf.reverse(x, 1)) as tf.Tensor4D }));
 * const photo = tf.randomUniform<tf.Rank.R4>([1, 8, 8, 3], -1, 1, 'float32', 1);
 * console.log(loss(photo, photo).dataSync()[0]); // 0
 * ```
 */
export function content(
  extract: FeatureExtractor,
  { relative = true, layerWeights }: RelativeFeatureOptions = {},
): FeatureLoss {
  const describe = (maps: tf.Tensor4D) => ({ maps });
  const distance = relative ? relativeDistance : meanSquaredDistance;
  return featureLoss(
    extract,
    {
      name: 'content',
      sameShape: true,
      describe,
      describeTarget: describe,
      distance: (image, target) => distance(image.maps, target.maps),
    },
    { layerWeights },
  );
}
