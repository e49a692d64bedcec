export { blurDownsample } from './blur-downsample.js';
export type { BlurOptions } from './blur-taps.js';
export { blurUpsample } from './blur-upsample.js';
export { type CircularPadOptions, circularPad } from './circular-pad.js';
export { correctGradients } from './correct-gradients.js';
export { childKey, type DrawKey, drawKey, type Seed } from './draw-key.js';
export { flip } from './flip.js';
export type { GradientCorrection } from './gradients/correction.js';
export { gradientCorrections } from './gradients/table.js';
export { type InstanceNormOptions, instanceNorm } from './instance-norm.js';
export type { Padding } from './padding.js';
export { pixelShuffle } from './pixel-shuffle.js';
export { reflectPad } from './reflect-pad.js';
export { reseed } from './reseed.js';
export { seededNormal, seededUniform } from './seeded-uniform.js';
export {
  type SpectralNormOptions,
  type SpectralNormResult,
  spectralNorm,
} from './spectral-norm.js';
export { stopGradient } from './stop-gradient.js';
export { upsampleNearest } from './upsample-nearest.js';
