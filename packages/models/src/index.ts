export { reseed } from '@ikat/ops';
export { type Architecture, architectureOf } from './architecture.js';
export type { ArchitectureChoice } from './architecture-of-weights.js';
export {
  type ArtifactOptions,
  fromArtifacts,
  type LoadedModel,
  type ModelArtifacts,
  modelArtifacts,
} from './artifacts.js';
export { type BlockStyle, type Normalisation, residualBlock, type Upsampling } from './blocks.js';
export {
  type DcganDiscriminatorOptions,
  type DcganGeneratorOptions,
  dcganDiscriminator,
  dcganGenerator,
} from './dcgan.js';
export { inferArchitecture } from './infer-architecture.js';
export { type Judgement, judge } from './judge.js';
export { registerLayers } from './layers/register-layers.js';
export type { Wrap } from './layers/spatial-layer.js';
export { loadWeights } from './load-weights.js';
export {
  type MlpDiscriminatorOptions,
  type MlpGeneratorOptions,
  mlpDiscriminator,
  mlpGenerator,
} from './mlp.js';
export {
  type CardFacts,
  type CardMetric,
  type CultureLabel,
  type ModelCard,
  modelCard,
  type TrainingData,
} from './model-card.js';
export { modelFromWeights } from './model-from-weights.js';
export type { InferredArchitecture } from './nearest-architecture.js';
export { parseCard } from './parse-card.js';
export { type PatchDiscriminatorOptions, patchDiscriminator } from './patch-discriminator.js';
export { type PixelDiscriminatorOptions, pixelDiscriminator } from './pixel-discriminator.js';
export { type ResnetGeneratorOptions, resnetGenerator } from './resnet-generator.js';
export { type StylizeOptions, stylize } from './stylize.js';
export { type PaintedTile, type StylizeTilesOptions, stylizeTiles } from './tiles/stylize-tiles.js';
export type { Region, TiledPicture } from './tiles/tiled-picture.js';
export { torchKeys } from './torch-keys.js';
export type { TorchShapes } from './torch-names.js';
export { torchWeights } from './torch-weights.js';
export { type UnetGeneratorOptions, unetGenerator } from './unet-generator.js';
