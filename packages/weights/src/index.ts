export { halfToNumber, numberToHalf } from './half.js';
export { type PyTorchFile, readPyTorch } from './pytorch/read-pytorch.js';
export { choosePart, readWeights, type WeightFile } from './read-weights.js';
export { readSafetensors, type Safetensors } from './safetensors.js';
export type { DataType, NumberArray, WeightArray, WeightMap } from './weight-array.js';
export {
  type FloatWeights,
  type WriteSafetensorsOptions,
  writeSafetensors,
} from './write-safetensors.js';
