export type {
  ImportedModel,
  ImportPyTorchOptions,
  LoadPyTorchOptions,
} from './import-weights.js';
export { importPyTorch, loadPyTorch, readPyTorch } from './node/import-pytorch.js';
export { loadModel, readCard } from './node/load-model.js';
export { saveModel } from './node/save-model.js';
export { type SaveSafetensorsOptions, saveSafetensors } from './node/save-safetensors.js';
