export type { FeatureNet } from './feature-net.js';
export { type InceptionLayer, type InceptionOptions, inception } from './inception.js';
export type { Preprocess } from './preprocess.js';
export { type SqueezenetOptions, squeezenet } from './squeezenet.js';
export {
  readTfjsWeights,
  type TfjsManifest,
  type TfjsQuantization,
  type TfjsWeight,
  type TfjsWeightGroup,
} from './tfjs-weights.js';
export { type VggOptions, vgg16, vgg19 } from './vgg.js';
export type { WeightArray, WeightMap, WeightSource } from './weight-map.js';
