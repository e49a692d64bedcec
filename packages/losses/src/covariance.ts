import * as tf from '@tensorflow/tfjs-core';
import { type ChannelStatistics, channelStatistics } from './channel-statistics.js';
import { expectStatistics } from './check.js';
import { relativeDistance } from './distances.js';
import {
  type FeatureExtractor,
  type FeatureLoss,
  type FeatureLossOptions,
  featureLoss,
} from './feature-loss.js';

/**
 * How far the channel statistics of images are from a target's, free of scale.
 *
 * `||m - m_s||^2 / ||m_s||^2 + ||C - C_s||^2 / ||C_s||^2`, averaged over the batch.
 *
 * @param statistics of the images, from {@link channelStatistics}
 * @param target of as many targets, or of one for all
 *
 * @example
 * ```ts
 * import { channelStatistics, covarianceDistance } from '@ikat/losses';
 * import * as tf from '@tensorflow/tfjs-core';
 *
 * const maps = tf.randomUniform<tf.Rank.R4>([1, 4, 4, 2], 0, 1, 'float32', 1);
 * const target = channelStatistics(maps); // once
 * const doubled = channelStatistics(tf.mul(maps, 2)); // m is doubled, C is four times as large
 * console.log(covarianceDistance(doubled, target).dataSync()[0]?.toFixed(3)); // 10.000
 * ```
 */
export function covarianceDistance(
  statistics: ChannelStatistics,
  target: ChannelStatistics,
): tf.Scalar {
  expectStatistics('covarianceDistance', statistics, target);
  return tf.tidy(() => {
    const means = relativeDistance(statistics.mean, target.mean);
    return tf.add(means, relativeDistance(statistics.covariance, target.covariance)) as tf.Scalar;
  });
}

/**
 * A style loss for any network: the distance between means and centred covariances of channels.
 *
 * `E (||m - m_s||^2 / ||m_s||^2 + ||C - C_s||^2 / ||C_s||^2)`, a mean over layers and images. Being
 * centred and relative to the target, it keeps one weight from network to network and works on
 * networks whose large means spoil the Gram matrix.
 *
 * @param extract images to feature maps
 * @returns `(image, target) => loss`; the two may differ in height and width, and one target
 * serves a whole batch
 *
 * @example
 * ```ts
 * import { covariance } from '@ikat/losses';
 * import * as tf from '@tensorflow/tfjs-core';
 *
 * const style = covariance((x) => ({ colours: x }));
 * const painting = tf.randomUniform<tf.Rank.R4>([1, 8, 8, 3], -1, 1, 'float32', 1);
 * const towards = style.target(painting); // measured once
 * const photos = tf.randomUniform<tf.Rank.R4>([2, 6, 6, 3], -1, 1, 'float32', 2);
 * console.log(towards(photos).dataSync()[0]! > 0.01); // true
 * towards.dispose();
 * ```
 */
export function covariance(
  extract: FeatureExtractor,
  { layerWeights }: FeatureLossOptions = {},
): FeatureLoss {
  return featureLoss(
    extract,
    {
      name: 'covariance',
      sameShape: false,
      describe: channelStatistics,
      describeTarget: channelStatistics,
      distance: covarianceDistance,
    },
    { layerWeights },
  );
}
