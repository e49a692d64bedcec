export { type AnalyseOptions, analyseStudy } from './analyse/analyse-study.js';
export type { ExclusionReason, GroupExclusions } from './analyse/exclusions.js';
export type { GivenFile, RefusedFile } from './analyse/given-sessions.js';
export { type ReadSession, type ReadSessions, readSessions } from './analyse/read-sessions.js';
export type { RecognitionAnalysis, RecognitionOutcome } from './analyse/recognition-part.js';
export { analysisReport } from './analyse/report/analysis-report.js';
export type {
  AnalysisCatalogue,
  AnalysisText,
} from './analyse/report/catalogue/analysis-catalogue.js';
export { simplifiedChineseAnalysis } from './analyse/report/catalogue/chinese.js';
export { englishAnalysis } from './analyse/report/catalogue/english.js';
export type { Statement } from './analyse/statements/statement.js';
export type { ConstructAnalysis, StudyAnalysis, StudyNames } from './analyse/study-analysis.js';
export { participantsCsv, ratingsCsv, recognitionCsv } from './analyse/write-tables.js';
export { examplePlan } from './example-plan.js';
export {
  analysisOrder,
  type MakeStudyOptions,
  makeStudy,
  type StudyResult,
} from './make-study.js';
export { placeholders } from './placeholders.js';
export type {
  RecognitionPart,
  RecognitionTrial,
  StudyFileSession,
} from './recognition-design.js';
export type { RecognitionRow } from './recognition-row.js';
export type { Background, RatingRow, StudySessionFile } from './session.js';
export { type StudyTruth, simulateStudy } from './simulate-study.js';
export type { ExclusionRules, PracticeTrial, StudyFile } from './study-file.js';
export type {
  Construct,
  RecognitionPlan,
  StudyGroup,
  StudyPlan,
  StudySystem,
  StudyTradition,
  StudyWork,
  Texts,
} from './study-plan.js';
export { studySha } from './study-sha.js';
