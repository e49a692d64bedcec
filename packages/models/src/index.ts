export { type Architecture, architectureOf } from './architecture.js';
export type { Normalisation, Upsampling } from './blocks.js';
export { registerLayers } from './layers/register-layers.js';
export {
  type MlpDiscriminatorOptions,
  type MlpGeneratorOptions,
  mlpDiscriminator,
  mlpGenerator,
} from './mlp.js';
export { type PatchDiscriminatorOptions, patchDiscriminator } from './patch-discriminator.js';
export { reseed } from './reseed.js';
export { type ResnetGeneratorOptions, resnetGenerator } from './resnet-generator.js';
