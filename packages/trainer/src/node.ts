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
