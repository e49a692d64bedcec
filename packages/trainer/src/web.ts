export {
  type CheckpointEntry,
  deleteCheckpoints,
  listCheckpoints,
} from './web/list-checkpoints.js';
export {
  type LoadCheckpointOptions,
  type LoadedCheckpoint,
  loadCheckpoint,
} from './web/load-checkpoint.js';
export { type SaveCheckpointOptions, saveCheckpoint } from './web/save-checkpoint.js';
export { isStorageFull, type StorageFullError } from './web/storage-full.js';
