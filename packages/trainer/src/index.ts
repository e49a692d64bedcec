export { type Adam, type AdamOptions, adam } from './adam.js';
export { type GanNetworks, ganStep } from './gan-step.js';
export {
  type ImagePreview,
  type OptimiseImageOptions,
  optimiseImage,
} from './optimise-image.js';
export type { FeatureNetwork } from './optimise-image-targets.js';
export { type TrainOptions, type TrainProgress, train } from './train.js';
export type { StepState, TrainStep } from './train-step.js';
