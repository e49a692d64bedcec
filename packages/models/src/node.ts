export { loadModel, readCard } from './node/load-model.js';
export { saveModel } from './node/save-model.js';
