export type { FeatureNet } from './feature-net.js';
export { type InceptionLayer, type InceptionOptions, inception } from './inception.js';
export { readSafetensors, type Safetensors } from './safetensors.js';
export type { WeightArray, WeightMap } from './weight-map.js';
