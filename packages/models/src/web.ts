export type { ArtifactOptions, LoadedModel } from './artifacts.js';
export { type FetchModelOptions, type FetchProgress, fetchModel } from './web/fetch-model.js';
export {
  deleteModel,
  listModels,
  loadModel,
  type SavedModel,
  saveModel,
} from './web/model-store.js';
export { openModel } from './web/open-model.js';
export { packModel } from './web/pack-model.js';
