export { type Adam, type AdamOptions, type AdamPace, adam } from './adam.js';
export type {
  AdversarialOptions,
  Augmentation,
  DiscriminatorPenalty,
  PenaltyImages,
} from './adversarial-game.js';
export { blurredLuminance } from './blurred-luminance.js';
export {
  type CycleGanLoss,
  type CycleGanNetworks,
  type CycleGanStep,
  type CycleGanStepOptions,
  cycleGanStep,
} from './cycle-gan-step.js';
export { defineStep, type StepContext } from './define-step.js';
export { type DivergenceError, isDivergence } from './diverged.js';
export {
  type DualGanLoss,
  type DualGanNetworks,
  type DualGanStep,
  type DualGanStepOptions,
  dualGanStep,
} from './dual-gan-step.js';
export { type Ema, type EmaOptions, type EmaPace, ema } from './ema.js';
export {
  type FastStyleBatch,
  type FastStyleLoss,
  type FastStyleNetworks,
  type FastStyleStep,
  type FastStyleStepOptions,
  fastStyleStep,
} from './fast-style-step.js';
export type { FastStyleAim } from './fast-style-targets.js';
export {
  type GanLoss,
  type GanNetworks,
  type GanStep,
  type GanStepOptions,
  ganStep,
} from './gan-step.js';
export type { Finding, FindingKind } from './health/finding.js';
export type { LogEntry } from './health/series.js';
export { trainingHealth } from './health/training-health.js';
export { type ImagePool, type ImagePoolOptions, imagePool } from './image-pool.js';
export type { NetworkPass } from './network-pass.js';
export { networkVariables, networkWeights } from './network-variables.js';
export {
  type ImagePreview,
  type OptimiseImageOptions,
  optimiseImage,
} from './optimise-image.js';
export type { FeatureNetwork } from './optimise-image-targets.js';
export { constant, constantThenLinear, cosine, type Schedule, stepwise } from './schedules.js';
export type { Compile } from './step-graph.js';
export { type Trainable, type TrainOptions, type TrainProgress, train } from './train.js';
export type { Stateful, StepState, TrainStep } from './train-step.js';
export type { UnpairedBatch } from './unpaired-batch.js';
