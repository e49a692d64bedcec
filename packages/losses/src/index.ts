export type { AdversarialLoss, LabelledAdversarialLoss } from './adversarial-loss.js';
export { type ChannelStatistics, channelStatistics } from './channel-statistics.js';
export { content, type RelativeFeatureOptions } from './content.js';
export { covariance, covarianceDistance } from './covariance.js';
export { minimax, nonSaturating } from './cross-entropy.js';
export type {
  FeatureExtractor,
  FeatureLoss,
  FeatureLossOptions,
  FeatureMaps,
  TargetLoss,
} from './feature-loss.js';
export {
  type Discriminator,
  r1,
  r2,
  type ScorePenaltyOptions,
  type WganGpOptions,
  wganGp,
} from './gradient-penalties.js';
export { gram, gramMatrix } from './gram.js';
export { hinge } from './hinge.js';
export { lsgan } from './lsgan.js';
export { type PatchNceOptions, patchNce } from './patch-nce.js';
export { l1, l2, styleToTarget } from './regression.js';
export { relativistic, relativisticAverage } from './relativistic.js';
export { smoothLabels } from './smooth-labels.js';
export { ssim } from './ssim.js';
export { totalVariation } from './total-variation.js';
export { wasserstein } from './wasserstein.js';
export { wasserstein2, wasserstein2Distance } from './wasserstein2.js';
export { weightedSum } from './weighted-sum.js';
