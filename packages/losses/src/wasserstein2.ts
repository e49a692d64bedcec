import * as tf from '@tensorflow/tfjs-core';
import { type ChannelStatistics, channelStatistics } from './channel-statistics.js';
import { expectStatistics } from './check.js';
import {
  type FeatureExtractor,
  type FeatureLoss,
  type FeatureLossOptions,
  featureLoss,
} from './feature-loss.js';
import { squareRoot } from './square-root.js';

const ITERATIONS = 12;
const EPSILON = 1e-4;

type RootedStatistics = ChannelStatistics & { root: tf.Tensor3D };

/** C + eps I: positive, so that its root exists and has a gradient. */
const regular = (covariance: tf.Tensor3D) =>
  tf.add<tf.Tensor3D>(covariance, tf.mul(EPSILON, tf.eye(covariance.shape[1])));

const rooted = ({ mean, covariance }: ChannelStatistics): RootedStatistics =>
  tf.tidy(() => ({ mean, covariance, root: squareRoot(regular(covariance), ITERATIONS) }));

const traces = (matrices: tf.Tensor) =>
  tf.sum(tf.mul(matrices, tf.eye(matrices.shape[2]!)), [1, 2]); // [b]

const repeated = (matrices: tf.Tensor3D, batch: number) =>
  matrices.shape[0] === batch ? matrices : tf.tile(matrices, [batch, 1, 1]);

function rootedDistance({ mean, covariance }: ChannelStatistics, target: RootedStatistics) {
  return tf.tidy(() => {
    const [batch, channels] = mean.shape;
    const root = repeated(target.root, batch);
    // tr C + tr C_s - 2 tr sqrt(sqrt(C_s) C sqrt(C_s))
    const inner = tf.matMul(tf.matMul(root, regular(covariance)), root);
    const cross = traces(squareRoot(inner as tf.Tensor3D, ITERATIONS));
    const both = tf.add(traces(regular(covariance)), traces(regular(target.covariance)));
    const bures = tf.div(tf.sub(both, tf.mul(2, cross)), channels);
    const means = tf.mean(tf.square(tf.sub(mean, target.mean)), 1);
    return tf.mean(tf.add(means, bures)) as tf.Scalar;
  });
}

/**
 * The squared Wasserstein-2 distance between the Gaussians of channel statistics, for each channel.
 *
 * `(||m - m_s||^2 + tr(C + C_s - 2 (C_s^1/2 C C_s^1/2)^1/2)) / c`, averaged over the batch, with
 * 1e-4 added to the diagonals and the roots from 12 Newton-Schulz iterations.
 *
 * @param statistics of the images, from {@link channelStatistics}
 * @param target of as many targets, or of one for all
 *
 * @example
 * ```ts
 * import { channelStatistics, wasserstein2Distance } from '@ikat/losses';
 * import * as tf from '@tensorflow/tfjs-core';
 *
 * const maps = tf.randomUniform<tf.Rank.R4>([1, 4, 4, 2], 0, 1, 'float32', 1);
 * const moved = channelStatistics(tf.add(maps, 0.5)); // only the means move, each by 0.5
 * const distance = wasserstein2Distance(moved, channelStatistics(maps));
 * console.log(distance.dataSync()[0]?.toFixed(3)); // 0.250
 * ```
 */
export function wasserstein2Distance(
  statistics: ChannelStatistics,
  target: ChannelStatistics,
): tf.Scalar {
  expectStatistics('wasserstein2Distance', statistics, target);
  return tf.tidy(() => rootedDistance(statistics, rooted(target)));
}

/**
 * A style loss that moves colours and textures as mass: the Wasserstein-2 distance between the
 * Gaussians of channel statistics.
 *
 * A mean over layers and images of {@link wasserstein2Distance}. It is not relative to the target:
 * its size grows with the square of the features, so weigh it anew for each network.
 *
 * @param extract images to feature maps
 * @returns `(image, target) => loss`; the two may differ in height and width, and one target
 * serves a whole batch
 *
 * @example
 * ```ts
 * import { wasserstein2 } from '@ikat/losses';
 * import * as tf from '@tensorflow/tfjs-core';
 *
 * const style = wasserstein2((x) => ({ colours: x }));
 * const painting = tf.randomUniform<tf.Rank.R4>([1, 8, 8, 3], -1, 1, 'float32', 1);
 * const paler = tf.add(painting, 0.5) as tf.Tensor4D;
 * console.log(style(paler, painting).dataSync()[0]?.toFixed(3)); // 0.250
 * ```
 */
export function wasserstein2(
  extract: FeatureExtractor,
  { layerWeights }: FeatureLossOptions = {},
): FeatureLoss {
  return featureLoss(
    extract,
    {
      name: 'wasserstein2',
      sameShape: false,
      describe: channelStatistics,
      describeTarget: (features) => rooted(channelStatistics(features)),
      distance: rootedDistance,
    },
    { layerWeights },
  );
}
