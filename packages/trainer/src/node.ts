export type { LoadCheckpointOptions } from './checkpoint/restore-checkpoint.js';
export type { FileWriter } from './node/durable-write.js';
export {
  type CheckpointEntry,
  type CheckpointList,
  listCheckpoints,
} from './node/list-checkpoints.js';
export { type LoadedCheckpoint, loadCheckpoint } from './node/load-checkpoint.js';
export { writeReport } from './node/report.js';
export { reportPage } from './node/report-page.js';
export { readRun } from './node/report-run.js';
export type {
  LogEntry,
  Report,
  ReportFacts,
  ReportPicture,
  ReportResult,
  ReportSection,
} from './node/report-types.js';
export { type RunFolder, type RunFolderOptions, runFolder } from './node/run-folder.js';
export { type SaveCheckpointOptions, saveCheckpoint } from './node/save-checkpoint.js';
